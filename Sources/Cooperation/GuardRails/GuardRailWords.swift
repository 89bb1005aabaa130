import Vocabulary

/// The words and sentences of the guard-rails, of all languages together: people mix them.
public struct GuardRailWords: Sendable, Hashable {
  /// Words of a topic. Alone they never stop a message.
  public var topics: [GuardRailTopic: [WordPattern]] = [:]
  /// Turns of phrase that are a call by themselves, such as not to sell under something.
  public var topicCalls: [GuardRailTopic: [WordPattern]] = [:]
  /// What makes a topic's word a call: "let us agree".
  public var calls: [WordPattern] = []
  /// What makes a topic's word with an amount a call: "for all of us".
  public var together: [WordPattern] = []
  /// Words for one's own firm.
  public var own: [WordPattern] = []
  /// What follows a number that is an amount, a rate or a share.
  public var units: [WordPattern] = []
  /// Numbers written as words.
  public var numbers: [WordPattern] = []
  /// Costs that may be shared and told: stand, freight, travel.
  public var sharedCosts: [WordPattern] = []
  /// Dealing between a buyer and its supplier in a chain.
  public var chain: [WordPattern] = []
  /// Sentences that tell of the rule itself, or of what each does alone.
  public var disclaimers: [WordPattern] = []
  /// Countries and towns that may be divided among competitors.
  public var places: [WordPattern] = []
  /// The two halves of a division: "you take", "we take".
  public var yours: [WordPattern] = []
  public var ours: [WordPattern] = []
  /// What may stand between a customer and its name: "is", "such as".
  public var links: [WordPattern] = []
  /// Words with a capital letter that name nobody: days, months, fairs.
  public var noNames: [WordPattern] = []
  /// Groups of words that pacts are made of, by their names in the content.
  public var families: [String: [WordPattern]] = [:]
  /// What a sentence is stopped for whatever else stands in it; the first that holds counts.
  public var pacts: [GuardRailPact] = []
  /// What the person reads.
  public var sentences: [Language: GuardRailTexts] = [:]

  public init() {}
}

/// Words that make a call when they stand together in one sentence, such as "nobody", "give" and "discount".
public struct GuardRailPact: Sendable, Hashable {
  /// What has to stand in the sentence.
  public enum Need: Sendable, Hashable {
    /// A word of this family.
    case family(String)
    /// Words of this family at two places.
    case twice(String)
    /// A number that is an amount, a rate or a share.
    case amount
    /// A word with a capital letter that is no place and opens no sentence.
    case name
  }

  /// What it is about.
  public enum Subject: Sendable, Hashable {
    /// The first of these topics that has a word of its own in the sentence; without one the pact does not hold.
    case found([GuardRailTopic])
    case topic(GuardRailTopic)
  }

  public var subject: Subject
  public var needs: [Need]

  public init(_ subject: Subject, needs: [Need]) {
    self.subject = subject
    self.needs = needs
  }
}

/// What a person reads when a guard-rail is touched, in one language.
public struct GuardRailTexts: Sendable, Hashable {
  /// With `{topic}`: the quiet reminder.
  public var hint: String
  /// With `{topic}` and `{why}`: the message was not sent.
  public var stop: String
  /// The way on: tell the advisor.
  public var offer: String
  public var topics: [GuardRailTopic: String]
  public var reasons: [GuardRailReason: String]

  public init(
    hint: String, stop: String, offer: String, topics: [GuardRailTopic: String], reasons: [GuardRailReason: String]
  ) {
    self.hint = hint
    self.stop = stop
    self.offer = offer
    self.topics = topics
    self.reasons = reasons
  }

  /// What to show for a verdict; `nil` when there is nothing to say.
  public func text(for verdict: GuardRailVerdict) -> String? {
    switch verdict {
    case .clear: nil
    case .hint(let topic): hint.replacing("{topic}", with: topics[topic] ?? "")
    case .stop(let topic, let why):
      stop.replacing("{topic}", with: topics[topic] ?? "").replacing("{why}", with: reasons[why] ?? "") + " " + offer
    }
  }
}
