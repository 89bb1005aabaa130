/// What the parser understood of one message, and how sure it is.
public struct ParsedQuestion: Sendable, Hashable, Codable {
  /// The language the message is in.
  public var lang: Language
  /// `nil` when nothing in the message could be understood.
  public var intent: Intent?
  public var slots: Slots
  /// 0…1: how often a parse like this one is right.
  public var confidence: Double
  /// Why: the rules and the words behind them, the strongest first.
  public var because: [Because]
  /// Other readings that are nearly as likely, the likeliest first.
  public var alternatives: [Reading]
  /// The topic whose passages the words of the message clearly lead to; looked for when it was not understood for sure.
  public var found: String?
  /// The content that it was read with; `nil` when nobody named it.
  public var revision: String?

  public init(
    lang: Language, intent: Intent?, slots: Slots = Slots(), confidence: Double, because: [Because] = [],
    alternatives: [Reading] = [], found: String? = nil
  ) {
    self.lang = lang
    self.intent = intent
    self.slots = slots
    self.confidence = confidence
    self.because = because
    self.alternatives = alternatives
    self.found = found
  }
}

/// A reason for a parse: the rule, as `file:line`, and the words of the message that it matched.
public struct Because: Sendable, Hashable, Codable {
  public var rule: String
  public var words: String

  public init(rule: String, words: String) {
    self.rule = rule
    self.words = words
  }
}

/// Another way to read a message.
public struct Reading: Sendable, Hashable, Codable {
  public var intent: Intent
  public var slots: Slots
  public var confidence: Double

  public init(intent: Intent, slots: Slots, confidence: Double) {
    self.intent = intent
    self.slots = slots
    self.confidence = confidence
  }
}

/// What the talk was about so far: enough to resolve "and Norway?", "the second one", "yes".
public struct DialogueContext: Sendable, Hashable, Codable {
  /// The language of the talk.
  public var lang: Language?
  /// The intent of the last question that was answered.
  public var intent: Intent?
  /// Its slots.
  public var slots: Slots
  /// The fact that the last answer asked for, when it ended with a question.
  public var pending: String?

  public init(lang: Language? = nil, intent: Intent? = nil, slots: Slots = Slots(), pending: String? = nil) {
    self.lang = lang
    self.intent = intent
    self.slots = slots
    self.pending = pending
  }
}
