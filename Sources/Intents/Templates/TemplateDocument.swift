import Language

/// A sentence, value or rule as written, and where.
struct SourceText: Sendable, Hashable {
  var text: String
  var file: String
  var line: Int
}

/// One entry of an intent's `data`: sentences that mean the same under the same conditions.
final class TemplateBlock: Sendable {
  let intent: String
  let sentences: [SourceText]
  let slots: [TemplateValue.Entry]
  let response: String?
  let requiresContext: [TemplateValue.Entry]
  let excludesContext: [TemplateValue.Entry]
  let metadata: TemplateValue?
  /// One of these must stand in the message.
  let requiredKeywords: Set<String>?
  let rules: [String: SourceText]
  let lists: [String: TemplateList]

  init(
    intent: String, sentences: [SourceText], slots: [TemplateValue.Entry], response: String?,
    requiresContext: [TemplateValue.Entry], excludesContext: [TemplateValue.Entry], metadata: TemplateValue?,
    requiredKeywords: Set<String>?, rules: [String: SourceText], lists: [String: TemplateList]
  ) {
    self.intent = intent
    self.sentences = sentences
    self.slots = slots
    self.response = response
    self.requiresContext = requiresContext
    self.excludesContext = excludesContext
    self.metadata = metadata
    self.requiredKeywords = requiredKeywords
    self.rules = rules
    self.lists = lists
  }
}

/// A named set of values.
struct TemplateList: Sendable {
  enum Kind: Sendable {
    case values([Value])
    case range(TemplateRange)
    case wildcard
  }

  struct Value: Sendable {
    var source: SourceText
    /// `nil`: the text that matched.
    var out: TemplateValue?
    var context: [TemplateValue.Entry]
    var metadata: TemplateValue?
    var isTemplate: Bool
  }

  var kind: Kind
  /// Where it is first written.
  var file: String
  var line: Int
}

/// Numbers from … to, as digits or words.
struct TemplateRange: Sendable, Hashable {
  enum Fractions: String, Sendable {
    case halves, tenths
  }

  var from: Int
  var to: Int
  var step = 1
  var multiplier: Double?
  var fractions: Fractions?
  var digits = true
  var words = true
  var wordsLanguage: String?

  /// The range that a reference writes out instead of naming a list: `0..100`, or `0..100,5` in steps of 5.
  init?(inline text: String) {
    guard let dots = text.firstRange(of: "..") else { return nil }
    let limits = text[dots.upperBound...].split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
    guard let from = Self.number(text[..<dots.lowerBound]), let to = limits.first.flatMap(Self.number),
      let step = limits.count == 2 ? Self.number(limits[1]) : 1, from <= to, step > 0
    else { return nil }
    self.init(from: from, to: to, step: step)
  }

  init(from: Int, to: Int, step: Int = 1) {
    self.from = from
    self.to = to
    self.step = step
  }

  private static func number(_ digits: Substring) -> Int? {
    digits.count <= 9 && digits.allSatisfy { $0.isASCII && $0.isNumber } ? Int(digits) : nil
  }

  /// Whether it allows a number; numbers are told apart to the tenth.
  func contains(_ number: Double) -> Bool {
    guard number >= Double(from), number < Double(to) + 1 else { return false }
    let tenths = (number * 10).rounded()
    guard abs(tenths - number * 10) < 1e-6 else { return false }
    let (whole, part) = Self.parts(Int(tenths))
    guard whole <= to, (whole - from).isMultiple(of: step) else { return false }
    return switch fractions {
    case nil: part == 0
    case .halves: part == 0 || part == 5
    case .tenths: true
    }
  }

  /// The whole number below, and the tenths above it.
  private static func parts(_ tenths: Int) -> (whole: Int, part: Int) {
    let part = ((tenths % 10) + 10) % 10
    return ((tenths - part) / 10, part)
  }

  /// Every number it allows, in order.
  var numbers: some Sequence<Double> {
    stride(from: from, through: to, by: step).lazy.flatMap { whole in
      let parts: [Double] =
        switch fractions {
        case nil: [0]
        case .halves: [0, 0.5]
        case .tenths: (0...9).map { Double($0) / 10 }
        }
      return parts.map { ((Double(whole) + $0) * 10).rounded() / 10 }
    }
  }
}

