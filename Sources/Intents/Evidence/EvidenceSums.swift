import Vocabulary

/// What the rules found out about a message.
struct EvidenceSums {
  struct Reason {
    var claims: [Claim]
    var weight: Double
    var rule: String
    var words: String
    /// Where they stand in the message.
    var tokens: Set<Int>
  }

  private(set) var sums: [Claim: Double] = [:]
  private(set) var reasons: [Reason] = []

  /// A topic or purpose counts as found from this sum on.
  static let foundMin = 2.0

  /// Applies every rule to a message.
  init(_ message: Message, rules: LanguageRules) {
    var message = message
    apply(rules.candidates(message, late: false), message)
    if (best(.topic)?.sum ?? 0) >= Self.foundMin { message.features.insert(.topic) }
    if (best(.purpose)?.sum ?? 0) >= Self.foundMin { message.features.insert(.purpose) }
    apply(rules.candidates(message, late: true), message)
  }

  /// The intents with their sums, the highest first.
  var intents: [(intent: Intent, sum: Double)] {
    Intent.allCases.enumerated().compactMap { order, intent in sums[.intent(intent)].map { (order, intent, $0) } }
      .sorted { $0.2 != $1.2 ? $0.2 > $1.2 : $0.0 < $1.0 }.map { ($0.1, $0.2) }
  }

  /// The value of a slot with the highest sum.
  func best(_ slot: Slot) -> (value: String, sum: Double)? {
    sums.compactMap { claim, sum in
      if case .slot(slot, let value) = claim { (value, sum) } else { nil }
    }.min { $0.1 != $1.1 ? $0.1 > $1.1 : $0.0 < $1.0 }
  }

  private mutating func apply(_ rules: [EvidenceRule], _ message: Message) {
    for rule in rules {
      guard let (quality, words, places) = Self.strength(of: rule, message) else { continue }
      // What a company tells of itself is meant, wherever it stands.
      let isSetAside =
        rule.claims != [.intent(.tellProfile)] && places.contains { !$0.isEmpty }
        && places.allSatisfy { message.setAside.holds($0) }
      let weight = rule.weight * quality * (isSetAside ? Self.setAside : 1)
      for claim in rule.claims { sums[claim, default: 0] += weight }
      reasons.append(
        Reason(
          claims: rule.claims, weight: weight, rule: "\(rule.file):\(rule.line)", words: words,
          tokens: places.reduce(into: []) { $0.formUnion($1) }))
    }
  }

  /// What is said only to be set aside counts by this share.
  private static let setAside = 0.4

  /// How fully a rule holds, and the words that it holds by.
  private static func strength(
    of rule: EvidenceRule, _ message: Message
  ) -> (quality: Double, words: String, places: [Range<Int>])? {
    if rule.none.contains(where: { hit($0, message) != nil }) { return nil }
    var quality = 1.0
    var places: [Range<Int>] = []
    for group in rule.all {
      guard let best = bestHit(group, message) else { return nil }
      quality = min(quality, best.quality)
      places.append(best.tokens)
    }
    var more = 0
    if !rule.any.isEmpty {
      guard let best = bestHit(rule.any, message) else { return nil }
      quality = min(quality, best.quality)
      places.append(best.tokens)
      let others = Set(rule.any.compactMap { hit($0, message)?.tokens.lowerBound })
      more = min(furtherMax, others.subtracting([best.tokens.lowerBound]).count)
    }
    let words = places.filter { !$0.isEmpty }.sorted { $0.lowerBound < $1.lowerBound }.map { message.text.words($0) }
    return (quality * (1 + further * Double(more)), words.joined(separator: " … "), places)
  }

  /// A further word of the same rule adds this share of the weight, at most so many times.
  private static let further = 0.25
  private static let furtherMax = 2

  private static func bestHit(_ conditions: [Condition], _ message: Message) -> PhraseHit? {
    conditions.compactMap { hit($0, message) }.min {
      ($0.quality, -Double($0.tokens.lowerBound)) > ($1.quality, -Double($1.tokens.lowerBound))
    }
  }

  private static func hit(_ condition: Condition, _ message: Message) -> PhraseHit? {
    switch condition {
    case .feature(let feature):
      message.features.contains(feature) ? PhraseHit(tokens: 0..<0, quality: 1) : nil
    case .phrase(let number):
      message.phraseHits[number]?.min {
        ($0.quality, -Double($0.tokens.lowerBound)) > ($1.quality, -Double($1.tokens.lowerBound))
      }
    }
  }
}
