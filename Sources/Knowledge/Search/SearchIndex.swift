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
  ///   - wanted: the languages of the questions.
  ///   - morphology: their inflection.
  public init(
    _ base: KnowledgeBase, words: [YAMLDocument], of wanted: [Language] = Language.allCases,
    morphology: some Morphology
  ) {
    var languages: [Language: LanguageIndex] = [:]
    for lang in wanted {
      languages[lang] = LanguageIndex(base, words, SearchTerms(lang: lang, morphology: morphology))
    }
    self.languages = languages
  }

  /// The least score of a passage that is taken for what was meant, and how many times that of the next topic's best.
  /// Of 436 questions on a topic (dev.jsonl, 11/2026) nine of ten pass, and of those that do 99 of 100 are on it.
  private static let (clearScore, clearMargin) = (18.0, 1.3)

  /// The topic to which the words of a question clearly lead; `nil` when that is none, or may be several.
  public func clearTopic(of question: String, in lang: Language, morphology: some Morphology) -> String? {
    let found = passages(for: question, in: lang, morphology: morphology, atMost: .max)
    guard let best = found.first, best.score >= Self.clearScore else { return nil }
    let next = found.first { $0.topic != best.topic }?.score ?? 0
    return best.score >= Self.clearMargin * next ? best.topic : nil
  }

  /// The passages nearest to a question, the nearest first; none when no word of it is found.
  public func passages(
    for question: String, in lang: Language, morphology: some Morphology, atMost limit: Int = 5
  ) -> [FoundPassage] {
    let terms = SearchTerms(lang: lang, morphology: morphology)
    return Array((languages[lang]?.passages(for: question, terms) ?? []).prefix(limit))
  }
}
