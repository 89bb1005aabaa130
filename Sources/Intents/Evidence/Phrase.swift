import Language

/// A word or several neighbouring words of a rule, compiled.
struct Phrase: Sendable, Hashable {
  /// Term numbers, in order.
  var terms: [Int32]
  /// Whether it must begin the message.
  var isFirst: Bool
}

/// What a rule can ask of a message besides words.
enum MessageFeature: String, Sendable, CaseIterable, Hashable {
  case market, instrument, sector, purpose, language, municipality
  case number, money, year, percent
  case companyName = "company_name"
  case question, short, long
  case topic
  case contextTopic = "context_topic"
  case contextMarket = "context_market"
  case contextInstrument = "context_instrument"
  case contextPending = "context_pending"
}

/// One condition of a rule.
enum Condition: Sendable, Hashable {
  /// Number of a phrase.
  case phrase(Int32)
  case feature(MessageFeature)
}

/// A stretch of the message that a phrase matched.
struct PhraseHit: Sendable {
  var tokens: Range<Int>
  var quality: Double
}

/// All phrases of a language, found in a message by their first words.
struct PhraseBook: Sendable {
  private(set) var phrases: [Phrase] = []
  private var byFirst: [Int32: [Int32]] = [:]

  struct Builder {
    private var numbers: [Phrase: Int32] = [:]
    private(set) var phrases: [Phrase] = []
    var words = WordIndex.Builder()

    /// - Parameter text: folded words with spaces between; `^` before the first binds it to the beginning.
    mutating func number(_ text: String) -> Int32? {
      let isFirst = text.hasPrefix("^")
      let body = isFirst ? String(text.dropFirst()) : text
      let terms = PhraseBook.words(of: body).map { words.number($0) }
      guard !terms.isEmpty else { return nil }
      let phrase = Phrase(terms: terms, isFirst: isFirst)
      if let known = numbers[phrase] { return known }
      let number = Int32(phrases.count)
      numbers[phrase] = number
      phrases.append(phrase)
      return number
    }
  }

  init(_ builder: Builder) {
    phrases = builder.phrases
    for (number, phrase) in phrases.enumerated() {
      if let first = phrase.terms.first { byFirst[first, default: []].append(Int32(number)) }
    }
  }

  /// The words of a rule's text, cut as messages are cut, with their stars.
  static func words(of text: String) -> [String] {
    // Scalars, not characters: a language has tens of thousands of these words.
    TextFolding.folded(text).unicodeScalars.split(separator: " ").flatMap { RuleWord.cut(Substring($0)) }
  }

  /// Where each phrase stands in the message, the best place of each; `gaps` are tokens that may stand between its words.
  func hits(in terms: [[Int32: Double]], first: Int, gaps: [Bool]) -> [Int32: [PhraseHit]] {
    var found: [Int32: [PhraseHit]] = [:]
    for index in terms.indices {
      for term in terms[index].keys {
        for number in byFirst[term] ?? [] {
          let phrase = phrases[Int(number)]
          if phrase.isFirst, index > first { continue }
          if let hit = hit(phrase, terms, index, gaps) { found[number, default: []].append(hit) }
        }
      }
    }
    return found
  }

  private func hit(_ phrase: Phrase, _ terms: [[Int32: Double]], _ start: Int, _ gaps: [Bool]) -> PhraseHit? {
    var index = start
    var quality = 1.0
    for (offset, term) in phrase.terms.enumerated() {
      if offset > 0 {
        while index < terms.count, gaps[index], terms[index][term] == nil { index += 1 }
      }
      guard index < terms.count, let found = terms[index][term] else { return nil }
      quality = min(quality, found)
      index += 1
    }
    return PhraseHit(tokens: start..<index, quality: quality)
  }
}
