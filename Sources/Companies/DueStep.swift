import Vocabulary

/// A step whose day has come, as it is announced to those who follow the events.
public struct DueStep: Sendable, Hashable {
  public var company: CompanyID
  public var step: String
  /// The day until which it was put off.
  public var day: Day

  /// The type of the event, in reverse-DNS form.
  public static let eventType = "eu.rinnalla.conversation.reminder.fell_due.v1"

  public init(company: CompanyID, step: String, day: Day) {
    self.company = company
    self.step = step
    self.day = day
  }

  /// The event in the company's latest talk. Ids of the catalogue and days need no escaping in JSON.
  public func event(in talk: ConversationID) -> NewEvent {
    NewEvent(
      type: Self.eventType, subject: talk.rawValue, turn: nil,
      data: "{\"conversation\":\"\(talk.rawValue)\",\"step\":\"\(step)\",\"due\":\"\(day)\"}")
  }
}

extension StepRecord {
  /// Whether it is to be announced that the day has come. Each day is announced once, however often a step is put off;
  /// a day that was announced, and those before it, are so for good.
  /// - Parameter announced: the last day of this step that was announced.
  public func isToAnnounce(on today: Day, announced: Day?) -> Bool {
    guard let until, isDue(on: today) else { return false }
    return announced.map { $0 < until } ?? true
  }
}
