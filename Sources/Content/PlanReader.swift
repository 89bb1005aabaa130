import Cooperation
import Language
import Vocabulary

/// Reads `plans.yaml`.
struct PlanReader {
  /// Three years: no task or review lies further off.
  private static let daysMax = 1100

  private var file: WordsReader

  static func read(_ document: YAMLDocument) throws(ContentFaults) -> [Language: PlanWords] {
    var reader = PlanReader(file: WordsReader(document))
    var words: [Language: PlanWords] = [:]
    for lang in Language.allCases { words[lang] = reader.words(document.root, lang) }
    if !reader.file.faults.isEmpty { throw ContentFaults(Array(Set(reader.file.faults))) }
    return words
  }

  private mutating func words(_ root: YAMLValue, _ lang: Language) -> PlanWords {
    let leads = file.text("leads", of: root, in: lang)
    let measure = file.text("measure", of: root, in: lang)
    var templates: [PlanKind: PlanTemplate] = [:]
    if let all = file.child("templates", of: root) {
      for kind in PlanKind.allCases {
        guard let value = file.child(kind.rawValue, of: all) else { continue }
        templates[kind] = PlanTemplate(
          tasks: tasks(value, lang), leads: leads, measure: measure, reviewAfter: days("review_after", of: value),
          endAfter: days("end_after", of: value))
      }
    }
    return PlanWords(
      kinds: file.texts("kinds", of: root, in: lang), labels: file.texts("labels", of: root, in: lang),
      statuses: file.texts("statuses", of: root, in: lang),
      roles: file.texts("roles", of: root, in: lang), decimalMark: file.text("decimal_mark", of: root, in: lang),
      templates: templates)
  }

  private mutating func tasks(_ value: YAMLValue, _ lang: Language) -> [PlanTemplate.Task] {
    var tasks: [PlanTemplate.Task] = []
    for item in file.child("tasks", of: value)?.items ?? [] {
      tasks.append(
        PlanTemplate.Task(what: file.text("what", of: item, in: lang), daysBefore: days("days_before", of: item)))
    }
    return tasks
  }

  private mutating func days(_ key: String, of value: YAMLValue) -> Int {
    guard let child = file.child(key, of: value) else { return 0 }
    if let days = child.text.flatMap({ Int($0) }), days.magnitude <= Self.daysMax { return days }
    file.fault(child.line, "'\(key)' must be a number of days, at most \(Self.daysMax)")
    return 0
  }
}
