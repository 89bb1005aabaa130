import Language
import Vocabulary

/// A Markdown file of the content: its head, already read as YAML, and its body.
public struct MarkdownDocument: Sendable, Hashable {
  /// Relative to the content folder: `common/topics/customs.fi.md`.
  public var file: String
  public var lang: Language
  public var head: YAMLValue
  public var body: String
  /// The line of the file on which the body begins.
  public var bodyLine: Int

  public init(file: String, lang: Language, head: YAMLValue, body: String, bodyLine: Int) {
    self.file = file
    self.lang = lang
    self.head = head
    self.body = body
    self.bodyLine = bodyLine
  }
}

/// Turns a Markdown document into an article (the format stands in `docs/content.md`).
struct ArticleReader {
  private let file: String
  private let isMarket: Bool
  private(set) var faults: [ContentFault] = []

  static func read(_ document: MarkdownDocument, isMarket: Bool) -> (
    article: Article, market: Market?, faults: [ContentFault]
  ) {
    var head = MappingReader(file: document.file, value: document.head, what: "the head")
    let id = head.text("id")
    let title = head.text("title")
    let checked = head.requiredDay("checked")
    let sources = head.texts("sources")
    var market: Market?
    if isMarket {
      market = Market(
        code: id, group: head.choice("group", of: MarketGroup.self) ?? .far, currency: head.text("currency"),
        vat: head.number("vat"))
    }
    var reader = ArticleReader(file: document.file, isMarket: isMarket)
    let parts = reader.parts(of: document.body, firstLine: document.bodyLine)
    let article = Article(id: id, lang: document.lang, title: title, checked: checked, sources: sources, parts: parts)
    return (article, market, head.finish() + reader.faults)
  }

  private init(file: String, isMarket: Bool) {
    self.file = file
    self.isMarket = isMarket
  }

  private mutating func parts(of body: String, firstLine: Int) -> [Part] {
    var parts: [Part] = []
    var lines: [Substring] = []
    var part: Part?
    func closed(_ part: Part, _ lines: [Substring], _ reader: inout ArticleReader) -> Part {
      reader.fill(part, with: lines)
    }
    for (offset, line) in body.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.hasPrefix("## ") {
        if let part { parts.append(closed(part, lines, &self)) }
        part = heading(line.dropFirst(3), line: firstLine + offset)
        lines = []
      } else if part != nil {
        lines.append(line)
      } else if !line.trimmingWhitespace().isEmpty {
        fault("text before the first '## part'; begin with '## what'", at: firstLine + offset)
      }
    }
    if let part { parts.append(closed(part, lines, &self)) }
    return parts
  }

  private mutating func heading(_ text: Substring, line: Int) -> Part? {
    let halves = text.split(separator: "|", maxSplits: 1)
    let words = halves[0].split(whereSeparator: \.isWhitespace)
    var condition: Condition?
    if halves.count == 2 {
      do {
        condition = try Condition(String(halves[1]))
      } catch {
        fault(error.description, at: line)
      }
    }
    guard let name = name(of: words) else {
      fault(
        "'\(halves[0].trimmingWhitespace())' is no part; known are what, do, cost_or_need, where, ask <fact>, no_step",
        at: line)
      return nil
    }
    return Part(name: name, condition: condition, text: "", deeds: [], sources: nil, line: line)
  }

  private func name(of words: [Substring]) -> Part.Name? {
    switch (words.first, words.count) {
    case ("what", 1): .what
    case ("do", 1): .deeds
    case ("cost_or_need", 1): .costOrNeed
    case ("where", 1): .place
    case ("no_step", 1): .noStep
    case ("ask", 2): .ask(String(words[1]))
    case (let topic?, 1) where isMarket: .topic(String(topic))
    default: nil
    }
  }

  private mutating func fill(_ part: Part, with lines: [Substring]) -> Part {
    var part = part
    var text: [String] = []
    for (offset, line) in lines.enumerated() {
      let trimmed = line.trimmingWhitespace()
      if text.isEmpty && part.deeds.isEmpty && trimmed.hasPrefix("sources:") {
        part.sources = trimmed.dropFirst("sources:".count).split(separator: ",").map { $0.trimmingWhitespace() }
      } else if part.name == .deeds {
        addDeed(trimmed, to: &part, line: part.line + offset + 1)
      } else if !trimmed.isEmpty || !text.isEmpty {
        text.append(trimmed)
      }
    }
    part.text = text.joined(separator: "\n").trimmingWhitespace().replacingSingleNewlines()
    if part.name != .deeds && part.name != .noStep && part.text.isEmpty {
      fault("this part is empty; write its text or take it away", at: part.line)
    }
    return part
  }

  /// `1. [step_id] Text`; a line without a number goes on with the deed before it.
  private mutating func addDeed(_ line: String, to part: inout Part, line number: Int) {
    if line.isEmpty { return }
    guard let first = line.first, first.isNumber, let dot = line.firstIndex(of: ".") else {
      guard let last = part.deeds.indices.last else {
        return fault("a deed is written '1. [step_id] Text'", at: number)
      }
      part.deeds[last].text += " " + line
      return
    }
    let rest = line[line.index(after: dot)...].trimmingWhitespace()
    guard rest.hasPrefix("["), let close = rest.firstIndex(of: "]") else {
      return fault("a deed is written '1. [step_id] Text'", at: number)
    }
    let id = rest[rest.index(after: rest.startIndex)..<close]
    let text = rest[rest.index(after: close)...].trimmingWhitespace()
    part.deeds.append(Deed(id: String(id), text: text))
  }

  private mutating func fault(_ message: String, at line: Int) {
    faults.append(ContentFault(file: file, line: line, message: message))
  }
}

extension String {
  /// Lines of one paragraph become one line; an empty line stays between paragraphs.
  func replacingSingleNewlines() -> String {
    split(separator: "\n", omittingEmptySubsequences: false)
      .split(whereSeparator: \.isEmpty)
      .map { $0.joined(separator: " ") }
      .joined(separator: "\n")
  }
}
