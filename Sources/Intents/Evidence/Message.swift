import Language
import Vocabulary

/// A value of a list that stands in a message.
struct ListHit: Sendable {
  var list: String
  var value: String
  var tokens: Range<Int>
  var quality: Double
}

/// A message with everything that rules can ask of it.
struct Message: Sendable {
  let text: TokenizedText
  let numbers: [NumberMention]
  let terms: [[Int32: Double]]
  let phraseHits: [Int32: [PhraseHit]]
  let listHits: [ListHit]
  var features: Set<MessageFeature>
  private(set) var setAside = SetAside()

  /// The different values of a list, in the order of the message.
  func values(_ list: String) -> [String] {
    var seen: Set<String> = []
    return listHits.filter { $0.list == list }.sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }.map(\.value)
      .filter { seen.insert($0).inserted }
  }

  /// Fewer tokens than this are a short message; `long` begins at the other.
  private static let shortMax = 3
  private static let longMin = 12

  init(
    _ text: TokenizedText, rules: LanguageRules, context: DialogueContext?, morphology: some Morphology
  ) {
    self.text = text
    numbers = NumberReader.mentions(in: text, language: rules.language)
    let isUnmarked = text.scalars.allSatisfy { $0.value < 0xC0 || !$0.properties.isAlphabetic }
    let forms = text.tokens.map { token in
      WordForms(
        token, rules.language, spokenFor: rules.spokenForms[token.folded], isUnmarked: isUnmarked, morphology)
    }
    terms = zip(text.tokens, forms).map { rules.words.terms(for: $0, $1, morphology) }
    let words = text.tokens.map(\.folded)
    var first = 0
    while first < words.count - 1, rules.skipWords.contains(words[first]) || text.tokens[first].kind == .mark {
      first += 1
    }
    phraseHits = rules.phrases.hits(
      in: terms, first: first, gaps: text.tokens.map { $0.kind == .mark || rules.gapWords.contains($0.folded) })
    listHits = rules.lists.hits(phraseHits, text: text)
    features = []
    features = observed(rules, forms, context)
    setAside = SetAside(self, cues: rules.cues)
  }

  private func observed(_ rules: LanguageRules, _ forms: [WordForms], _ context: DialogueContext?) -> Set<
    MessageFeature
  > {
    var found: Set<MessageFeature> = []
    for hit in listHits { if let feature = MessageFeature(rawValue: hit.list) { found.insert(feature) } }
    for number in numbers {
      found.insert(.number)
      if number.isYear { found.insert(.year) }
      switch number.unit {
      case .money: found.insert(.money)
      case .percent: found.insert(.percent)
      case .none: break
      }
    }
    if text.tokens.contains(where: { CompanyName.endings.contains($0.text) }) { found.insert(.companyName) }
    let words = text.tokens.filter { $0.kind != .mark }.map { rules.spokenForms[$0.folded] ?? $0.folded }
    if words.count <= Self.shortMax { found.insert(.short) }
    if words.count >= Self.longMin { found.insert(.long) }
    if text.hasQuestionMark || words.contains(where: rules.questionWords.contains)
      || words.first.map({ rules.questionWords.contains("^\($0)") }) == true
      || (rules.language == .fi && zip(text.tokens, forms).contains { Self.asksInFinnish($0, $1) })
    {
      found.insert(.question)
    }
    if let context {
      if context.slots[.topic] != nil { found.insert(.contextTopic) }
      if context.slots[.market] != nil { found.insert(.contextMarket) }
      if context.slots[.instrument] != nil { found.insert(.contextInstrument) }
      if context.pending != nil { found.insert(.contextPending) }
    }
    return found
  }

  /// The question ending -ko/-kö, when it is no part of the word's base form (`kontti`: no, `saako`: yes).
  private static func asksInFinnish(_ token: Token, _ forms: WordForms) -> Bool {
    let word = token.folded
    guard word.count > 3, ["ko", "kö", "kos", "kös", "kohan", "köhän"].contains(where: word.hasSuffix) else {
      return false
    }
    return !forms.isKnown || forms.words[word] == nil || forms.words.count > 1
  }
}

/// Names of companies, as far as their legal form tells.
enum CompanyName {
  static let endings: Set<String> = [
    "Oy", "OY", "oy", "Oyj", "Ab", "AB", "Ky", "Tmi", "tmi", "Ltd", "ltd", "Limited", "Inc", "GmbH", "Öb", "Kb", "HB",
    "Osk",
  ]
}
