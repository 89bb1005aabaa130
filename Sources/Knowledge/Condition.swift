import Vocabulary

/// A value that a condition can test: what is known of the company or asked in the question.
/// In JSON it is a string, a number, `true` or `false`, or an array of strings.
public enum KnownValue: Sendable, Hashable {
  case text(String)
  case number(Double)
  case flag(Bool)
  case list([String])

  /// Whether it is, or holds, this word of a condition.
  func holds(_ word: String) -> Bool {
    switch self {
    case .text(let text): text == word
    case .number(let number): Double(word) == number
    case .flag(let flag): (flag ? "true" : "false") == word
    case .list(let texts): texts.contains(word)
    }
  }
}

extension KnownValue: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    // The commonest first: each miss makes an error that describes itself at length.
    if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else {
      self = .list(try container.decode([String].self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .number(let number): try container.encode(number)
    case .flag(let flag): try container.encode(flag)
    case .list(let texts): try container.encode(texts)
    }
  }
}

/// When a part of the content is shown: tests joined by `and` (the grammar stands in `docs/content.md`).
/// A test on something unknown does not hold.
public struct Condition: Sendable, Hashable {
  enum Test: Sendable, Hashable {
    case isOne(String, of: [String])
    case isNone(String, of: [String])
    case atLeast(String, Double)
    case atMost(String, Double)
    case known(String)
    case notKnown(String)
    case from(Day)
    case until(Day)
  }

  /// As it is written in the content.
  public let text: String
  let tests: [Test]

  /// Reads a condition as it is written in a content file.
  public init(_ text: String) throws(ConditionError) {
    var tests: [Test] = []
    for clause in Condition.clauses(of: text) {
      tests.append(try Condition.test(clause))
    }
    self.tests = tests
    self.text = text.trimmingWhitespace()
  }

  /// The names that it tests, in the order of the text.
  public var names: [String] {
    tests.compactMap { test in
      switch test {
      case .isOne(let name, _), .isNone(let name, _), .atLeast(let name, _), .atMost(let name, _), .known(let name),
        .notKnown(let name):
        name
      case .from, .until: nil
      }
    }
  }

  /// Whether it holds for what is known on this day.
  public func holds(for known: [String: KnownValue], on today: Day) -> Bool {
    tests.allSatisfy { test in
      switch test {
      case .isOne(let name, let words): known[name].map { value in words.contains { value.holds($0) } } ?? false
      case .isNone(let name, let words): known[name].map { value in !words.contains { value.holds($0) } } ?? false
      case .atLeast(let name, let bound): number(known[name]).map { $0 >= bound } ?? false
      case .atMost(let name, let bound): number(known[name]).map { $0 <= bound } ?? false
      case .known(let name): known[name] != nil
      case .notKnown(let name): known[name] == nil
      case .from(let day): today >= day
      case .until(let day): today <= day
      }
    }
  }

  private func number(_ value: KnownValue?) -> Double? {
    if case .number(let number) = value { number } else { nil }
  }

  private static func clauses(of text: String) -> [[Substring]] {
    text.split(whereSeparator: \.isWhitespace).split(separator: "and", omittingEmptySubsequences: false).map(Array.init)
  }

  private static func test(_ words: [Substring]) throws(ConditionError) -> Test {
    let rest = words.dropFirst(2)
    switch (words.first, words.dropFirst().first) {
    case ("known", let name?) where words.count == 2: return .known(String(name))
    case ("not", "known") where words.count == 3: return .notKnown(String(words[2]))
    case ("from", let day?) where words.count == 2: return .from(try date(day))
    case ("until", let day?) where words.count == 2: return .until(try date(day))
    case (let name?, "is") where rest.count == 1: return .isOne(String(name), of: rest.map(String.init))
    case (let name?, "in") where !rest.isEmpty: return .isOne(String(name), of: list(rest))
    case (let name?, "not") where words.count > 3 && words[2] == "in":
      return .isNone(String(name), of: list(words.dropFirst(3)))
    case (let name?, ">=") where rest.count == 1: return .atLeast(String(name), try number(rest[rest.startIndex]))
    case (let name?, "<=") where rest.count == 1: return .atMost(String(name), try number(rest[rest.startIndex]))
    default: throw ConditionError(clause: words.joined(separator: " "))
    }
  }

  private static func list(_ words: some Sequence<Substring>) -> [String] {
    words.joined(separator: " ").split(separator: ",").map { $0.filter { !$0.isWhitespace } }
  }

  private static func date(_ text: Substring) throws(ConditionError) -> Day {
    guard let day = Day(text) else { throw ConditionError(clause: String(text)) }
    return day
  }

  private static func number(_ text: Substring) throws(ConditionError) -> Double {
    guard let number = Double(text) else { throw ConditionError(clause: String(text)) }
    return number
  }
}

/// A clause that is no test of the grammar.
public struct ConditionError: Error, Sendable, Hashable, CustomStringConvertible {
  public var clause: String

  public var description: String {
    "'\(clause)' is no test; write for example: market_group is eu, stage in exploring, preparing, employees >= 10, "
      + "known sector, not known sector, from 2026-01-01"
  }
}
