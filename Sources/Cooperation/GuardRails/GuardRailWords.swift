import Vocabulary

/// What the guard-rails look for, of all languages together: people mix them.
public struct GuardRailWords: Sendable, Hashable {
  /// Families of words that the reading itself needs, by their names in the content.
  public enum Reading: String, CaseIterable, Sendable, Hashable {
    /// Costs that firms pay together, or what others sell to them: the part of a sentence that names them is left out.
    case sharedCost = "shared_cost"
    /// A buyer and its supplier speak: only cases that hold between them too are looked for.
    case chain
    /// The sentence tells of the rule itself, or of what each does alone.
    case theRule = "the_rule"
    /// What follows a number that is an amount, a rate or a share.
    case units
    /// Numbers written as words.
    case numbers
    /// What follows a number that is no amount.
    case measures
    /// What stands before a number that is no amount.
    case clock
    /// Where a part of a sentence begins.
    case joins
    /// Words with a capital letter that name nobody.
    case noNames = "no_names"
    case places
    /// Kinds of customers.
    case segments
    /// What may stand between a customer and its name: "is", "such as".
    case links
    case own, abstains
  }

  /// Groups of words by their names in the content. Those that bear the name of a topic are the words of that topic.
  public let families: [String: [WordPattern]]
  /// What a message is stopped for; the first that holds counts.
  public let cases: [GuardRailCase]
  /// What the person reads.
  public let sentences: [Language: GuardRailTexts]
  let index: WordIndex

  public init(
    families: [String: [WordPattern]], cases: [GuardRailCase], sentences: [Language: GuardRailTexts]
  ) {
    self.families = families
    self.cases = cases
    self.sentences = sentences
    index = WordIndex(families)
  }
}

/// Roles that make a call or a disclosure when they stand together in a sentence: who, does what, about what.
public struct GuardRailCase: Sendable, Hashable {
  /// What is found in a sentence besides its families, by the names that the content uses.
  public enum Sign: String, CaseIterable, Sendable, Hashable {
    /// A number with a unit of money, rate or share.
    case money
    /// Another number of two digits or more, or one in words at the end of a part; no measure, time, date or year.
    case number
    /// Either.
    case figure
    /// A capital letter inside a sentence that is no place.
    case name
    case place
    /// Two places, kinds of customers or names that do not stand side by side.
    case twoParts = "two_parts"
    /// A name right beside a customer's word.
    case customerNamed = "customer_named"
    /// It says twice that somebody stays away.
    case abstainsTwice = "abstains_twice"
  }

  /// What a case holds in spite of.
  public enum Excuse: String, CaseIterable, Sendable, Hashable {
    case sharedCost = "shared_cost"
    case chain
  }

  /// The first that the sentence has a word of counts, without one the first.
  public var about: [GuardRailTopic]
  public var why: GuardRailReason
  /// Of each, one name at least has to be found: of a family or a sign.
  public var needs: [Set<String>]
  /// None of these may be found.
  public var unless: Set<String>
  public var evenWith: Set<Excuse>

  public init(
    about: [GuardRailTopic], why: GuardRailReason = .call, needs: [Set<String>], unless: Set<String> = [],
    evenWith: Set<Excuse> = []
  ) {
    self.about = about
    self.why = why
    self.needs = needs
    self.unless = unless
    self.evenWith = evenWith
  }

  func holds(for found: Set<String>) -> Bool {
    unless.isDisjoint(with: found) && needs.allSatisfy { !$0.isDisjoint(with: found) }
  }

  /// What it is about in a sentence where these names are found; `nil` for a case about nothing.
  func topic(for found: Set<String>) -> GuardRailTopic? {
    about.first { found.contains($0.rawValue) } ?? about.first
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
