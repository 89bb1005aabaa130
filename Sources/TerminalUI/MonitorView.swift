import Foundation
import Vocabulary

/// One turn of somebody's talk, as the monitor shows it. What the reader may not see is `nil`.
public struct MonitorTurn: Sendable, Hashable, Codable {
  /// The number in the event log.
  public var number: Int64
  /// RFC 3339.
  public var at: String
  public var conversation: String
  /// The number of the turn in its conversation.
  public var turn: Int
  public var lang: String?
  public var intent: String?
  public var text: String?
  public var answer: String?

  public init(
    number: Int64, at: String, conversation: String, turn: Int, lang: String? = nil, intent: String? = nil,
    text: String? = nil, answer: String? = nil
  ) {
    self.number = number
    self.at = at
    self.conversation = conversation
    self.turn = turn
    self.lang = lang
    self.intent = intent
    self.text = text
    self.answer = answer
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(number, forKey: .number)
    try container.encode(at, forKey: .at)
    try container.encode(conversation, forKey: .conversation)
    try container.encode(turn, forKey: .turn)
    try container.encode(lang, forKey: .lang)
    try container.encode(intent, forKey: .intent)
    try container.encode(text, forKey: .text)
    try container.encode(answer, forKey: .answer)
  }
}

/// A step of somebody's whose day has come, as the monitor shows it.
public struct MonitorReminder: Sendable, Hashable, Codable {
  /// The number in the event log.
  public var number: Int64
  /// RFC 3339.
  public var at: String
  public var conversation: String
  /// The id of the step.
  public var step: String
  /// The day until which it was put off, `2027-03-01`.
  public var due: String

  public init(number: Int64, at: String, conversation: String, step: String, due: String) {
    self.number = number
    self.at = at
    self.conversation = conversation
    self.step = step
    self.due = due
  }
}

/// Turns of others for `rinnalla monitor`: a block for each, or a line of JSON.
public struct MonitorView: Sendable {
  private let look: Look
  private let columns: Int?
  private let texts: Texts
  private let zone: TimeZone

  /// The labels are in `lang`; times are of `zone`.
  public init(look: Look, columns: Int?, lang: Language, zone: TimeZone = .current) {
    self.look = look
    self.columns = columns
    self.zone = zone
    texts = Texts.of(lang)
  }

  /// The reminder as a line, an empty one after it.
  public func text(_ reminder: MonitorReminder) -> String {
    let due = "\(texts.reminder) \(sanitisedLine(reminder.step)) (\(sanitisedLine(reminder.due)))"
    let facts = head(reminder.number, at: reminder.at, in: reminder.conversation) + [due]
    let view = AnswerView(look: look, columns: columns)
    return view.wrap(facts.joined(separator: " · ")).joined(separator: "\n") + "\n\n"
  }

  /// The reminder as one line of JSON; ends with a line end.
  public func json(_ reminder: MonitorReminder) -> String { jsonLine(reminder) + "\n" }

  /// The turn as lines, an empty one after it.
  public func text(_ turn: MonitorTurn) -> String {
    let view = AnswerView(look: look, columns: columns)
    let of = ["\(texts.turn) \(turn.turn)", turn.lang.map(sanitisedLine), turn.intent.map(sanitisedLine)]
    let facts = head(turn.number, at: turn.at, in: turn.conversation) + of.compactMap(\.self)
    let head = view.wrap(facts.joined(separator: " · ")).map(look.dim)
    let said = [(texts.person, turn.text), (texts.rinnalla, turn.answer)].flatMap { who, text in
      "\(who): \(text.map(sanitised) ?? texts.notShown)".split(separator: "\n", omittingEmptySubsequences: false)
        .flatMap { view.wrap(String($0)) }
    }
    return (head + said).joined(separator: "\n") + "\n\n"
  }

  /// The turn as one line of JSON; ends with a line end.
  public func json(_ turn: MonitorTurn) -> String { jsonLine(turn) + "\n" }

  /// Which event, when, and in whose talk.
  private func head(_ number: Int64, at: String, in conversation: String) -> [String] {
    let time = LocalTime(at, zone: zone)?.text(lang: texts.lang, withSeconds: true) ?? sanitisedLine(at)
    return ["#\(number)", time, "\(texts.talk) \(clipped(sanitisedLine(conversation), columns: 9))"]
  }
}
