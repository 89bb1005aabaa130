import CVoikko
import Language

/// Finnish morphology. A handle aborts the process when two threads use it, so this class is not Sendable: make one for each thread.
final class VoikkoAnalyser {
  private let handle: OpaquePointer

  init() throws(LanguageToolsError) {
    var message: UnsafePointer<CChar>?
    guard let handle = voikkoInit(&message, "fi", nil) else {
      throw .noFinnishDictionary(message.map { String(cString: $0) } ?? "")
    }
    self.handle = handle
  }

  deinit { voikkoTerminate(handle) }

  /// Base forms and compound parts of a word exactly as it is written; capitals matter.
  func analysis(of word: String) -> (lemmas: [String], parts: [String]) {
    guard let analyses = voikkoAnalyzeWordCstr(handle, word) else { return ([], []) }
    defer { voikko_free_mor_analysis(analyses) }
    var lemmas: [String] = []
    var parts: [String] = []
    var next = analyses
    while let analysis = next.pointee {
      if let lemma = value("BASEFORM", of: analysis) { Self.add(TextFolding.folded(lemma), to: &lemmas) }
      if let bases = value("WORDBASES", of: analysis) {
        let found = Self.compoundParts(bases)
        if found.count > 1 { for part in found { Self.add(part, to: &parts) } }
      }
      next += 1
    }
    return (lemmas, parts)
  }

  private func value(_ key: String, of analysis: OpaquePointer) -> String? {
    guard let value = voikko_mor_analysis_value_cstr(analysis, key) else { return nil }
    defer { voikko_free_mor_analysis_value_cstr(value) }
    return String(cString: value)
  }

  /// `+tulli(tulli)+selvit(selvittää)+ys(+ys)` → tulli, selvittää; endings begin with a plus.
  static func compoundParts(_ bases: String) -> [String] {
    bases.split(separator: "(").dropFirst().compactMap { piece -> String? in
      guard let end = piece.firstIndex(of: ")") else { return nil }
      let base = piece[..<end]
      if base.hasPrefix("+") { return nil }
      let word = TextFolding.folded(String(base).replacing("=", with: ""))
      return word.count > 2 ? word : nil
    }
  }

  private static func add(_ word: String, to words: inout [String]) {
    if !words.contains(word) { words.append(word) }
  }
}
