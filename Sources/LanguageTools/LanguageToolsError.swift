import Vocabulary

/// What can be missing on a machine.
public enum LanguageToolsError: Error, Sendable, Hashable, CustomStringConvertible {
  case noFinnishDictionary(String)
  case noStemmer(Vocabulary.Language)

  public var description: String {
    switch self {
    case .noFinnishDictionary(let reason):
      "the Finnish dictionary can't be opened (\(reason)): install the packages libvoikko1 and voikko-fi"
    case .noStemmer(let language): "libstemmer has no stemmer for \(language.rawValue): install libstemmer0d"
    }
  }
}
