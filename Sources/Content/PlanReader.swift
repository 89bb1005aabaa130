import Cooperation
import Language
import Vocabulary

/// Reads `plans.yaml`.
struct PlanReader {
  /// Three years: no task or review lies further off.
  private static let daysMax = 1100

  private let file: String
  private var faults: [ContentFault] = []

  static func read(_ document: YAMLDocument) throws(ContentFaults) -> [Language: PlanWords] {
    var reader = PlanReader(file: document.file)
    var words: [Language: PlanWords] = [:]
    for lang in Language.allCases { words[lang] = reader.words(document.root, lang) }
    if !reader.faults.isEmpty { throw ContentFaults(Array(Set(reader.faults))) }
    return words
  }

  private init(file: String) {
    self.file = file
  }

  private mutating func words(_ root: YAMLValue, _ lang: Language) -> PlanWords {
    let leads = text("leads", of: root, lang)
    let measure = text("measure", of: root, lang)
    var templates: [PlanKind: PlanTemplate] = [:]
    if let all = child("templates", of: root) {
      for kind in PlanKind.allCases {
        guard let value = child(kind.rawValue, of: all) else { continue }
        templates[kind] = PlanTemplate(
          tasks: tasks(value, lang), leads: leads, measure: measure, reviewAfter: days("review_after", of: value),
          endAfter: days("end_after", of: value))
      }
    }
    return PlanWords(
      kinds: named("kinds", root, lang), labels: named("labels", root, lang), statuses: named("statuses", root, lang),
      roles: named("roles", root, lang), decimalMark: text("decimal_mark", of: root, lang), templates: templates)
  }

  private mutating func tasks(_ value: YAMLValue, _ lang: Language) -> [PlanTemplate.Task] {
    var tasks: [PlanTemplate.Task] = []
    for item in child("tasks", of: value)?.items ?? [] {
      tasks.append(PlanTemplate.Task(what: text("what", of: item, lang), daysBefore: days("days_before", of: item)))
    }
    return tasks
  }

  private mutating func named<Name: RawRepresentable<String> & CaseIterable & Hashable>(
    _ key: String, _ root: YAMLValue, _ lang: Language
  ) -> [Name: String] {
    guard let names = child(key, of: root) else { return [:] }
    var texts: [Name: String] = [:]
    for name in Name.allCases { texts[name] = text(name.rawValue, of: names, lang) }
    return texts
  }

  private mutating func days(_ key: String, of value: YAMLValue) -> Int {
    guard let child = child(key, of: value) else { return 0 }
    if let days = child.text.flatMap({ Int($0) }), days.magnitude <= Self.daysMax { return days }
    fault(child.line, "'\(key)' must be a number of days, at most \(Self.daysMax)")
    return 0
  }

  private mutating func text(_ key: String, of value: YAMLValue, _ lang: Language) -> String {
    guard let texts = child(key, of: value), let text = child(lang.rawValue, of: texts) else { return "" }
    if let text = text.text { return text }
    fault(text.line, "'\(key)' must be a text")
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
