import Companies
import Guidance
import Vocabulary

/// The events that a turn makes for those who follow: ids and numbers, never a person's words.
public enum TurnEvents {
  /// The types of the events, in reverse-DNS form.
  public static let turnCommitted = "eu.rinnalla.conversation.turn.committed.v1"
  public static let gapFound = "eu.rinnalla.conversation.gap.found.v1"
  public static let reminderSet = "eu.rinnalla.conversation.reminder.set.v1"

  static func events(
    _ answer: ComposedAnswer, changes: [Change], conversation: ConversationID, turn: Int
  ) -> [NewEvent] {
    let committed = NewEvent(
      type: turnCommitted, subject: conversation.rawValue, turn: turn,
      data: data(of: answer, conversation: conversation, turn: turn))
    let gaps = answer.gap.map { [gap($0, answer, conversation: conversation, turn: turn)] } ?? []
    return [committed] + gaps + changes.compactMap { reminder($0, conversation: conversation, turn: turn) }
  }

  /// A step to be reminded of, and from which day.
  private static func reminder(_ change: Change, conversation: ConversationID, turn: Int) -> NewEvent? {
    guard case .setStep(let step) = change, let day = step.until else { return nil }
    let fields = [
      "\"conversation\":\(quoted(conversation.rawValue))", "\"turn\":\(turn)", "\"step\":\(quoted(step.id))",
      "\"due\":\(quoted(day.description))",
    ]
    return NewEvent(
      type: reminderSet, subject: conversation.rawValue, turn: turn,
      data: "{\(fields.joined(separator: ","))}")
  }

  /// A line on the list of gaps: what could not be answered, by its subject.
  private static func gap(_ gap: Gap, _ answer: ComposedAnswer, conversation: ConversationID, turn: Int) -> NewEvent {
    let market = answer.slots[.market]?.texts.first
    let fields = [
      "\"conversation\":\(quoted(conversation.rawValue))", "\"turn\":\(turn)",
      "\"lang\":\(quoted(answer.lang.rawValue))", "\"reason\":\(quoted(gap.rawValue))",
      "\"intent\":\(quoted(answer.intent?.rawValue))", "\"topic\":\(quoted(answer.slots[.topic]?.texts.first))",
      "\"market\":\(quoted(market))",
    ]
    return NewEvent(
      type: gapFound, subject: conversation.rawValue, turn: turn,
      data: "{\(fields.joined(separator: ","))}")
  }

  private static func quoted(_ text: String?) -> String { text.map { "\"\($0)\"" } ?? "null" }

  /// Ids of the catalogue and numbers need no escaping in JSON.
  private static func data(of answer: ComposedAnswer, conversation: ConversationID, turn: Int) -> String {
    let fields = [
      "\"conversation\":\(quoted(conversation.rawValue))", "\"turn\":\(turn)",
      "\"lang\":\(quoted(answer.lang.rawValue))",
      "\"intent\":\(quoted(answer.intent?.rawValue))", "\"topic\":\(quoted(answer.slots[.topic]?.texts.first))",
      "\"stage\":\(quoted(answer.stage?.rawValue))",
    ]
    return "{\(fields.joined(separator: ","))}"
  }
}
