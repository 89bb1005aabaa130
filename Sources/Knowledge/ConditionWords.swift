import Vocabulary

/// The names and words that conditions can test: what a condition that can never hold is told by.
struct ConditionWords {
  let facts: Set<String>
  /// The words of a name; a name that is missing here takes any.
  private let words: [String: Set<String>]
  /// Names that have one value at a time.
  private static let single: Set<String> = ["market", "market_group", "stage", "topic"]

  init(_ base: KnowledgeBase) {
    facts = Set(base.facts.map(\.fact))
    var words: [String: Set<String>] = [:]
    for fact in base.facts where !fact.values.isEmpty { words[fact.fact] = Set(fact.values.map(\.id)) }
    words["market_group"] = Set(MarketGroup.allCases.map(\.rawValue))
    words["stage"] = Set(base.stages.map(\.id))
    words["topic"] = Set(Topics.all)
    words["market"] = Set((base.countryNames[.en] ?? [:]).keys).union(base.cards.keys).union(
      (base.phrases[.en] ?? [:]).keys.filter { $0.hasPrefix("market_") }.map { String($0.dropFirst(7)) })
    self.words = words
  }

  /// Why a condition can never hold; `nil` when it can.
  func reasonNever(_ condition: Condition, today: Day) -> String? {
    for name in condition.names
    where !facts.contains(name) && !ConditionWords.single.union(["age_years"]).contains(name) {
      return "'\(name)' is nothing that can be known"
    }
    var (least, most): ([String: Double], [String: Double]) = ([:], [:])
    var allowed: [String: Set<String>] = [:]
    var (needed, barred): (Set<String>, Set<String>) = ([], [])
    var from: Day?
    for test in condition.tests {
      switch test {
      case .isOne(let name, let list):
        if let unknown = list.first(where: { words[name]?.contains($0) == false }) {
          return "'\(unknown)' is no value of '\(name)'"
        }
        needed.insert(name)
        if ConditionWords.single.contains(name) {
          allowed[name] = allowed[name, default: Set(list)].intersection(list)
        }
      case .isNone(let name, let list):
        needed.insert(name)
        if ConditionWords.single.contains(name), let words = words[name] {
          allowed[name] = allowed[name, default: words].subtracting(list)
        }
      case .atLeast(let name, let bound): least[name] = max(bound, least[name] ?? bound)
      case .atMost(let name, let bound): most[name] = min(bound, most[name] ?? bound)
      case .known(let name): needed.insert(name)
      case .notKnown(let name): barred.insert(name)
      case .from(let day): from = max(day, from ?? day)
      case .until(let day):
        if day < today { return "\(day) has passed" }
        if let from, from > day { return "\(from) is after \(day)" }
      }
    }
    if let name = allowed.first(where: \.value.isEmpty)?.key { return "no value of '\(name)' is left" }
    if let name = least.first(where: { $0.value > most[$0.key] ?? .infinity })?.key {
      return "'\(name)' can't be both so much and so little"
    }
    if let name = needed.union(least.keys).union(most.keys).intersection(barred).sorted().first {
      return "'\(name)' can't be known and not known"
    }
    return nil
  }
}
