import Cooperation
import Language
import Vocabulary

/// Reads `guard-rails.yaml`.
struct GuardRailReader {
  private var file: WordsReader
  private var families: [String: [WordPattern]] = [:]

  static func read(_ document: YAMLDocument) throws(ContentFaults) -> GuardRailWords {
    var reader = GuardRailReader(file: WordsReader(document))
    let words = reader.words(document.root)
    if !reader.file.faults.isEmpty { throw ContentFaults(reader.file.faults) }
    return words
  }

  /// The parts of the file that hold families of words. Apart for the eye; the names are common to all.
  private static let parts = ["topics", "roles", "excuses", "reading"]

  private mutating func words(_ root: YAMLValue) -> GuardRailWords {
    for part in Self.parts { addFamilies(of: part, root) }
    for entry in root["topics"]?.entries ?? [] where GuardRailTopic(rawValue: entry.key) == nil {
      file.fault(entry.line, "'\(entry.key)' is no topic of the guard-rails")
    }
    // Without words a topic would go unwatched, and a sentence would be read wrongly.
    for topic in GuardRailTopic.allCases where families[topic.rawValue]?.isEmpty != false {
      file.fault(root["topics"]?.line ?? root.line, "'\(topic.rawValue)' has no words")
    }
    for reading in GuardRailWords.Reading.allCases where families[reading.rawValue] == nil {
      file.fault(root.line, "'\(reading.rawValue)' is missing")
    }
    let cases = (file.child("cases", of: root)?.items ?? []).compactMap { aCase($0) }
    let known = Set(Self.parts + ["cases", "texts"])
    for entry in root.entries ?? [] where !known.contains(entry.key) {
      file.fault(entry.line, "'\(entry.key)' is not known here")
    }
    var sentences: [Language: GuardRailTexts] = [:]
    if let texts = file.child("texts", of: root) {
      for lang in Language.allCases {
        if let text = file.child(lang.rawValue, of: texts) { sentences[lang] = self.texts(text) }
      }
    }
    return GuardRailWords(families: families, cases: cases, sentences: sentences)
  }

  private mutating func addFamilies(of part: String, _ root: YAMLValue) {
    for entry in file.child(part, of: root)?.entries ?? [] {
      let isSign = GuardRailCase.Sign(rawValue: entry.key) != nil
      if isSign || families[entry.key] != nil { file.fault(entry.line, "'\(entry.key)' stands for something already") }
      families[entry.key] = patterns(in: entry.value)
    }
  }

  private mutating func aCase(_ value: YAMLValue) -> GuardRailCase? {
    let topics = list("about", of: value)
    let about = topics.compactMap(GuardRailTopic.init)
    let needs = list("needs", of: value).map { names(in: $0, of: value) }
    let why = value["why"].map { $0.text.flatMap(GuardRailReason.init) } ?? .call
    let excuses = list("even_with", of: value)
    let evenWith = excuses.compactMap(GuardRailCase.Excuse.init)
    guard !about.isEmpty, about.count == topics.count, !needs.isEmpty, let why,
      evenWith.count == excuses.count
    else {
      file.fault(value.line, "a case needs 'about' and 'needs', and may have 'why', 'unless' and 'even_with'")
      return nil
    }
    let unless = list("unless", of: value).reduce(into: Set()) { $0.formUnion(names(in: $1, of: value)) }
    return GuardRailCase(about: about, why: why, needs: needs, unless: unless, evenWith: Set(evenWith))
  }

  /// The texts of a list, or the one text that stands for it.
  private func list(_ key: String, of value: YAMLValue) -> [String] {
    guard let list = value[key] else { return [] }
    return list.text.map { [$0] } ?? (list.items ?? []).compactMap(\.text)
  }

  /// The names of families and signs, any of which will do.
  private mutating func names(in text: String, of value: YAMLValue) -> Set<String> {
    let names = text.split(separator: "|").map(String.init)
    for name in names where families[name] == nil && GuardRailCase.Sign(rawValue: name) == nil {
      file.fault(value.line, "'\(name)' is no family of words")
    }
    return Set(names)
  }

  /// The lists of all languages, one behind the other; a language may have none.
  private mutating func patterns(in value: YAMLValue) -> [WordPattern] {
    var patterns: [WordPattern] = []
    for entry in value.entries ?? [] {
      if Language(rawValue: entry.key) == nil { file.fault(entry.line, "'\(entry.key)' is no language") }
      for item in entry.value.items ?? [] {
        if let pattern = item.text.flatMap(WordPattern.init) {
          patterns.append(pattern)
        } else {
          file.fault(item.line, "'\(item.text ?? "")' is no word pattern: no gap at an end, no lone '*'")
        }
      }
    }
    return patterns
  }

  private mutating func texts(_ value: YAMLValue) -> GuardRailTexts {
    GuardRailTexts(
      hint: file.text("hint", of: value), stop: file.text("stop", of: value), offer: file.text("offer", of: value),
      topics: file.texts("topics", of: value), reasons: file.texts("reasons", of: value))
  }
}
