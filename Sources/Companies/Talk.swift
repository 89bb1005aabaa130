import Vocabulary

/// One conversation: whose it is, and what the next turn has to know of those before.
public struct Talk: Sendable, Hashable, Codable {
  public let id: ConversationID
  public let company: CompanyID
  /// Counts its commits; 0 = not stored yet.
  public var version: Int
  /// The number of its turns.
  public var turns: Int
  public var startedAt: Timestamp
  public var lastAt: Timestamp
  public var memory: TalkMemory

  public init(
    id: ConversationID, company: CompanyID, version: Int = 0, turns: Int = 0, startedAt: Timestamp, lastAt: Timestamp,
    memory: TalkMemory = TalkMemory()
  ) {
    self.id = id
    self.company = company
    self.version = version
    self.turns = turns
    self.startedAt = startedAt
    self.lastAt = lastAt
    self.memory = memory
  }

  /// The talk as it is after a commit.
  public mutating func apply(_ commit: Commit) {
    version += 1
    turns += 1
    lastAt = max(lastAt, commit.at)
    memory = commit.keptMemory
  }
}

/// Who decides on a talk.
public struct TalkHolder: Sendable, Hashable {
  /// The user id of the person whose talk it is.
  public var person: String
  public var company: CompanyID
  /// Whether the company lets advisors see what is said.
  public var advisorSees: Bool

  public init(person: String, company: CompanyID, advisorSees: Bool) {
    self.person = person
    self.company = company
    self.advisorSees = advisorSees
  }
}

/// What a talk remembers from turn to turn. It holds ids only, no words of the person.
public struct TalkMemory: Sendable, Hashable, Codable {
  public var lang: Language?
  /// The last question that was answered: its intent and slots.
  public var intent: Intent?
  public var slots: Slots
  /// What was asked back and not answered yet.
  public var pending: PendingQuestion?
  /// How many questions in a row asked for a fact.
  public var asked: Int
  /// The ids of the steps shown last, in the order of their numbers on the screen.
  public var steps: [String]
  /// The readings offered last, in the order of their numbers.
  public var choices: [Reading]
  /// What the numbers that were shown last are of, when they were of the network.
  public var numbered: NumberedThing?
  /// The number of the joint plan that was shown last.
  public var plan: Int?
  /// What was said already, so that it is not said twice with the same words: content ids.
  public var said: [String]
  /// The changes that take back what the last turn changed.
  public var undo: [Change]

  public init(
    lang: Language? = nil, intent: Intent? = nil, slots: Slots = Slots(), pending: PendingQuestion? = nil,
    asked: Int = 0, steps: [String] = [], choices: [Reading] = [], numbered: NumberedThing? = nil, plan: Int? = nil,
    said: [String] = [],
    undo: [Change] = []
  ) {
    self.lang = lang
    self.intent = intent
    self.slots = slots
    self.pending = pending
    self.asked = asked
    self.steps = steps
    self.choices = choices
    self.numbered = numbered
    self.plan = plan
    self.said = said
    self.undo = undo
  }
}

/// A question that Rinnalla asked and that is still open.
public enum PendingQuestion: Sendable, Hashable, Codable {
  /// The value of a fact.
  case fact(FactKey)
  /// "Do you really want everything forgotten?"
  case confirmForgetting
  /// "May others see this card?", with the mark of the card; `nil` in a talk of before there were marks.
  case confirmJoining(seen: String?)
  /// "Shall this opportunity go out?", with its number.
  case confirmOffer(Int)
}

/// What the numbers on the screen are of.
public enum NumberedThing: String, Sendable, Hashable, Codable {
  case companies, opportunities
}

/// One question and its answer.
public struct Turn: Sendable, Hashable, Codable {
  public var conversation: ConversationID
  /// From 1.
  public var number: Int
  public var at: Timestamp
  /// What the person wrote; `nil` once it is forgotten.
  public var text: String?
  /// The whole answer as JSON; `nil` once it is forgotten.
  public var answer: String?

  public init(conversation: ConversationID, number: Int, at: Timestamp, text: String?, answer: String?) {
    self.conversation = conversation
    self.number = number
    self.at = at
    self.text = text
    self.answer = answer
  }
}