/// HassIL documents, merged in order: intents with their sentences, lists, rules and skip words.
public struct TemplateDocument: Sendable {
  /// The code of the language, for the spellings of numbers.
  public var language: String?
  var ignoresSpace = false
  /// Whether a list value may end with `*`, which stands for the rest of a word. HassIL has no such sign.
  var starEndsWord = false
  var blocks: [TemplateBlock] = []
  var lists: [String: TemplateList] = [:]
  /// Lists that take the place of the document's lists of the same name.
  private(set) var givenLists: [String: TemplateList] = [:]
  var rules: [String: SourceText] = [:]
  var skipWords: [String] = []
  /// What is wrong with the files, all of it.
  public internal(set) var faults: [ContentFault] = []

  public init() {}

  /// Adds a file. A list or an intent that is there already gets more values or blocks; a rule is overwritten.
  public mutating func add(_ root: TemplateNode, file: String) {
    var reader = TemplateDocumentReader(file: file)
    reader.read(root, into: &self)
    faults.append(contentsOf: reader.faults)
  }

  /// Lists that take the place of the document's lists of the same name.
  public mutating func overrideLists(_ root: TemplateNode, file: String) {
    var reader = TemplateDocumentReader(file: file)
    for (name, list) in reader.lists(root) { givenLists[name] = list }
    faults.append(contentsOf: reader.faults)
  }

  /// The blocks by intent, in the order in which the intents appear first.
  var orderedBlocks: [TemplateBlock] {
    var places: [String: Int] = [:]
    for block in blocks where places[block.intent] == nil { places[block.intent] = places.count }
    return blocks.enumerated().sorted { one, other in
      (places[one.element.intent] ?? 0, one.offset) < (places[other.element.intent] ?? 0, other.offset)
    }.map(\.element)
  }
}

/// Turns values into the parts of a document and gathers everything that is wrong.
struct TemplateDocumentReader {
  let file: String
  var faults: [ContentFault] = []

  init(file: String) {
    self.file = file
  }

  private mutating func fault(_ line: Int, _ message: String) {
    faults.append(ContentFault(file: file, line: line, message: message))
  }

  mutating func read(_ root: TemplateNode, into document: inout TemplateDocument) {
    guard let entries = root.entries else {
      return fault(root.line, "the file is not a map: begin with `language:`")
    }
    for entry in entries {
      switch entry.key {
      case "language": document.language = entry.node.text
      case "settings": document.ignoresSpace = entry.node["ignore_whitespace"]?.bool ?? document.ignoresSpace
      case "intents": readIntents(entry.node, into: &document)
      case "lists": merge(lists(entry.node), into: &document)
      case "expansion_rules": document.rules.merge(rules(entry.node)) { _, later in later }
      case "skip_words": document.skipWords += (entry.node.items ?? []).compactMap(\.text)
      default: break
      }
    }
  }

  private mutating func merge(_ lists: [(String, TemplateList)], into document: inout TemplateDocument) {
    for (name, list) in lists {
      if case .values(let more) = list.kind, var known = document.lists[name], case .values(let values) = known.kind {
        known.kind = .values(values + more)
        document.lists[name] = known
      } else {
        document.lists[name] = list
      }
    }
  }

  private mutating func readIntents(_ node: TemplateNode, into document: inout TemplateDocument) {
    guard let intents = node.entries else { return fault(node.line, "`intents` is not a map of intent names") }
    for intent in intents {
      guard let blocks = intent.node["data"]?.items else {
        fault(intent.line, "the intent \(intent.key) has no list `data`: add `data:` with `- sentences:` entries")
        continue
      }
      for block in blocks {
        if let read = self.block(block, intent: intent.key) { document.blocks.append(read) }
      }
    }
  }

