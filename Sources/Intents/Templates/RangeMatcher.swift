import Language

/// Spellings of numbers by language: `numbers.json` of the conformance data, or what `NumberWords` knows.
public struct NumberSpellings: Sendable {
  private let byLanguage: [String: [(number: Double, spellings: [String])]]

  /// - Parameter byLanguage: for each language code, numbers with their spellings.
  public init(_ byLanguage: [String: [(number: Double, spellings: [String])]] = [:]) {
    self.byLanguage = byLanguage
  }

  /// The spellings of a range's numbers, in the order of the numbers.
  func spellings(of range: TemplateRange, in language: String) -> [(number: Double, spelling: String)] {
    (byLanguage[language] ?? []).filter { range.contains($0.number) }
      .flatMap { entry in entry.spellings.map { (entry.number, $0) } }
  }
}

/// Reads a number of a range from the text.
final class RangeMatcher: Sendable {
  struct Word: Sendable {
    var number: Double
    var length: Int
    /// Length without outer white space: what a match adds to the score.
    var score: Int
  }

  let range: TemplateRange
  private let trie: LetterTrie?
  private let spelled: [Word]

  init(_ range: TemplateRange, spellings: NumberSpellings, language: String?) {
    self.range = range
    var entries: [(letters: [Unicode.Scalar], number: Int32)] = []
    var spelled: [Word] = []
    if range.words, let code = range.wordsLanguage ?? language {
      for (number, spelling) in spellings.spellings(of: range, in: code) {
        let scalars = Array(spelling.unicodeScalars)
        entries.append((scalars, Int32(spelled.count)))
        spelled.append(Word(number: number, length: scalars.count, score: PreparedText.trimmed(scalars).count))
      }
    }
    trie = entries.isEmpty ? nil : LetterTrie(entries)
    self.spelled = spelled
  }

  var hasWords: Bool { trie != nil }

  /// The longest run of digits at a place, after white space, and its end.
  func digits(_ text: MatchText, at start: Int, isBroken: Bool) -> (number: Double, end: Int)? {
    var index = text.skippingSpace(start, isBroken: isBroken)
    let first = index
    let letters = text.letters(isBroken: isBroken)
    if index < letters.count, letters[index] == "-" { index += 1 }
    let digits = Self.digitsEnd(letters, index)
    guard digits > index else { return nil }
    if digits - index <= Self.exactDigits, range.fractions == nil {
      let value = letters[index..<digits].reduce(0) { $0 * 10 + Double($1.value - 0x30) }
      return (index > first ? -value : value, digits)
    }
    index = digits
    if range.fractions != nil, index < letters.count, letters[index] == "." || letters[index] == "," {
      let fraction = Self.digitsEnd(letters, index + 1)
      if fraction > index + 1 { index = fraction }
    }
    let written = PreparedText.string(letters[first..<index]).replacing(",", with: ".")
    return Double(written).map { ($0, index) }
  }

  /// A whole number of so many digits is a double without rounding.
  private static let exactDigits = 15

  private static func digitsEnd(_ text: [Unicode.Scalar], _ start: Int) -> Int {
    var index = start
    while index < text.count, text[index].value >= 0x30, text[index].value <= 0x39 { index += 1 }
    return index
  }

  func scaled(_ number: Double) -> Double {
    number * (range.multiplier ?? 1)
  }

  /// Calls `use` with each spelling that stands exactly at a place, the shortest first.
  func words(_ text: MatchText, at start: Int, isBroken: Bool, _ use: (Int32, Word) -> Void) {
    guard let trie else { return }
    var node = LetterTrie.root
    for index in start..<text.count {
      node = trie.next(node, text.scalar(index, isBroken: isBroken))
      if node < 0 { return }
      for word in trie.words(at: node) { use(node, spelled[Int(word)]) }
    }
  }
}
