import Companies
import Guidance
import Vocabulary

/// The events that a turn makes for those who follow: ids and numbers, never a person's words.
enum TurnEvents {
  /// The reverse-DNS prefix of every type of event.
  static let prefix = "eu.rinnalla"

  static func events(_ answer: ComposedAnswer, conversation: ConversationID, turn: Int) -> [NewEvent] {
    [
      NewEvent(
        type: "\(prefix).conversation.turn.committed.v1", subject: conversation.rawValue, turn: turn,
        data: data(of: answer, conversation: conversation, turn: turn))
    ]
  }

  /// Ids of the catalogue and numbers need no escaping in JSON.
  private static func data(of answer: ComposedAnswer, conversation: ConversationID, turn: Int) -> String {
    func quoted(_ text: String?) -> String { text.map { "\"\($0)\"" } ?? "null" }
    let fields = [
      "\"conversation\":\(quoted(conversation.rawValue))", "\"turn\":\(turn)",
      "\"lang\":\(quoted(answer.lang.rawValue))",
      "\"intent\":\(quoted(answer.intent?.rawValue))", "\"topic\":\(quoted(answer.slots[.topic]?.texts.first))",
      "\"stage\":\(quoted(answer.stage?.rawValue))",
    ]
    return "{\(fields.joined(separator: ","))}"
  }
}
