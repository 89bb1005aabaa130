import Language
import Vocabulary

/// A passage of the content that was found by the words of a question.
public struct FoundPassage: Sendable, Hashable {
  public var topic: String
  /// The country whose card it stands in; `nil` = it is the topic's own.
  public var market: String?
  public var text: String
  /// Higher is nearer to the question; of use only beside the others of one search.
  public var score: Double
}

/// Finds passages by words alone: BM25 over base forms, parts of compounds and the titles of topics, and the words by
/// which people name topics. Pure: the same content and question find the same.
public struct SearchIndex: Sendable {
  private let languages: [Language: LanguageIndex]

  /// - Parameters:
  ///   - words: the documents of `intents/`, whose evidence names topics.
  ///   - morphology: the inflection of the three languages.
  public init(_ base: KnowledgeBase, words: [YAMLDocument], morphology: some Morphology) {
    var languages: [Language: LanguageIndex] = [:]
    for lang in Language.allCases {
      languages[lang] = LanguageIndex(base, words, SearchTerms(lang: lang, morphology: morphology))
    }
    self.languages = languages
  }

  /// The passages nearest to a question, the nearest first; none when no word of it is found.
  public func passages(
    for question: String, in lang: Language, morphology: some Morphology, atMost limit: Int = 5
  ) -> [FoundPassage] {
    let terms = SearchTerms(lang: lang, morphology: morphology)
    return Array((languages[lang]?.passages(for: question, terms) ?? []).prefix(limit))
  }
}
