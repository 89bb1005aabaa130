import Intents
import Language

/// Documents as Swift literals; every item is on its own line, counted from 1 in the order of writing.
indirect enum Literal: ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
  case text(String)
  case list([Literal])
  case map([(String, Literal)])
  case null

  init(stringLiteral value: String) { self = .text(value) }
  init(integerLiteral value: Int) { self = .text(String(value)) }
  init(booleanLiteral value: Bool) { self = .text(value ? "true" : "false") }
  init(nilLiteral: ()) { self = .null }
  init(arrayLiteral elements: Literal...) { self = .list(elements) }
  init(dictionaryLiteral elements: (String, Literal)...) { self = .map(elements) }

  var yaml: YAMLValue {
    var line = 1
    return yaml(&line)
  }

  private func yaml(_ line: inout Int) -> YAMLValue {
    let own = line
    switch self {
    case .null: return .null(line: own)
    case .text(let text): return .scalar(text, line: own)
    case .list(let items):
      return .sequence(
        items.map { item in
          line += 1
          return item.yaml(&line)
        }, line: own)
    case .map(let entries):
      return .mapping(
        entries.map { key, value in
          line += 1
          return YAMLValue.Entry(key: key, line: line, value: value.yaml(&line))
        }, line: own)
    }
  }
}

extension TemplateDocument {
  init(_ literal: Literal) {
    self.init()
    add(TemplateNode(literal.yaml), file: "test.yaml")
  }
}

extension TemplateRecognizer {
  /// One intent `T` with these sentences.
  static func of(
    _ sentences: [String], lists: Literal = [:], rules: Literal = [:]
  ) throws(ContentFaults) -> TemplateRecognizer {
    try TemplateRecognizer(
      TemplateDocument([
        "language": "en", "intents": ["T": ["data": [["sentences": .list(sentences.map { .text($0) })]]]],
        "lists": lists,
        "expansion_rules": rules,
      ]))
  }
}
