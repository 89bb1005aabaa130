import Language
import Vocabulary

/// Recognises the language of a message among those that are served.
struct LanguageGuess {
  let rules: IntentRules

  /// What a word of a language counts, by how it was known.
  private static let functionWord = 3.0
  private static let ruleWord = 2.0
  private static let dictionaryWord = 1.0
  /// How far another language must lead before a talk changes its language, and from how many of its words.
  private static let switchLead = 4.0
  private static let switchWordsMin = 2

  /// - Parameter talk: the language of the talk so far: one stray word never changes it.
  func language(of text: TokenizedText, talk: Vocabulary.Language?, morphology: some Morphology) -> Vocabulary.Language
  {
    let words = text.tokens.filter { $0.kind == .word }
    let scores = Vocabulary.Language.allCases.map { language in
      (language: language, score: score(words, language, morphology))
    }
    guard let best = scores.max(by: { $0.score.points < $1.score.points }), best.score.points > 0 else {
      return talk ?? .fi
    }
    guard let talk, let own = scores.first(where: { $0.language == talk }), best.language != talk else {
      return ties(scores, best.score.points, talk) ?? best.language
    }
    let leads = best.score.points - own.score.points >= Self.switchLead && best.score.words >= Self.switchWordsMin
    return leads ? best.language : talk
  }

  /// Among equals the talk's language, else Finnish: most people who ask speak it.
  private func ties(
    _ scores: [(language: Vocabulary.Language, score: (points: Double, words: Int))], _ points: Double,
    _ talk: Vocabulary.Language?
  ) -> Vocabulary.Language? {
    let equal = scores.filter { $0.score.points == points }.map(\.language)
    if equal.count == 1 { return equal.first }
    return talk.flatMap { equal.contains($0) ? $0 : nil } ?? (equal.contains(.fi) ? .fi : equal.first)
  }

  private func score(
    _ words: [Token], _ language: Vocabulary.Language, _ morphology: some Morphology
  ) -> (points: Double, words: Int) {
    var points = 0.0
    var count = 0
    for word in words {
      let one = score(word, language, morphology)
      points += one + FunctionWords.letterPoints(word.folded, language)
      if one >= Self.ruleWord { count += 1 }
    }
    return (points, count)
  }

  private func score(_ word: Token, _ language: Vocabulary.Language, _ morphology: some Morphology) -> Double {
    if FunctionWords.all(language).contains(word.folded) { return Self.functionWord }
    guard word.folded.count > 2 else { return 0 }
    if rules.byLanguage[language]?.words.hasExact(word.folded) == true { return Self.ruleWord }
    guard language == .fi else { return 0 }
    let analysis = morphology.analysis(of: word.folded, in: .fi)
    return analysis.lemmas.isEmpty || analysis.isGuess ? 0 : Self.dictionaryWord
  }
}
