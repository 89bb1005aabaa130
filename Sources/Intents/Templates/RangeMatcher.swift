import Language

/// Spellings of numbers by language: `numbers.json` of the conformance data, or what `NumberWords` knows.
public struct NumberSpellings: Sendable {
  private let byLanguage: [String: [(number: Double, spellings: [String])]]

  /// - Parameter byLanguage: for each language code, numbers with their spellings.
  public init(_ byLanguage: [String: [(number: Double, spellings: [String])]] = [:]) {
    self.byLanguage = byLanguage
  }

  func spellings(of numbers: [Double], in language: String) -> [(number: Double, spelling: String)] {
    guard let known = byLanguage[language] else { return [] }
    let wanted = Set(numbers)
    return known.filter { wanted.contains($0.number) }.flatMap { entry in entry.spellings.map { (entry.number, $0) } }
  }
}

/// Reads a number of a range from the text.
struct RangeMatcher: Sendable {
  let range: TemplateRange
  /// Enumerated numbers, in tenths; `nil` when a plain comparison is enough.
  private let allowed: Set<Int>?
  private let trie: ScalarTrie
  private let spelled: [(number: Double, length: Int, score: Int)]

  init(_ range: TemplateRange, spellings: NumberSpellings, language: String?) {
    self.range = range
    let enumerates = range.step != 1 || range.fractions != nil
    allowed =
      enumerates && range.to - range.from <= Self.countMax
      ? Set(range.numbers.map { Int(($0 * 10).rounded()) }) : nil
    var trie = ScalarTrie()
    var spelled: [(number: Double, length: Int, score: Int)] = []
    if range.words, let code = range.wordsLanguage ?? language, (range.to - range.from) / range.step <= Self.countMax {
      var seen: Set<String> = []
      for (number, spelling) in spellings.spellings(of: range.numbers, in: code) where seen.insert(spelling).inserted {
        let scalars = Array(spelling.unicodeScalars)
        trie.insert(scalars, Int32(spelled.count))
        spelled.append((number, scalars.count, PreparedText.trimmed(scalars).count))
      }
    }
    self.trie = trie
    self.spelled = spelled
  }

  /// More numbers than this are not spelled out.
  private static let countMax = 10_000

  /// The longest run of digits at a place, and its end.
  func digits(_ text: [Unicode.Scalar], at start: Int) -> (number: Double, end: Int)? {
    var index = start
    while index < text.count, PreparedText.isSpace(text[index]) { index += 1 }
    let first = index
    if index < text.count, text[index] == "-" { index += 1 }
    let digits = Self.digitsEnd(text, index)
    guard digits > index else { return nil }
    index = digits
    if range.fractions != nil, index < text.count, text[index] == "." || text[index] == "," {
      let fraction = Self.digitsEnd(text, index + 1)
      if fraction > index + 1 { index = fraction }
    }
    let written = PreparedText.string(text[first..<index]).replacing(",", with: ".")
    return Double(written).map { ($0, index) }
  }

  private static func digitsEnd(_ text: [Unicode.Scalar], _ start: Int) -> Int {
    var index = start
    while index < text.count, text[index].value >= 0x30, text[index].value <= 0x39 { index += 1 }
    return index
  }

  func allows(_ number: Double) -> Bool {
    guard let allowed else { return number >= Double(range.from) && number <= Double(range.to) }
    let tenths = (number * 10).rounded()
    return abs(tenths - number * 10) < 1e-9 && abs(tenths) < 1e12 && allowed.contains(Int(tenths))
  }

  func scaled(_ number: Double) -> Double {
    number * (range.multiplier ?? 1)
  }

  /// Spellings that stand exactly at a place, the shortest first.
  func words(_ text: [Unicode.Scalar], at start: Int) -> [(number: Double, length: Int, score: Int)] {
    if spelled.isEmpty { return [] }
    var found: [(number: Double, length: Int, score: Int)] = []
    var node = ScalarTrie.root
    for scalar in text[start...] {
      guard let next = trie.next(node, scalar) else { break }
      node = next
      found.append(contentsOf: trie.wordsAt[Int(node)].map { spelled[Int($0)] })
    }
    return found
  }

  var hasWords: Bool { !spelled.isEmpty }
}
