import Vocabulary

/// Something that happened, for those who follow. It carries ids and numbers, never a person's words.
public struct NewEvent: Sendable, Hashable, Codable {
  /// The CloudEvents type, `eu.rinnalla.<area>.<thing>.<verb>.v<N>`.
  public var type: String
  /// What it is about: a conversation's id.
  public var subject: String
  /// The turn that it tells of, from 1, if it tells of one.
  public var turn: Int?
  /// A JSON object.
  public var data: String

  public init(type: String, subject: String, turn: Int?, data: String) {
    self.type = type
    self.subject = subject
    self.turn = turn
    self.data = data
  }
}

/// An event in the log. Numbers begin at 1 and have no holes.
public struct Event: Sendable, Hashable, Codable {
  public var number: Int64
  public var id: String
  public var at: Timestamp
  public var event: NewEvent

  public init(number: Int64, id: String, at: Timestamp, event: NewEvent) {
    self.number = number
    self.id = id
    self.at = at
    self.event = event
  }
}

/// Events of the log after a number, and how far the log was read: everything up to `upto` is covered.
public struct EventPage: Sendable, Hashable, Codable {
  public var events: [Event]
  public var upto: Int64

  public init(events: [Event], upto: Int64) {
    self.events = events
    self.upto = upto
  }
}
