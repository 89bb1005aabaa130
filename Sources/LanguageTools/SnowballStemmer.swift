import CStemmer
import Vocabulary

/// Cuts words to their stems. Not Sendable: the C stemmer keeps its last word in itself.
final class SnowballStemmer {
  private let handle: OpaquePointer

  init(_ language: Vocabulary.Language) throws(LanguageToolsError) {
    guard let handle = sb_stemmer_new(language.rawValue, "UTF_8") else { throw .noStemmer(language) }
    self.handle = handle
  }

  deinit { sb_stemmer_delete(handle) }

  /// - Parameter word: folded.
  func stem(_ word: String) -> String {
    let bytes = Array(word.utf8)
    guard let stem = sb_stemmer_stem(handle, bytes, Int32(clamping: bytes.count)) else { return word }
    let length = Int(sb_stemmer_length(handle))
    return String(decoding: UnsafeBufferPointer(start: stem, count: length), as: UTF8.self)
  }
}
