import Language
import Vocabulary

/// The words by which people name a topic without its title: the evidence for topics in `intents/`, which the content's
/// authors keep in one place.
struct TopicWords: Sendable {
  private struct Rule: Sendable {
    var topic: String
    var weight: Double
    var any: [Int]
    var all: [[Int]]
    var none: [Int]
  }

  /// A further word of the same rule adds this share of its weight, at most twice.
  private static let further = 0.25

  private(set) var patterns = WordPatterns()
  private var rules: [Rule] = []

  init(_ documents: [YAMLDocument], _ terms: SearchTerms) {
    for document in documents where document.root["language"]?.text == terms.lang.rawValue {
      for item in document.root["evidence"]?.items ?? [] { add(item, terms) }
    }
  }

  /// How strongly a question's words speak for each topic.
  func sums(_ words: [Set<String>], gaps: [Bool]) -> [String: Double] {
    let found = patterns.found(in: words, gaps: gaps)
    var sums: [String: Double] = [:]
    for rule in rules where !rule.none.contains(where: { found[$0] != nil }) {
      guard rule.all.allSatisfy({ $0.contains { found[$0] != nil } }) else { continue }
      let places = Set(rule.any.compactMap { found[$0] })
      if places.isEmpty && (!rule.any.isEmpty || rule.all.isEmpty) { continue }
      sums[rule.topic, default: 0] += rule.weight * (1 + Self.further * Double(min(2, max(0, places.count - 1))))
    }
    return sums
  }

  /// Conditions on what a parser alone can tell, such as `{market}`, are never met.
  private mutating func add(_ item: YAMLValue, _ terms: SearchTerms) {
    guard let topic = item["topic"]?.text, let weight = item["weight"]?.text.flatMap(Double.init) else { return }
    let all = (item["all"]?.items ?? []).map { numbers($0, terms) }
    rules.append(
      Rule(
        topic: topic, weight: weight, any: numbers(item["any"], terms), all: all, none: numbers(item["none"], terms)))
  }

  private mutating func numbers(_ list: YAMLValue?, _ terms: SearchTerms) -> [Int] {
    var numbers: [Int] = []
    for text in (list?.items ?? []).compactMap(\.text) where !text.hasPrefix("{") && text != "question" {
      if let number = patterns.add(text, terms) { numbers.append(number) }
    }
    return numbers
  }
}
