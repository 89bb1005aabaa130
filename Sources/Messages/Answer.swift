import Vocabulary

/// An answer to a person: the same from `ask --json`, `chat --json` and `assistant.ask.v1`. Members may be added, none renamed.
public struct Answer: Codable, Sendable, Hashable {
  public var conversation: ConversationID
  /// The turn of the conversation, from 1.
  public var turn: Int
  public var lang: Language
  /// The whole answer as the person reads it: plain text in `lang`, lines parted by `\n`, not wrapped.
  public var text: String
  public var intent: Intent?
  public var slots: Slots
  public var confidence: Double
  public var because: [Because]
  /// The id of the company's stage; `nil` while too little is known.
  public var stage: String?
  public var steps: [Step]
  public var instruments: [Instrument]
  public var sources: [Source]
  /// The question that the answer ends with.
  public var question: String?
  /// What the person may choose from, in the order of their numbers.
  public var choices: [String]
  /// Who speaks: `bot`, `waiting`, `advisor:<id>`, `closed`.
  public var owner: String
  /// The content that its texts are from; `nil` in answers of before content had a name.
  public var revision: String?

  public struct Step: Codable, Sendable, Hashable {
    public var id: String
    public var title: String

    public init(id: String, title: String) {
      self.id = id
      self.title = title
    }
  }

  /// An instrument that the answer speaks of; `fits` is `nil` when it can't be told yet.
  public struct Instrument: Codable, Sendable, Hashable {
    public var id: String
    public var fits: Bool?
    public var why: String

    public init(id: String, fits: Bool?, why: String) {
      self.id = id
      self.fits = fits
      self.why = why
    }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(id, forKey: .id)
      try container.encode(fits, forKey: .fits)
      try container.encode(why, forKey: .why)
    }
  }

  /// Where a statement comes from: `as_of` is the page's own date or null, `checked` the day somebody looked.
  public struct Source: Codable, Sendable, Hashable {
    public var title: String
    public var url: String
    public var checked: String
    public var asOf: String?
    public var kind: String

    private enum CodingKeys: String, CodingKey {
      case title, url, checked, kind
      case asOf = "as_of"
    }

    public init(title: String, url: String, checked: String, asOf: String?, kind: String) {
      self.title = title
      self.url = url
      self.checked = checked
      self.asOf = asOf
      self.kind = kind
    }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(title, forKey: .title)
      try container.encode(url, forKey: .url)
      try container.encode(checked, forKey: .checked)
      try container.encode(asOf, forKey: .asOf)
      try container.encode(kind, forKey: .kind)
    }
  }

  public init(
    conversation: ConversationID, turn: Int, lang: Language, text: String, intent: Intent?, slots: Slots,
    confidence: Double, because: [Because], stage: String?, steps: [Step], instruments: [Instrument], sources: [Source],
    question: String?, choices: [String], owner: String, revision: String? = nil
  ) {
    self.conversation = conversation
    self.turn = turn
    self.lang = lang
    self.text = text
    self.intent = intent
    self.slots = slots
    self.confidence = confidence
    self.because = because
    self.stage = stage
    self.steps = steps
    self.instruments = instruments
    self.sources = sources
    self.question = question
    self.choices = choices
    self.owner = owner
    self.revision = revision
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(conversation, forKey: .conversation)
    try container.encode(turn, forKey: .turn)
    try container.encode(lang, forKey: .lang)
    try container.encode(text, forKey: .text)
    try container.encode(intent, forKey: .intent)
    try container.encode(slots, forKey: .slots)
    try container.encode(confidence, forKey: .confidence)
    try container.encode(because, forKey: .because)
    try container.encode(stage, forKey: .stage)
    try container.encode(steps, forKey: .steps)
    try container.encode(instruments, forKey: .instruments)
    try container.encode(sources, forKey: .sources)
    try container.encode(question, forKey: .question)
    try container.encode(choices, forKey: .choices)
    try container.encode(owner, forKey: .owner)
    try container.encode(revision, forKey: .revision)
  }
}
