import Knowledge
import LanguageTools
import Vocabulary

/// The search over the passages of an edition. The index of a language is made when it is first needed, for
/// most messages need none.
public actor PassageSearch {
  /// The most characters of a message that are read.
  private static let charactersMax = 2000

  private let analyser: Analyser
  private let makeIndex: @Sendable (Language, Analyser) -> SearchIndex
  private var indexes: [Language: SearchIndex] = [:]

  public init(analyser: sending Analyser, makeIndex: @escaping @Sendable (Language, Analyser) -> SearchIndex) {
    self.analyser = analyser
    self.makeIndex = makeIndex
  }

  /// The topic to which the words of a message clearly lead, if any.
  func clearTopic(of message: String, in lang: Language) -> String? {
    let index = indexes[lang] ?? makeIndex(lang, analyser)
    indexes[lang] = index
    return index.clearTopic(of: String(message.prefix(Self.charactersMax)), in: lang, morphology: analyser)
  }
}
