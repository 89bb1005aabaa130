import Language

/// What is wrong with the text of a template.
public struct TemplateSyntaxError: Error, Sendable, Hashable, CustomStringConvertible {
  public var description: String
}

/// Reads the HassIL template language: `turn on [the] (light|lamp) in {area} <please>`.
public struct TemplateParser {
  /// Brackets inside brackets: deeper is refused, so that reading never exhausts the stack.
  public static let depthMax = 60
  /// Scalars of one template.
  public static let lengthMax = 20_000

  private let source: [Unicode.Scalar]
  private var position = 0

  /// - Throws: `TemplateSyntaxError` that says what is wrong and where.
  public static func parse(_ text: String) throws(TemplateSyntaxError) -> TemplateExpression {
    let source = Array(text.unicodeScalars)
    guard source.count <= lengthMax else {
      throw TemplateSyntaxError(description: "the template has more than \(lengthMax) characters: split it")
    }
    var parser = TemplateParser(source: trimmed(source))
    guard !parser.source.isEmpty else {
      throw TemplateSyntaxError(description: "the template is empty: write a sentence")
    }
    let whole = try parser.group(closing: nil, depth: 0)
    if case .sequence(let items) = whole, items.count == 1, let only = items.first {
      switch only {
      case .sequence, .alternatives, .permutation: return only
      case .text, .list, .rule: break
      }
    }
    return whole
  }

  /// Whether a plain text has a sign that makes it a template, in its first line.
  public static func isTemplate(_ text: String) -> Bool {
    text.unicodeScalars.prefix { $0 != "\n" }.contains { "(){}<>[]|".unicodeScalars.contains($0) }
  }

  private init(source: [Unicode.Scalar]) {
    self.source = source
  }

  private static func trimmed(_ source: [Unicode.Scalar]) -> [Unicode.Scalar] {
    let start = source.firstIndex { !PreparedText.isSpace($0) } ?? source.endIndex
    let end = source.lastIndex { !PreparedText.isSpace($0) }.map { $0 + 1 } ?? start
    return Array(source[start..<end])
  }

  private func fault(_ what: String) -> TemplateSyntaxError {
    TemplateSyntaxError(description: "\(what) (character \(position + 1))")
  }

  /// The content of a bracket, to its closing sign or the end of the template.
  private mutating func group(closing: Unicode.Scalar?, depth: Int) throws(TemplateSyntaxError) -> TemplateExpression {
    guard depth <= Self.depthMax else { throw fault("brackets are nested more than \(Self.depthMax) deep: use a rule") }
    let start = position
    var branches = Branches()
    while true {
      guard position < source.count else {
        if let closing { throw fault("'\(closing)' is missing") }
        break
      }
      let sign = source[position]
      if sign == closing { break }
      switch sign {
      case "(":
        position += 1
        branches.items.append(try group(closing: ")", depth: depth + 1))
        position += 1
      case "[":
        position += 1
        branches.items.append(Self.optional(try group(closing: "]", depth: depth + 1)))
        position += 1
      case "{":
        branches.items.append(try listReference(closing: closing))
      case "<":
        branches.items.append(.rule(String(try braced("<", ">"))))
      case ")", "]", "}", ">":
        throw fault("'\(sign)' has no opening sign: write \\\(sign) for the sign itself")
      case "|":
        position += 1
        branches.endAlternative()
      case ";":
        guard branches.endItem() else {
          throw fault("';' after '|' in one bracket: put one of them in brackets of its own")
        }
        position += 1
      default:
        branches.items.append(contentsOf: try literal())
      }
    }
    if position == start { throw fault("the brackets are empty") }
    return branches.whole()
  }

  private static func optional(_ content: TemplateExpression) -> TemplateExpression {
    if case .alternatives(let items, isOptional: false) = content {
      return .alternatives(items + [.text("")], isOptional: true)
    }
    return .alternatives([content, .text("")], isOptional: true)
  }

