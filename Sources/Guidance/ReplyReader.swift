import Companies
import Knowledge
import Vocabulary

/// Reads a message as the answer to the question that is open: a number, a word, "don't know", "rather not say".
struct ReplyReader {
  let phrases: Phrasebook
  let facts: [FactText]

  /// `nil` when the message is no answer to it; then it is a new question.
  /// - Parameter isFresh: it was asked in the last answer; later only what names the fact is an answer to it, no yes, no or name.
  func value(
    of text: String, _ spoken: SpokenWords, for key: FactKey, parsed: ParsedQuestion?, lang: Language, isFresh: Bool
  ) -> FactValue? {
    let folded = text.lowercased().filter { $0 != "." && $0 != "!" }
    // Facts told together are noted together.
    if let parsed, parsed.intent == .tellProfile, parsed.slots.filled.count > 1 { return nil }
    let isQuestion = text.contains("?")
    if isFresh {
      // "Not sure we have time" tells of time.
      if !isQuestion, phrases.words(.unknownWords, lang).contains(where: spoken.isOnly) { return .unknown }
      if isOnly(.declineWords, folded, lang) { return .ratherNotSay }
    } else if isOnly(.yesWords, folded, lang) || isOnly(.noWords, folded, lang) {
      return nil
    }
    let fact = facts.first { $0.fact == key.name.rawValue }
    if let named = fact?.value(named: folded, lang: lang) { return FactValue(named: named, for: key.name) }
    if let told = told(key.name, in: parsed, isLone: !isQuestion && folded.split(separator: " ").count <= 2) {
      return told
    }
    if let fact, let named = NamedValues(fact, in: spoken, lang: lang, phrases).value(of: text, for: key.name),
      isShort(folded), !text.contains("?"),
      named.list != nil || isYes(folded, spoken, fact, parsed, lang) || !asksSomething(parsed)
    {
      return possible(named, for: key)
    }
    guard isFresh || folded.split(separator: " ").count == 1 && WrittenNumber.only(in: folded) != nil else {
      return nil
    }
    switch FactCatalogue.definition(of: key.name).kind {
    case .number, .integer:
      guard !asksSomething(parsed) else { return nil }
      return number(in: text.lowercased()).map(FactValue.number).flatMap { possible($0, for: key) }
    case .flag:
      if isYes(folded, spoken, fact, parsed, lang) { return .flag(true) }
      if isNo(folded, spoken, fact, parsed, lang) { return .flag(false) }
      return nil
    case .choice:
      return yesOrNoChoice(fact, folded, spoken, parsed, lang)
    case .text:
      let isName =
        isShort(folded) && (key.name != .municipality || isPlace(folded, parsed)) && !text.contains("?")
        && !asksSomething(parsed) && !tellsOfSales(spoken, lang)
        && parsed?.intent != .askMarket && !spoken.begins(with: .questionWords, in: lang, phrases)
        && !spoken.begins(with: .correctionWords, in: lang, phrases)
        && !spoken.tells(.wishWords, in: lang, phrases)
        && !folded.split(whereSeparator: \.isWhitespace).contains(where: isAmount)
        && (key.name != .hsCode || folded.contains(where: \.isNumber))
        && (fact?.values.isEmpty ?? true || folded.split(whereSeparator: \.isWhitespace).count == 1)
      return isName ? possible(.text(text), for: key) : nil
    case .choices:
      let named = text.contains("?") ? [] : fact?.values(in: spoken, lang: lang) ?? []
      return named.isEmpty ? nil : .list(named)
    case .words(let maxCount):
      if text.contains("?") || asksSomething(parsed) { return nil }
      let words = text.split(separator: ",").map { $0.trimmed }.filter { !$0.isEmpty }
      return words.count <= maxCount ? possible(.list(words), for: key) : nil
    case .languages, .markets:
      return nil
    }
  }

  /// What the parser already found: "12 people" answers how many they are.
  /// - Parameter isLone: it is a word or two, and so no question, whatever the talk was about before.
  private func told(_ name: FactName, in parsed: ParsedQuestion?, isLone: Bool) -> FactValue? {
    guard let parsed, parsed.confidence >= WishReader.unsure else { return nil }
    if name == .targetMarkets, let markets = parsed.slots[.market]?.texts, isLone || isPlain(parsed) {
      return .list(markets)
    }
    // "Is a health certificate needed?" names a field, and is a question on a subject all the same.
    if parsed.intent == .askGuidance, parsed.slots[.topic] != nil { return nil }
    guard let slot = ToldFacts.slot(for: name), let value = parsed.slots[slot] else { return nil }
    return ToldFacts.value(of: value, for: name)
  }

  private func possible(_ value: FactValue, for key: FactKey) -> FactValue? {
    FactCatalogue.problem(with: value, for: key) == nil ? value : nil
  }

  /// A place is a word or three, and no country.
  private func isPlace(_ folded: String, _ parsed: ParsedQuestion?) -> Bool {
    folded.split(whereSeparator: \.isWhitespace).count <= 3 && parsed?.slots[.market] == nil
  }

