import Language
import Vocabulary

/// The rules of one language, compiled.
struct LanguageRules: Sendable {
  let language: Vocabulary.Language
  let words: WordIndex
  let phrases: PhraseBook
  let lists: ListFinder
  let recognizer: TemplateRecognizer
  /// Single words without meaning of their own.
  let skipWords: Set<String>
  /// Words that may stand between the words of a phrase.
  let gapWords: Set<String>
  let questionWords: Set<String>
  /// What a word as it is spoken stands for in the written language (`int` → `inte`); it counts as both.
  let spokenForms: [String: String]
  /// What support for a topic is for, when nothing else is said.
  let purposesOfTopics: [String: String]
  let cues: ProfileCues
  private let rules: [EvidenceRule]
  private let triggers: [Condition: [Int]]

  init(_ source: LanguageSource, morphology: some Morphology) throws(ContentFaults) {
    var source = source
    let templates = try source.recognizer()
    var builder = source.phrases
    var finder = ListFinder()
    source.addLists(to: &finder, &builder)
    let cues = ProfileCues(source.cues, &builder)
    guard source.faults.isEmpty else { throw ContentFaults(source.faults) }
    language = source.language
    words = WordIndex(builder.words, language: source.language, morphology: morphology)
    phrases = PhraseBook(builder)
    lists = finder
    recognizer = templates
    skipWords = Set(source.skipWords.map(TextFolding.folded))
    gapWords = Set(source.articles.map(TextFolding.folded)).union(FunctionWords.articles(source.language))
    questionWords = Set(source.questionWords.map(TextFolding.folded))
    spokenForms = source.spokenForms
    purposesOfTopics = source.purposesOfTopics
    self.cues = cues
    rules = source.rules
    var triggers: [Condition: [Int]] = [:]
    for (index, rule) in rules.enumerated() {
      for condition in rule.any.isEmpty ? rule.all.first ?? [] : rule.any {
        triggers[condition, default: []].append(index)
      }
    }
    self.triggers = triggers
  }

  /// The rules that a message may satisfy, in the order of the files.
  func candidates(_ message: Message, late: Bool) -> [EvidenceRule] {
    var found: Set<Int> = []
    for phrase in message.phraseHits.keys { found.formUnion(triggers[.phrase(phrase)] ?? []) }
    for feature in message.features { found.formUnion(triggers[.feature(feature)] ?? []) }
    return found.sorted().map { rules[$0] }.filter { $0.isLate == late }
  }
}

/// The documents of one language before they are compiled.
struct LanguageSource {
  let language: Vocabulary.Language
  var templates = TemplateDocument()
  var phrases = PhraseBook.Builder()
  var rules: [EvidenceRule] = []
  var skipWords: [String] = []
  var articles: [String] = []
  var questionWords: [String] = []
  var spokenForms: [String: String] = [:]
  var purposesOfTopics: [String: String] = [:]
  var cues: [String: [String]] = [:]
  var faults: [ContentFault] = []

  /// Lists whose values are found by templates only.
  private static let templateOnly: Set<String> = ["ordinal"]

  init(language: Vocabulary.Language) {
    self.language = language
    templates.language = language.rawValue
    templates.starEndsWord = true
  }

  mutating func add(_ document: YAMLDocument) {
    templates.add(TemplateNode(document.root), file: document.file)
    for entry in document.root.entries ?? [] {
      switch entry.key {
      case "evidence":
        var reader = EvidenceReader(file: document.file)
        reader.read(entry.value, into: &phrases)
        rules += reader.rules
        faults += reader.faults
      case "skip_words": skipWords += texts(entry.value)
      case "articles": articles += texts(entry.value)
      case "question_words": questionWords += texts(entry.value)
      case "spoken_forms":
        for pair in entry.value.entries ?? [] {
          spokenForms[TextFolding.folded(pair.key)] = pair.value.text.map(TextFolding.folded)
        }
      case "purposes_of_topics":
        for pair in entry.value.entries ?? [] { purposesOfTopics[pair.key] = pair.value.text }
      case "cues":
        for pair in entry.value.entries ?? [] { cues[pair.key, default: []] += texts(pair.value) }
      case "language", "settings", "intents", "lists", "expansion_rules": break
      default:
        faults.append(
          ContentFault(
            file: document.file, line: entry.line,
            message:
              "`\(entry.key)` is no key of a rule file: known are language, settings, intents, lists, expansion_rules, "
              + "skip_words, articles, question_words, spoken_forms, evidence, purposes_of_topics, cues"))
      }
    }
  }

  private func texts(_ value: YAMLValue) -> [String] {
    (value.items ?? []).compactMap(\.text)
  }

  /// The compiled templates; faults of theirs are thrown with those found so far.
  mutating func recognizer() throws(ContentFaults) -> TemplateRecognizer {
    for block in templates.blocks {
      let line = block.sentences.first
      if Intent(rawValue: block.intent) == nil {
        faults.append(
          ContentFault(
            file: line?.file ?? "", line: line?.line ?? 1,
            message: "there is no intent \(block.intent): take a name of the catalogue"))
      }
      for slot in block.slots where Slot(rawValue: slot.key) == nil {
        faults.append(
          ContentFault(
            file: line?.file ?? "", line: line?.line ?? 1,
            message: "there is no slot \(slot.key): take a name of the catalogue"))
      }
    }
    do {
      return try TemplateRecognizer(templates)
    } catch {
      throw ContentFaults(faults + error.faults)
    }
  }

  /// Writes out the values of the lists as phrases.
  mutating func addLists(to finder: inout ListFinder, _ builder: inout PhraseBook.Builder) {
    let sampler = TemplateSampler(templates)
    for (name, list) in templates.lists.sorted(by: { $0.key < $1.key }) where !Self.templateOnly.contains(name) {
      guard case .values(let values) = list.kind else { continue }
      for value in values {
        let writings: [String]
        do {
          writings =
            value.isTemplate
            ? try sampler.sentences(of: value.source.text, countMax: ListFinder.writingsMax) : [value.source.text]
        } catch {
          faults.append(ContentFault(file: value.source.file, line: value.source.line, message: "\(error)"))
          continue
        }
        for writing in writings {
          finder.add(name, TextFolding.folded(writing), value: value.outText ?? writing, &builder)
        }
      }
    }
  }
}

extension TemplateList.Value {
  /// What it stands for, as text.
  var outText: String? {
    switch out {
    case .text(let text): text
    case .number(let number): Int(exactly: number).map(String.init) ?? String(number)
    case .bool, .list, .map, .null, nil: nil
    }
  }
}