  /// `{list}` or `{list:slot}`; `{@list}` stands for `{list:@list}`.
  private mutating func listReference(closing: Unicode.Scalar?) throws(TemplateSyntaxError) -> TemplateExpression {
    let content = try braced("{", "}")
    let endsWord = position < source.count && source[position] != closing && PreparedText.isSpace(source[position])
    let parts = content.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let name = parts.first ?? content
    if parts.count == 1, name.hasPrefix("@"), name.count > 1 {
      return .list(name: String(name.dropFirst()), slot: name, endsWord: endsWord)
    }
    return .list(name: name, slot: parts.count == 2 ? parts[1] : name, endsWord: endsWord)
  }

  private mutating func braced(_ open: Unicode.Scalar, _ close: Unicode.Scalar) throws(TemplateSyntaxError) -> String {
    position += 1
    var content = String.UnicodeScalarView()
    var depth = 1
    while position < source.count {
      let scalar = source[position]
      position += 1
      switch scalar {
      case "\\":
        guard position < source.count else { throw fault("'\\' at the end escapes nothing") }
        content.append(source[position])
        position += 1
        continue
      case open: depth += 1
      case close:
        depth -= 1
        if depth == 0 {
          guard !content.isEmpty else { throw fault("'\(open)\(close)' names nothing") }
          return String(content)
        }
      default: break
      }
      content.append(scalar)
    }
    throw fault("'\(close)' is missing")
  }

  /// Plain text up to the next sign, cut into words: a word, its one leading space and the spaces after it.
  private mutating func literal() throws(TemplateSyntaxError) -> [TemplateExpression] {
    var chunks: [TemplateExpression] = []
    var chunk: [Unicode.Scalar] = []
    var hasWord = false
    var isFirst = true
    while position < source.count, !Self.isSign(source[position]) {
      let scalar = source[position]
      if scalar != " " {
        let follows = chunk.last == " "
        // HassIL does not cut before an escaped sign.
        if follows, scalar != "\\", hasWord || (isFirst && chunk.count > 1) {
          chunks.append(Self.chunk(chunk))
          chunk = []
        }
        hasWord = true
        isFirst = false
        if scalar == "\\" {
          position += 1
          guard position < source.count else { throw fault("'\\' at the end escapes nothing") }
          chunk.append(source[position])
          position += 1
          continue
        }
      }
      chunk.append(scalar)
      position += 1
    }
    if !chunk.isEmpty { chunks.append(Self.chunk(chunk)) }
    return chunks
  }

  private static func chunk(_ scalars: [Unicode.Scalar]) -> TemplateExpression {
    .text(PreparedText.normalized(scalars))
  }

  private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "(", ")", "[", "]", "{", "}", "<", ">", "|", ";": true
    default: false
    }
  }
}

/// The branches of one bracket as they are read.
private struct Branches {
  var items: [TemplateExpression] = []
  private var alternatives: [TemplateExpression] = []
  private var permuted: [[TemplateExpression]] = []
  private var hasAlternatives = false

  mutating func endAlternative() {
    alternatives.append(ended(isPadded: false))
    hasAlternatives = true
  }

  /// Whether an item of a permutation may end here.
  mutating func endItem() -> Bool {
    if hasAlternatives { return false }
    permuted.append(items)
    items = []
    return true
  }

  mutating func whole() -> TemplateExpression {
    if !hasAlternatives { return ended(isPadded: true) }
    alternatives.append(ended(isPadded: false))
    return .alternatives(alternatives, isOptional: false)
  }

  /// The branch read so far. A permutation that is the whole bracket has its items padded with spaces.
  private mutating func ended(isPadded: Bool) -> TemplateExpression {
    defer { items = [] }
    if permuted.isEmpty { return .sequence(items) }
    permuted.append(items)
    defer { permuted = [] }
    let padding = isPadded ? [TemplateExpression.text(" ")] : []
    return .permutation(permuted.map { .sequence(padding + $0 + padding) })
  }
}
