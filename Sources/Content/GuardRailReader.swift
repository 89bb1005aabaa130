import Cooperation
import Language
import Vocabulary

/// Reads `guard-rails.yaml`.
struct GuardRailReader {
  private var file: WordsReader

  static func read(_ document: YAMLDocument) throws(ContentFaults) -> GuardRailWords {
    var reader = GuardRailReader(file: WordsReader(document))
    let words = reader.words(document.root)
    if !reader.file.faults.isEmpty { throw ContentFaults(reader.file.faults) }
    return words
  }

  private mutating func words(_ root: YAMLValue) -> GuardRailWords {
    var words = GuardRailWords()
    words.topics = topics("topics", root)
    words.topicCalls = topics("topic_calls", root)
    // Without words a topic would go unwatched.
    for topic in GuardRailTopic.allCases where words.topics[topic]?.isEmpty != false {
      file.fault(root["topics"]?.line ?? root.line, "'\(topic.rawValue)' has no words")
    }
    let lists: [(String, WritableKeyPath<GuardRailWords, [WordPattern]>)] = [
      ("calls", \.calls), ("together", \.together), ("own", \.own), ("units", \.units), ("numbers", \.numbers),
      ("shared_costs", \.sharedCosts),
      ("chain", \.chain), ("disclaimers", \.disclaimers), ("places", \.places), ("yours", \.yours), ("ours", \.ours),
      ("links", \.links), ("no_names", \.noNames),
    ]
    for (name, path) in lists { words[keyPath: path] = patterns(name, root) }
    for entry in file.child("families", of: root)?.entries ?? [] { words.families[entry.key] = patterns(in: entry.value) }
    words.pacts = (file.child("pacts", of: root)?.items ?? []).compactMap { pact($0, words.families) }
    let known = Set(lists.map(\.0) + ["topics", "topic_calls", "families", "pacts", "texts"])
    for entry in root.entries ?? [] where !known.contains(entry.key) {
      file.fault(entry.line, "'\(entry.key)' is not known here")
    }
    if let texts = file.child("texts", of: root) {
      for lang in Language.allCases {
        if let text = file.child(lang.rawValue, of: texts) { words.sentences[lang] = self.texts(text) }
      }
    }
    return words
  }

  private mutating func topics(_ name: String, _ root: YAMLValue) -> [GuardRailTopic: [WordPattern]] {
    var topics: [GuardRailTopic: [WordPattern]] = [:]
    for entry in file.child(name, of: root)?.entries ?? [] {
      guard let topic = GuardRailTopic(rawValue: entry.key) else {
        file.fault(entry.line, "'\(entry.key)' is no topic of the guard-rails")
        continue
      }
      topics[topic] = patterns(in: entry.value)
    }
    return topics
  }

  /// With `about` it is about that topic, with `topics` about the one of them that the sentence has a word of.
  private mutating func pact(_ value: YAMLValue, _ families: [String: [WordPattern]]) -> GuardRailPact? {
    let names = (value["topics"]?.items ?? [value["about"]].compactMap { $0 }).compactMap(\.text)
    let topics = names.compactMap(GuardRailTopic.init)
    let needs = (file.child("needs", of: value)?.items ?? []).compactMap { need($0, families) }
    guard let first = topics.first, topics.count == names.count, !needs.isEmpty else {
      file.fault(value.line, "a pact needs 'topics' or 'about', and 'needs'")
      return nil
    }
    return GuardRailPact(value["topics"] == nil ? .topic(first) : .found(topics), needs: needs)
  }

  private mutating func need(_ value: YAMLValue, _ families: [String: [WordPattern]]) -> GuardRailPact.Need? {
    let words = (value.text ?? "").split(separator: " ").map(String.init)
    if words == ["amount"] { return .amount }
    if words == ["name"] { return .name }
    guard let name = words.first, families[name] != nil, words.count == 1 || words.dropFirst() == ["twice"] else {
      file.fault(value.line, "'\(value.text ?? "")' is no family of words")
      return nil
    }
    return words.count == 1 ? .family(name) : .twice(name)
  }

  private mutating func patterns(_ name: String, _ root: YAMLValue) -> [WordPattern] {
    file.child(name, of: root).map { patterns(in: $0) } ?? []
  }

  /// The lists of all languages, one behind the other.
  private mutating func patterns(in value: YAMLValue) -> [WordPattern] {
    var patterns: [WordPattern] = []
    for lang in Language.allCases {
      for item in file.child(lang.rawValue, of: value)?.items ?? [] {
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
