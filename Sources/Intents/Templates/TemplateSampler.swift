import Language

/// Writes out the sentences that a template stands for: what a rule promises can be read and tested.
public struct TemplateSampler: Sendable {
  private var document: TemplateDocument
  private let spellings: NumberSpellings

  public init(_ document: TemplateDocument, spellings: NumberSpellings = NumberSpellings()) {
    self.document = document
    self.spellings = spellings
  }

  /// A document's templates with where they are written: intent, sentence, file, line.
  public var templates: [(intent: String, sentence: String, file: String, line: Int)] {
    document.blocks.flatMap { block in
      block.sentences.map { (block.intent, $0.text, $0.file, $0.line) }
    }
  }

  /// Up to `countMax` sentences; a wildcard stands as `{name}`.
  /// - Throws: `TemplateSyntaxError` for a template, rule or list that cannot be written out.
  public func sentences(of template: String, countMax: Int) throws(TemplateSyntaxError) -> [String] {
    try texts(TemplateParser.parse(template), countMax, open: []).map {
      PreparedText.normalized($0)
    }
  }

  /// The same with the lists and rules of a block.
  func scoped(to block: TemplateBlock) -> TemplateSampler {
    var scoped = self
    scoped.document.lists.merge(block.lists) { _, own in own }
    scoped.document.rules.merge(block.rules) { _, own in own }
    return scoped
  }

  /// A sentence by chance.
  /// - Parameter filler: stands for each wildcard.
  /// - Throws: `TemplateSyntaxError` for a template, rule or list that cannot be written out.
  func sentence(
    of template: String, filler: String, using random: inout some RandomNumberGenerator
  ) throws(TemplateSyntaxError) -> String {
    let text = try text(TemplateParser.parse(template), filler, depth: 0, &random)
    let whole = Self.trimmed(PreparedText.normalized(text))
    return document.starEndsWord ? whole.replacing("*", with: "") : whole
  }

  private func text(
    _ expression: TemplateExpression, _ filler: String, depth: Int, _ random: inout some RandomNumberGenerator
  ) throws(TemplateSyntaxError) -> String {
    guard depth < 2 * TemplateParser.depthMax else { throw TemplateSyntaxError(description: "it has no end") }
    switch expression {
    case .text(let text): return text
    case .sequence(let items):
      var whole = ""
      for item in items { whole += try text(item, filler, depth: depth + 1, &random) }
      return whole
    case .alternatives(let items, _):
      guard let item = items.randomElement(using: &random) else { return "" }
      return try text(item, filler, depth: depth + 1, &random)
    case .permutation(let items):
      return try text(.sequence(items.shuffled(using: &random)), filler, depth: depth + 1, &random)
    case .rule(let name):
      guard let rule = document.rules[name] else {
        throw TemplateSyntaxError(description: "there is no rule <\(name)>")
      }
      return try text(TemplateParser.parse(rule.text), filler, depth: depth + 1, &random)
    case .list(let name, _, _):
      switch document.lists[name]?.kind ?? TemplateRange(inline: name).map({ .range($0) }) {
      case nil: throw TemplateSyntaxError(description: "there is no list {\(name)}")
      case .wildcard: return filler
      case .range(let range):
        let steps = (range.to - range.from) / range.step
        return steps < 0 ? "" : String(range.from + range.step * Int.random(in: 0...steps, using: &random))
      case .values(let values):
        guard let value = values.randomElement(using: &random) else { return "" }
        if !value.isTemplate { return value.source.text }
        return try text(TemplateParser.parse(value.source.text), filler, depth: depth + 1, &random)
      }
    }
  }

  private func texts(
    _ expression: TemplateExpression, _ countMax: Int, open: [String]
  ) throws(TemplateSyntaxError) -> [String] {
    switch expression {
    case .text(let text): return [text]
    case .sequence(let items):
      var all = [""]
      for item in items {
        let more = try texts(item, countMax, open: open)
        all = Array(all.lazy.flatMap { head in more.lazy.map { head + $0 } }.prefix(countMax))
      }
      return all
    case .alternatives(let items, _):
      var all: [String] = []
      for item in items where all.count < countMax { all += try texts(item, countMax - all.count, open: open) }
      return all
    case .permutation(let items):
      return try permutations(items, countMax, open: open)
    case .list(let name, _, _): return try values(name, countMax, open: open)
    case .rule(let name):
      guard let rule = document.rules[name], !open.contains("<\(name)>"), open.count < TemplateParser.depthMax else {
        throw TemplateSyntaxError(description: "the rule <\(name)> is missing or uses itself")
      }
      return try texts(TemplateParser.parse(rule.text), countMax, open: open + ["<\(name)>"])
    }
  }

  private func permutations(
    _ items: [TemplateExpression], _ countMax: Int, open: [String]
  ) throws(TemplateSyntaxError) -> [String] {
    if items.count <= 1 {
      return try items.first.map { item throws(TemplateSyntaxError) in try texts(item, countMax, open: open) } ?? [""]
    }
    var all: [String] = []
    for index in items.indices where all.count < countMax {
      var rest = items
      let first = try texts(rest.remove(at: index), countMax, open: open)
      let others = try permutations(rest, countMax, open: open)
      all += first.lazy.flatMap { head in others.lazy.map { PreparedText.normalized(Self.trimmed(head + $0)) } }
        .prefix(countMax - all.count)
    }
    return all
  }

  private static func trimmed(_ text: String) -> String {
    PreparedText.string(PreparedText.trimmed(Array(text.unicodeScalars)))
  }

  private func values(_ name: String, _ countMax: Int, open: [String]) throws(TemplateSyntaxError) -> [String] {
    if document.lists[name] == nil, let range = TemplateRange(inline: name) { return numbers(range, countMax) }
    guard let list = document.lists[name], !open.contains("{\(name)}") else {
      throw TemplateSyntaxError(description: "the list {\(name)} is missing or uses itself")
    }
    switch list.kind {
    case .wildcard: return ["{\(name)}"]
    case .range(let range): return numbers(range, countMax)
    case .values(let values):
      var all: [String] = []
      for value in values where all.count < countMax {
        let content = value.isTemplate ? try TemplateParser.parse(value.source.text) : .text(value.source.text)
        all += try texts(content, countMax - all.count, open: open + ["{\(name)}"])
      }
      return all
    }
  }

  private func numbers(_ range: TemplateRange, _ countMax: Int) -> [String] {
    let digits = range.numbers.prefix(countMax).map { number in
      Int(exactly: number).map(String.init) ?? String(number)
    }
    guard range.words, let language = range.wordsLanguage ?? document.language else { return digits }
    return Array((digits + spellings.spellings(of: range, in: language).map(\.spelling)).prefix(countMax))
  }
}