  private func tellsOfSales(_ spoken: SpokenWords, _ lang: Language) -> Bool {
    [.soldWords, .sellingWords, .alreadySellingWords].contains { spoken.tells($0, in: lang, phrases) }
  }

  /// A market alone, and no question about it.
  private func isPlain(_ parsed: ParsedQuestion) -> Bool {
    parsed.intent == .setTargetMarket || parsed.intent == .askMarket
  }

  private func yesOrNoChoice(
    _ fact: FactText?, _ folded: String, _ spoken: SpokenWords, _ parsed: ParsedQuestion?, _ lang: Language
  ) -> FactValue? {
    guard let fact else { return nil }
    if isNo(folded, spoken, fact, parsed, lang),
      let none = fact.values.first(where: { ["none", "no", "not_needed"].contains($0.id) })
    {
      return .text(none.id)
    }
    if isYes(folded, spoken, fact, parsed, lang),
      let yes = fact.values.first(where: { ["yes", "some", "now_and_then"].contains($0.id) })
    {
      return .text(yes.id)
    }
    return nil
  }

  private func isYes(
    _ folded: String, _ spoken: SpokenWords, _ fact: FactText?, _ parsed: ParsedQuestion?, _ lang: Language
  ) -> Bool {
    says(.affirm, .yesWords, folded, spoken, fact, parsed, lang)
  }

  /// "No time for it" is no answer to whether they have sold abroad.
  private func isNo(
    _ folded: String, _ spoken: SpokenWords, _ fact: FactText?, _ parsed: ParsedQuestion?, _ lang: Language
  ) -> Bool {
    says(.deny, .noWords, folded, spoken, fact, parsed, lang)
  }

  private func says(
    _ answer: Intent, _ words: Phrase, _ folded: String, _ spoken: SpokenWords, _ fact: FactText?,
    _ parsed: ParsedQuestion?, _ lang: Language
  ) -> Bool {
    if isOnly(words, folded, lang) { return true }
    return (parsed?.intent == answer || begins(folded, with: words, lang))
      && goesOn(with: fact, folded, spoken, parsed, lang)
  }

  /// Whether the message is one of the words and nothing else.
  private func isOnly(_ words: Phrase, _ folded: String, _ lang: Language) -> Bool {
    phrases.words(words, lang).contains(folded)
  }

  /// "Yes, in English" is a yes.
  private func begins(_ folded: String, with words: Phrase, _ lang: Language) -> Bool {
    isShort(folded) && phrases.words(words, lang).contains(String(folded.prefix { $0.isLetter }))
  }

  /// Whether what follows a yes or a no goes on with what was asked: "no, I won't go to a fair" is no answer to whether they
  /// have sold abroad.
  private func goesOn(
    with fact: FactText?, _ folded: String, _ spoken: SpokenWords, _ parsed: ParsedQuestion?, _ lang: Language
  ) -> Bool {
    if let fact, spoken.wordsInCommon(with: SpokenWords(fact.question[lang])) > 0 { return true }
    guard let parsed, parsed.namesSubject else { return true }
    if parsed.intent == .askGuidance, asksSomething(parsed) { return false }
    return folded.split(whereSeparator: \.isWhitespace).count <= Self.bareMax
  }

  /// Words of a yes or a no that says hardly more.
  private static let bareMax = 4

  private func number(in folded: String) -> Double? {
    isShort(folded) ? WrittenNumber.only(in: folded) : nil
  }

  /// "90k", "200" and "40%" name nothing that one makes.
  private func isAmount(_ word: Substring) -> Bool {
    word.first?.isNumber ?? false && word.drop(while: \.isNumber).count <= 1
  }

  private func isShort(_ folded: String) -> Bool {
    folded.split(whereSeparator: \.isWhitespace).count <= 8
  }

  private func asksSomething(_ parsed: ParsedQuestion?) -> Bool {
    guard let parsed, let intent = parsed.intent, parsed.confidence >= WishReader.sure else { return false }
    return intent != .tellProfile && intent != .outOfScope
  }
}

extension ParsedQuestion {
  /// Whether it is about a subject, or would be if it were no yes or no.
  fileprivate var namesSubject: Bool {
    switch intent {
    case .askGuidance: slots[.topic] != nil
    case .affirm, .deny: alternatives.contains { $0.slots[.topic] != nil }
    default: false
    }
  }
}

extension FactText {
  /// All values that a reply names, each by its label or one of its words.
  func values(in spoken: SpokenWords, lang: Language) -> [String] {
    values.filter { value in ([value.label[lang]] + value.words[lang]).contains { spoken.holds($0) } }.map(\.id)
  }

  /// The value that a reply names by its label or one of its words.
  func value(named folded: String, lang: Language) -> String? {
    values.first { value in
      value.label[lang].lowercased() == folded || value.words[lang].contains { $0.lowercased() == folded }
    }?.id
  }
}
