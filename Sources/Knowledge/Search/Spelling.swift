import Language
import Vocabulary

/// Mends slips in words that the content does not know, by the words that it does.
struct Spelling: Sendable {
  private let words: [String]
  private let known: Set<String>
  private let patterns: WordPatterns
  private let index: TypoIndex

  init(texts: [String], words patterns: WordPatterns) {
    known = Set(texts.flatMap(QuestionWords.all(of:)) + patterns.wholeWords)
    words = known.sorted()
    self.patterns = patterns
    index = TypoIndex(words: words)
  }

  /// The same words, an unknown one in the form of the nearest known one.
  func mended(_ question: [String], _ terms: SearchTerms) -> [String] {
    question.map { word in
      if known.contains(word) || terms.knows(word) || terms.forms(word).contains(where: patterns.knows) { return word }
      return index.nearest(to: word).first.map { words[$0.word] } ?? word
    }
  }
}
