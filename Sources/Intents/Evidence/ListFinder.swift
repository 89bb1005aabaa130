import Language

/// The values of lists as phrases, so that they are found in messages that no template foresaw.
struct ListFinder: Sendable {
  struct Value: Sendable, Hashable {
    var list: String
    var value: String
    var length: Int
  }

  private var values: [Int32: [Value]] = [:]

  /// Writings of one value that are looked at.
  static let writingsMax = 4_000
  /// Below this a hit is a compound part or a typo.
  private static let exactMin = 0.89

  /// Notes the phrases of a list's values.
  mutating func add(_ list: String, _ writing: String, value: String, _ phrases: inout PhraseBook.Builder) {
    guard let number = phrases.number(writing) else { return }
    let entry = Value(list: list, value: value, length: writing.count)
    if values[number]?.contains(entry) != true { values[number, default: []].append(entry) }
  }

  /// Lists that compete for the same words: a name of a programme is not a country.
  private static func group(_ list: String) -> String {
    switch list {
    case "instrument", "masked", "market": "names"
    default: list
    }
  }

  private static func rank(_ list: String) -> Int {
    switch list {
    case "masked": 0
    case "instrument": 1
    default: 2
    }
  }

  /// Values that stand in a message: exact before inexact, long before short, none sharing a word with another of its group.
  func hits(_ phraseHits: [Int32: [PhraseHit]], text: TokenizedText) -> [ListHit] {
    var candidates: [(hit: ListHit, length: Int)] = []
    for (phrase, hits) in phraseHits {
      for value in values[phrase] ?? [] {
        for hit in hits {
          candidates.append(
            (ListHit(list: value.list, value: value.value, tokens: hit.tokens, quality: hit.quality), value.length))
        }
      }
    }
    candidates.sort { Self.key($0) < Self.key($1) }
    var used: [String: Set<Int>] = [:]
    var found: [ListHit] = []
    for (hit, _) in candidates {
      let group = Self.group(hit.list)
      if used[group, default: []].isDisjoint(with: hit.tokens) {
        used[group, default: []].formUnion(hit.tokens)
        found.append(hit)
      }
    }
    return found
  }

  private struct Key: Comparable {
    var numbers: [Double]
    var names: [String]

    static func < (one: Key, other: Key) -> Bool {
      if one.numbers != other.numbers { return one.numbers.lexicographicallyPrecedes(other.numbers) }
      return one.names.lexicographicallyPrecedes(other.names)
    }
  }

  private static func key(_ candidate: (hit: ListHit, length: Int)) -> Key {
    let hit = candidate.hit
    return Key(
      numbers: [
        hit.quality >= exactMin ? 0 : 1, -Double(hit.tokens.count), -Double(candidate.length), -hit.quality,
        Double(rank(hit.list)), Double(hit.tokens.lowerBound),
      ], names: [hit.list, hit.value])
  }
}
