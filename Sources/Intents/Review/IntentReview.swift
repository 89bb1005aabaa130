import Language
import Vocabulary

/// Reads the rules as the person who mends them does: what is of no use, what contradicts itself, what a language lacks. Rules with such
/// faults work, so that they stop no start.
public struct IntentReview {
  /// - Parameters:
  ///   - documents: the files of `intents/`, in the order of their names.
  ///   - topics: the subjects that the knowledge has.
  /// - Returns: complaints in the order of files and lines. Rules that do not work at all are not reviewed: loading says why.
  public static func complaints(documents: [YAMLDocument], topics: Set<String>) -> [ContentFault] {
    var sources: [Vocabulary.Language: LanguageSource] = [:]
    for document in documents {
      guard let code = document.root["language"]?.text, let language = Vocabulary.Language(rawValue: code) else {
        continue
      }
      sources[language, default: LanguageSource(language: language)].add(document)
    }
    var complaints: [ContentFault] = []
    for language in Vocabulary.Language.allCases {
      guard let source = sources[language], let recognizer = try? TemplateRecognizer(source.templates) else { continue }
      var review = TemplateReview(source.templates, recognizer)
      review.run()
      complaints += review.complaints
    }
    complaints += lacks(sources, topics: topics)
    return ContentFaults(complaints).faults
  }

  private struct Subject: Hashable {
    var kind: String
    var name: String
  }

  private static func lacks(_ sources: [Vocabulary.Language: LanguageSource], topics: Set<String>) -> [ContentFault] {
    let subjects =
      Intent.allCases.map { Subject(kind: "intent", name: $0.rawValue) }
      + topics.sorted().map { Subject(kind: "topic", name: $0) }
    let spoken = sources.mapValues(spoken)
    return Vocabulary.Language.allCases.flatMap { language in
      subjects.filter { spoken[language]?[$0] == nil }.map { subject in
        let elsewhere = Vocabulary.Language.allCases.compactMap { spoken[$0]?[subject] }.first
        let example = elsewhere.map { ", as \($0) does" } ?? ""
        return ContentFault(
          file: "intents/\(language.rawValue)", line: 1,
          message:
            "no template and no rule speaks for the \(subject.kind) \(subject.name): add words for it\(example)")
      }
    }
  }

  /// What a language speaks of, with a place where it does.
  private static func spoken(_ source: LanguageSource) -> [Subject: String] {
    var places: [Subject: String] = [:]
    func add(_ kind: String, _ name: String, _ file: String, _ line: Int) {
      let subject = Subject(kind: kind, name: name)
      if places[subject] == nil { places[subject] = "\(file):\(line)" }
    }
    for block in source.templates.blocks {
      guard let first = block.sentences.first else { continue }
      add("intent", block.intent, first.file, first.line)
      for slot in block.slots where slot.key == Slot.topic.rawValue {
        if case .text(let topic) = slot.value { add("topic", topic, first.file, first.line) }
      }
    }
    if case .values(let values)? = source.templates.lists[Slot.topic.rawValue]?.kind {
      for value in values {
        if let topic = value.outText { add("topic", topic, value.source.file, value.source.line) }
      }
    }
    for rule in source.rules where rule.weight > 0 {
      for claim in rule.claims {
        switch claim {
        case .intent(let intent): add("intent", intent.rawValue, rule.file, rule.line)
        case .slot(.topic, let topic): add("topic", topic, rule.file, rule.line)
        case .slot: break
        }
      }
    }
    return places
  }
}
