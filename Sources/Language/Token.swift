/// One word, number or sign of a message.
public struct Token: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    case word, number
    /// Money, percent, plus, emoji.
    case sign
    /// Punctuation that a rule may ask for; it never parts neighbours.
    case mark
  }

  /// As typed.
  public var text: String
  /// Folded, and without a case ending after a colon (`EU:ssa` → `eu`).
  public var folded: String
  public var kind: Kind
  /// Where it stands, in Unicode scalars of the message.
  public var range: Range<Int>

  public init(text: String, folded: String, kind: Kind, range: Range<Int>) {
    self.text = text
    self.folded = folded
    self.kind = kind
    self.range = range
  }
}

/// A message cut into tokens.
public struct TokenizedText: Sendable {
  public let scalars: [Unicode.Scalar]
  public let tokens: [Token]
  /// Whether a question mark stands in it.
  public let hasQuestionMark: Bool

  /// - Parameter text: the message; composed (NFC) here, and without what is not seen: zero-width and direction signs.
  public init(_ text: String) {
    let scalars = Array(TextFolding.composed(text).unicodeScalars).filter { !Self.isUnseen($0) }
    self.scalars = scalars
    hasQuestionMark = scalars.contains("?")
    var tokens: [Token] = []
    var position = 0
    while position < scalars.count {
      if let token = Self.token(in: scalars, at: position) {
        tokens.append(token)
        position = token.range.upperBound
      } else {
        position += 1
      }
    }
    self.tokens = tokens
  }

  /// Format characters such as ZERO WIDTH SPACE, SOFT HYPHEN and the signs of direction, which pasted text is full of.
  private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0xAD && scalar.properties.generalCategory == .format
  }

  /// The words of some tokens as the person typed them, with what stands between.
  public func words(_ range: Range<Int>) -> String {
    guard let first = tokens[range].first, let last = tokens[range].last else { return "" }
    return string(first.range.lowerBound..<last.range.upperBound)
  }

  public func string(_ range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[range])
    return String(view)
  }

  private static func token(in scalars: [Unicode.Scalar], at start: Int) -> Token? {
    let first = scalars[start]
    if isInner(first) {
      var end = start + 1
      while end < scalars.count, isInner(scalars[end]) || joins(scalars, at: end) { end += 1 }
      return word(scalars, start..<end)
    }
    guard let kind = sign(first) else { return nil }
    return Token(text: String(first), folded: String(first), kind: kind, range: start..<(start + 1))
  }

  private static func word(_ scalars: [Unicode.Scalar], _ range: Range<Int>) -> Token {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[range])
    let text = String(view)
    var folded = TextFolding.folded(text).replacing("’", with: "'")
    let isNumber = scalars[range.lowerBound].properties.numericType == .decimal
    if !isNumber, let colon = folded.firstIndex(of: ":") { folded = String(folded[..<colon]) }
    return Token(text: text, folded: folded, kind: isNumber ? .number : .word, range: range)
  }

  /// Letters, digits and the marks on them.
  private static func isInner(_ scalar: Unicode.Scalar) -> Bool {
    if TextFolding.isWordCharacter(scalar) { return true }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: return scalar.value < 0xFE00 || scalar.value > 0xFE0F
    default: return false
    }
  }

  /// Signs that join when a letter or digit stands on both sides: `EU-tuki`, `don't`, `EU:ssa`, `R&D`, `1,5`.
  private static func joins(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
    guard index > 0, index + 1 < scalars.count else { return false }
    let before = scalars[index - 1]
    let after = scalars[index + 1]
    guard isInner(before), isInner(after) else { return false }
    let digits = before.properties.numericType == .decimal && after.properties.numericType == .decimal
    switch scalars[index] {
    case "-", "‐", "‑", "'", "’", "&": return true
    case ".", ",": return digits
    case ":": return true
    default: return false
    }
  }

  /// Signs that carry meaning.
  private static func sign(_ scalar: Unicode.Scalar) -> Token.Kind? {
    switch scalar {
    case "%", "+": return .sign
    case "?", "!", ":", "=", "/": return .mark
    default: break
    }
    switch scalar.properties.generalCategory {
    case .currencySymbol, .otherSymbol: return .sign
    default: return nil
    }
  }
}
