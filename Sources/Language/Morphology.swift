import Vocabulary

/// What is known of a word form.
public struct WordAnalysis: Sendable, Hashable {
  /// Base forms, folded; several when the form is ambiguous, none when the word is unknown.
  public var lemmas: [String]
  /// Base forms of the parts of a compound, folded (`vientimarkkina` → `vienti`, `markkina`).
  public var parts: [String]
  /// The word cut to its stem, folded; the word itself when no stemmer is there.
  public var stem: String
  /// Whether the word itself is unknown and the base forms are those of the written word that it was probably spoken for.
  public var isGuess: Bool

  public init(lemmas: [String] = [], parts: [String] = [], stem: String, isGuess: Bool = false) {
    self.lemmas = lemmas
    self.parts = parts
    self.stem = stem
    self.isGuess = isGuess
  }
}

/// The inflection of a language, asked one word at a time. An analyser belongs to one thread.
public protocol Morphology {
  /// - Parameters:
  ///   - word: one word, in any case.
  ///   - language: the language to read it in.
  func analysis(of word: String, in language: Vocabulary.Language) -> WordAnalysis
}

/// No inflection at all: words are their own stems. For tests, and where no dictionary is installed.
public struct PlainMorphology: Morphology, Sendable {
  public init() {}

  public func analysis(of word: String, in language: Vocabulary.Language) -> WordAnalysis {
    WordAnalysis(stem: TextFolding.folded(word))
  }
}
