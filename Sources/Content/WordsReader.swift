import Language
import Vocabulary

/// Looks up what a file of words must have, and gathers what is wrong with it.
struct WordsReader {
  private let file: String
  private(set) var faults: [ContentFault] = []

  init(_ document: YAMLDocument) {
    file = document.file
  }

  mutating func child(_ key: String, of value: YAMLValue) -> YAMLValue? {
    if let child = value[key] { return child }
    fault(value.line, "'\(key)' is missing")
    return nil
  }

  /// A text, or the one of a language; empty where it is missing.
  mutating func text(_ key: String, of value: YAMLValue, in lang: Language? = nil) -> String {
    guard var text = child(key, of: value) else { return "" }
    if let lang {
      guard let own = child(lang.rawValue, of: text) else { return "" }
      text = own
    }
    if let text = text.text { return text }
    fault(text.line, "'\(key)' must be a text")
    return ""
  }

  /// A text for each case of an enumeration, by the case's raw value.
  mutating func texts<Name: RawRepresentable<String> & CaseIterable & Hashable>(
    _ key: String, of value: YAMLValue, in lang: Language? = nil
  ) -> [Name: String] {
    guard let names = child(key, of: value) else { return [:] }
    var texts: [Name: String] = [:]
    for name in Name.allCases { texts[name] = text(name.rawValue, of: names, in: lang) }
    return texts
  }

  mutating func fault(_ line: Int, _ message: String) {
    faults.append(ContentFault(file: file, line: line, message: message))
  }
}
