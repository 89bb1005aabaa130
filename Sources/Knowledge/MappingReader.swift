import Language
import Vocabulary

/// Reads the fields of one mapping of a content file and gathers every fault on the way, so that an author sees all at once.
struct MappingReader {
  let file: String
  let line: Int
  private let entries: [YAMLValue.Entry]
  private var read: Set<String> = []
  private(set) var faults: [ContentFault] = []

  init(file: String, value: YAMLValue, what: String) {
    self.file = file
    line = value.line
    entries = value.entries ?? []
    if value.entries == nil {
      faults.append(
        ContentFault(file: file, line: value.line, message: "\(what) must be written as 'name: value' lines"))
    }
  }

  mutating func fault(_ message: String, at line: Int? = nil) {
    faults.append(ContentFault(file: file, line: line ?? self.line, message: message))
  }

  mutating func value(_ key: String) -> YAMLValue? {
    read.insert(key)
    return entries.first { $0.key == key }?.value
  }

  /// Faults for what nobody reads: most often a misspelt name.
  mutating func finish() -> [ContentFault] {
    for entry in entries where !read.contains(entry.key) {
      fault("'\(entry.key)' is not known here; known are \(read.sorted().joined(separator: ", "))", at: entry.line)
    }
    return faults
  }

  mutating func text(_ key: String) -> String {
    guard let value = value(key) else {
      fault("'\(key)' is missing")
      return ""
    }
    guard let text = value.text else {
      fault("'\(key)' must be a text", at: value.line)
      return ""
    }
    return text
  }

  mutating func optionalText(_ key: String) -> String? {
    guard let value = value(key) else { return nil }
    if let text = value.text { return text }
    if case .null = value { return nil }
    fault("'\(key)' must be a text", at: value.line)
    return nil
  }

  mutating func number(_ key: String) -> Double? {
    guard let text = optionalText(key) else { return nil }
    guard let number = Double(text) else {
      fault("'\(key)' must be a number, it is '\(text)'", at: value(key)?.line)
      return nil
    }
    return number
  }

  mutating func flag(_ key: String) -> Bool? {
    guard let text = optionalText(key) else { return nil }
    switch text {
    case "true", "yes": return true
    case "false", "no": return false
    default:
      fault("'\(key)' must be true or false, it is '\(text)'", at: value(key)?.line)
      return nil
    }
  }

  mutating func day(_ key: String) -> Day? {
    guard let text = optionalText(key) else { return nil }
    guard let day = Day(text) else {
      fault("'\(key)' must be a day such as 2026-11-23, it is '\(text)'", at: value(key)?.line)
      return nil
    }
    return day
  }

  mutating func requiredDay(_ key: String) -> Day {
    if let day = day(key) { return day }
    if value(key) == nil { fault("'\(key)' is missing: the day when somebody last looked") }
    return Day(daysSince1970: 0)
  }

  mutating func texts(_ key: String) -> [String] {
    guard let value = value(key) else { return [] }
    return texts(of: value, named: key)
  }

  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(_ key: String, of: Choice.Type) -> Choice? {
    let text = text(key)
    if let choice = Choice(rawValue: text) { return choice }
    if !text.isEmpty {
      let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      fault("'\(key)' is '\(text)'; it can be \(known)", at: value(key)?.line)
    }
    return nil
  }

  mutating func condition(_ key: String) -> Condition? {
    guard let text = optionalText(key) else { return nil }
    do {
      return try Condition(text)
    } catch {
      fault(error.description, at: value(key)?.line)
      return nil
    }
  }

  mutating func localized(_ key: String) -> LocalizedText {
    if let text = optionalLocalized(key) { return text }
    if value(key) == nil { fault("'\(key)' is missing") }
    return LocalizedText(en: "", fi: "", sv: "")
  }

  mutating func optionalLocalized(_ key: String) -> LocalizedText? {
    guard let value = value(key) else { return nil }
    if case .null = value { return nil }
    let texts = Language.allCases.map { lang -> String in
      if let text = value[lang.rawValue]?.text { return text.trimmingWhitespace() }
      fault("'\(key)' lacks a text in '\(lang.rawValue)'", at: value.line)
      return ""
    }
    return LocalizedText(en: texts[0], fi: texts[1], sv: texts[2])
  }

  mutating func localizedList(_ key: String) -> LocalizedList {
    guard let value = value(key) else { return LocalizedList() }
    let lists = Language.allCases.map { lang -> [String] in
      if let list = value[lang.rawValue] { return texts(of: list, named: key) }
      fault("'\(key)' lacks a list in '\(lang.rawValue)'", at: value.line)
      return []
    }
    return LocalizedList(en: lists[0], fi: lists[1], sv: lists[2])
  }

  private mutating func texts(of value: YAMLValue, named key: String) -> [String] {
    if case .null = value { return [] }
    guard let items = value.items else {
      fault("'\(key)' must be a list such as [a, b]", at: value.line)
      return []
    }
    return items.compactMap { item in
      if let text = item.text { return text }
      fault("'\(key)' must hold texts only", at: item.line)
      return nil
    }
  }
}

extension StringProtocol {
  func trimmingWhitespace() -> String {
    var view = self[...]
    while view.first?.isWhitespace == true { view.removeFirst() }
    while view.last?.isWhitespace == true { view.removeLast() }
    return String(view)
  }
}
