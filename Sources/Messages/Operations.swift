import Vocabulary

/// The names of the operations, each of one service.
public enum Operation: String, CaseIterable, Sendable {
  case parse = "intent.parse.v1"
  case find = "knowledge.find.v1"
  case open = "company.open.v1"
  case commit = "company.commit.v1"
  case history = "company.history.v1"
  case invite = "company.invite.v1"
  case join = "company.join.v1"
  case bind = "company.bind.v1"
  case bring = "company.bring.v1"
  case hello = "assistant.hello.v1"
  case ask = "assistant.ask.v1"
  case recall = "assistant.history.v1"
  case cooperate = "cooperation.act.v1"
  case advise = "cooperation.advise.v1"

  /// The Majordomo service that serves it.
  public var service: String { String(rawValue.prefix { $0 != "." }) }
}

/// Data of `intent.parse.v1`; its answer is a `ParsedQuestion`.
public struct ParseRequest: Codable, Sendable, Hashable {
  /// At most 2,000 characters are read.
  public var text: String
  /// The language of the message when it is known; otherwise it is recognised.
  public var lang: Language?
  public var context: DialogueContext?
  /// The content to read it with, while it is at hand; otherwise the newest.
  public var revision: String?

  public init(text: String, lang: Language?, context: DialogueContext?, revision: String? = nil) {
    self.text = text
    self.lang = lang
    self.context = context
    self.revision = revision
  }
}

/// Data of `assistant.ask.v1`; its answer is an `Answer`. A text that begins with `/` is a command of the chat.
public struct AskRequest: Codable, Sendable, Hashable {
  /// At most 20,000 bytes of UTF-8.
  public var text: String
  /// The language to answer in; otherwise the talk's, else the message's.
  public var lang: Language?

  public static let textBytesMax = 20_000

  public init(text: String, lang: Language? = nil) {
    self.text = text
    self.lang = lang
  }
}

/// Data of `assistant.hello.v1`: who opens a talk, in which language if known.
public struct HelloRequest: Codable, Sendable, Hashable {
  public var lang: Language?

  public init(lang: Language?) {
    self.lang = lang
  }
}

/// What a chat needs to know at its start.
public struct Welcome: Codable, Sendable, Hashable {
  /// The latest talk of this person, or a new one.
  public var conversation: ConversationID
  /// The language of that talk, if it has one yet.
  public var lang: Language?
  /// The number of its turns; 0 = it is new.
  public var turns: Int
  /// When its last turn was, in RFC 3339.
  public var last: String?
  /// What its last question was about, as a title in its language.
  public var topic: String?
  /// The steps shown last that are still open.
  public var steps: [Answer.Step]
  /// Steps that were put off until a day that has come.
  public var due: [Answer.Step]
  /// Steps that are put off until a day that is still to come, the nearest first.
  public var reminders: [Reminder]
  /// Who came into the company since the last turn, the oldest first.
  public var membership: [MembershipNews]
  /// What the network of companies has to tell, in sentences.
  public var news: [String]

  /// A step and the day until which it is put off, `2026-12-07`.
  public struct Reminder: Codable, Sendable, Hashable {
    public var id: String
    public var title: String
    public var day: String

    public init(id: String, title: String, day: String) {
      self.id = id
      self.title = title
      self.day = day
    }
  }

  public init(
    conversation: ConversationID, lang: Language?, turns: Int, last: String?, topic: String?, steps: [Answer.Step],
    due: [Answer.Step] = [], reminders: [Reminder] = [], membership: [MembershipNews] = [], news: [String] = []
  ) {
    self.conversation = conversation
    self.lang = lang
    self.turns = turns
    self.last = last
    self.topic = topic
    self.steps = steps
    self.due = due
    self.reminders = reminders
    self.membership = membership
    self.news = news
  }
}

/// Data of `assistant.history.v1` and `company.history.v1`: turns below `before` (all when `nil`), at most `limit`.
public struct HistoryRequest: Codable, Sendable, Hashable {
  public var before: Int?
  /// 1…100.
  public var limit: Int

  public init(before: Int? = nil, limit: Int) {
    self.before = before
    self.limit = limit
  }
}

/// Turns of a talk, the oldest first.
public struct History: Codable, Sendable, Hashable {
  public var turns: [Turn]

  public struct Turn: Codable, Sendable, Hashable {
    public var number: Int
    /// RFC 3339.
    public var at: String
    /// What the person wrote; `nil` once forgotten.
    public var text: String?
    /// The answer's text; `nil` once forgotten.
    public var answer: String?

    public init(number: Int, at: String, text: String?, answer: String?) {
      self.number = number
      self.at = at
      self.text = text
      self.answer = answer
    }
  }

  public init(turns: [Turn]) {
    self.turns = turns
  }
}
