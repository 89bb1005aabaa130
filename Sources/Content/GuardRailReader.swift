import Cooperation
import Language
import Vocabulary

/// Reads `guard-rails.yaml`.
struct GuardRailReader {
  private let file: String
  private var faults: [ContentFault] = []

  static func read(_ document: YAMLDocument) throws(ContentFaults) -> GuardRailWords {
    var reader = GuardRailReader(file: document.file)
    let words = reader.words(document.root)
    if !reader.faults.isEmpty { throw ContentFaults(reader.faults) }
    return words
  }

  private init(file: String) {
    self.file = file
  }

  private mutating func words(_ root: YAMLValue) -> GuardRailWords {
    var words = GuardRailWords()
    words.topics = topics("topics", root)
    words.topicCalls = topics("topic_calls", root)
    // Without words a topic would go unwatched.
    for topic in GuardRailTopic.allCases where words.topics[topic]?.isEmpty != false {
      fault(root["topics"]?.line ?? root.line, "'\(topic.rawValue)' has no words")
    }
    let lists: [(String, WritableKeyPath<GuardRailWords, [WordPattern]>)] = [
      ("calls", \.calls), ("together", \.together), ("own", \.own), ("units", \.units), ("numbers", \.numbers),
      ("shared_costs", \.sharedCosts),
      ("chain", \.chain), ("disclaimers", \.disclaimers), ("places", \.places), ("yours", \.yours), ("ours", \.ours),
      ("links", \.links), ("no_names", \.noNames),
    ]
    for (name, path) in lists { words[keyPath: path] = patterns(name, root) }
    let known = Set(lists.map(\.0) + ["topics", "topic_calls", "texts"])
    for entry in root.entries ?? [] where !known.contains(entry.key) {
      fault(entry.line, "'\(entry.key)' is not known here")
    }
    if let texts = child("texts", of: root) {
      for lang in Language.allCases {
        if let text = child(lang.rawValue, of: texts) { words.sentences[lang] = self.texts(text) }
      }
    }
    return words
  }

  private mutating func topics(_ name: String, _ root: YAMLValue) -> [GuardRailTopic: [WordPattern]] {
    var topics: [GuardRailTopic: [WordPattern]] = [:]
    for entry in child(name, of: root)?.entries ?? [] {
      guard let topic = GuardRailTopic(rawValue: entry.key) else {
        fault(entry.line, "'\(entry.key)' is no topic of the guard-rails")
        continue
      }
      topics[topic] = patterns(in: entry.value)
    }
    return topics
  }

  private mutating func patterns(_ name: String, _ root: YAMLValue) -> [WordPattern] {
    child(name, of: root).map { patterns(in: $0) } ?? []
  }

  /// The lists of all languages, one behind the other.
  private mutating func patterns(in value: YAMLValue) -> [WordPattern] {
    var patterns: [WordPattern] = []
    for lang in Language.allCases {
      for item in child(lang.rawValue, of: value)?.items ?? [] {
        if let pattern = item.text.flatMap(WordPattern.init) {
          patterns.append(pattern)
        } else {
          fault(item.line, "'\(item.text ?? "")' is no word pattern: no gap at an end, no lone '*'")
        }
      }
    }
    return patterns
  }

  private mutating func texts(_ value: YAMLValue) -> GuardRailTexts {
    GuardRailTexts(
      hint: text("hint", of: value), stop: text("stop", of: value), offer: text("offer", of: value),
      topics: named("topics", of: value), reasons: named("reasons", of: value))
  }

  private mutating func named<Name: RawRepresentable<String> & CaseIterable & Hashable>(
    _ key: String, of value: YAMLValue
  ) -> [Name: String] {
    guard let names = child(key, of: value) else { return [:] }
    var texts: [Name: String] = [:]
    for name in Name.allCases { texts[name] = text(name.rawValue, of: names) }
    return texts
  }

  private mutating func text(_ key: String, of value: YAMLValue) -> String {
    guard let child = child(key, of: value) else { return "" }
    if let text = child.text { return text }
    fault(child.line, "'\(key)' must be a text")
    return ""
  }

  private mutating func child(_ key: String, of value: YAMLValue) -> YAMLValue? {
    if let child = value[key] { return child }
    fault(value.line, "'\(key)' is missing")
    return nil
  }

  private mutating func fault(_ line: Int, _ message: String) {
    faults.append(ContentFault(file: file, line: line, message: message))
  }
}