  private mutating func block(_ node: TemplateNode, intent: String) -> TemplateBlock? {
    guard let sentences = node["sentences"]?.items else {
      fault(node.line, "an entry of \(intent) has no list `sentences`")
      return nil
    }
    let texts = sentences.compactMap { sentence -> SourceText? in
      if let text = sentence.text { return SourceText(text: text, file: file, line: sentence.line) }
      fault(sentence.line, "a sentence of \(intent) is not a text: put it in quotes")
      return nil
    }
    return TemplateBlock(
      intent: intent, sentences: texts, slots: values(node["slots"]), response: node["response"]?.text,
      requiresContext: values(node["requires_context"]), excludesContext: values(node["excludes_context"]),
      metadata: node["metadata"].flatMap { $0.isNull ? nil : $0.value },
      requiredKeywords: node["required_keywords"]?.items.flatMap { $0.isEmpty ? nil : Set($0.compactMap(\.text)) },
      rules: node["expansion_rules"].map { rules($0) } ?? [:],
      lists: Dictionary(node["lists"].map { lists($0) } ?? [], uniquingKeysWith: { _, later in later }))
  }

  private func values(_ node: TemplateNode?) -> [TemplateValue.Entry] {
    if case .map(let entries)? = node?.value { entries } else { [] }
  }

  private mutating func rules(_ node: TemplateNode) -> [String: SourceText] {
    var rules: [String: SourceText] = [:]
    for entry in node.entries ?? [] {
      guard let text = entry.node.text else {
        fault(entry.line, "the rule <\(entry.key)> is not a text: write its template in quotes")
        continue
      }
      rules[entry.key] = SourceText(text: text, file: file, line: entry.node.line)
    }
    return rules
  }

  mutating func lists(_ node: TemplateNode) -> [(String, TemplateList)] {
    (node.entries ?? []).compactMap { entry in
      guard let kind = kind(entry) else { return nil }
      return (entry.key, TemplateList(kind: kind, file: file, line: entry.line))
    }
  }

  private mutating func kind(_ entry: TemplateNode.Entry) -> TemplateList.Kind? {
    if let values = entry.node["values"] {
      guard let items = values.items else {
        fault(entry.line, "`values` of the list {\(entry.key)} is not a list")
        return nil
      }
      return .values(items.compactMap { value($0, list: entry.key) })
    }
    if let range = entry.node["range"] { return self.range(range, list: entry.key).map { .range($0) } }
    if entry.node["wildcard"]?.bool == true { return .wildcard }
    fault(entry.line, "the list {\(entry.key)} needs one of `values:`, `range:`, `wildcard: true`")
    return nil
  }

  private mutating func value(_ node: TemplateNode, list: String) -> TemplateList.Value? {
    guard let text = node.text ?? node["in"]?.text else {
      fault(node.line, "a value of the list {\(list)} has no text: write a text, or a map with `in`")
      return nil
    }
    let line = node["in"]?.line ?? node.line
    let isTemplate = TemplateParser.isTemplate(text)
    let isPlainText = node.entries == nil && !isTemplate
    let out: TemplateValue? = isPlainText ? .text(text) : node["out"].flatMap { $0.isNull ? nil : $0.value }
    return TemplateList.Value(
      source: SourceText(text: text, file: file, line: line), out: out, context: values(node["context"]),
      metadata: node["metadata"].flatMap { $0.isNull ? nil : $0.value }, isTemplate: isTemplate)
  }

  private mutating func range(_ node: TemplateNode, list: String) -> TemplateRange? {
    guard let from = node["from"]?.integer, let to = node["to"]?.integer else {
      fault(node.line, "the range {\(list)} needs whole numbers `from` and `to`")
      return nil
    }
    let step = node["step"]?.integer ?? 1
    guard step > 0, abs(from) <= 1_000_000_000, abs(to) <= 1_000_000_000 else {
      fault(node.line, "the range {\(list)} needs a `step` above 0 and limits within a billion")
      return nil
    }
    var range = TemplateRange(from: from, to: to, step: step)
    range.multiplier = node["multiplier"]?.number
    if let fractions = node["fractions"]?.text {
      range.fractions = TemplateRange.Fractions(rawValue: fractions)
      if range.fractions == nil {
        fault(node.line, "`fractions` of {\(list)} is `halves` or `tenths`, not \(fractions)")
      }
    }
    range.digits = node["digits"]?.bool ?? true
    range.words = node["words"]?.bool ?? true
    range.wordsLanguage = node["words_language"]?.text
    return range
  }
}
