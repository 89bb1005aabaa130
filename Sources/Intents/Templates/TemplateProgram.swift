/// A literal chunk, ready for comparison.
struct TemplateLiteral: Sendable, Hashable {
  /// Caseless.
  let scalars: [Unicode.Scalar]
  /// Index of the first that is no white space.
  let leadingSpaces: Int
  /// Without any white space.
  let packed: [Unicode.Scalar]
  let isBlank: Bool
  let endsWithSpace: Bool
  /// Whether the rest of a word may follow.
  let isBeginning: Bool
  /// Length without outer white space: what a match adds to the score.
  let score: Int

  /// - Parameter starEndsWord: whether a `*` at the end of the word stands for the rest of it.
  init(_ text: String, starEndsWord: Bool) {
    var scalars = Array(text.unicodeScalars)
    isBeginning = starEndsWord && PreparedText.trimmed(scalars).last == "*"
    if isBeginning { scalars.removeAll { $0 == "*" } }
    self.scalars = scalars.map(TextFoldingTable.caseless)
    leadingSpaces = scalars.prefix(while: PreparedText.isSpace).count
    packed = self.scalars.filter { !PreparedText.isSpace($0) }
    isBlank = packed.isEmpty
    endsWithSpace = scalars.last == " "
    score = PreparedText.trimmed(scalars).count
  }

  var isEmpty: Bool { scalars.isEmpty }
}

/// A list reference, ready for matching.
struct TemplateListReference: Sendable {
  let slot: String
  let list: Int
  let endsWord: Bool
}

/// A list, ready for matching.
struct TemplateValues: Sendable {
  enum Kind: Sendable {
    case values([Value], index: ValueIndex)
    case range(RangeMatcher)
    case wildcard
  }

  struct Value: Sendable {
    /// Where its expression begins in the program.
    var start: Int32
    /// Scalars of a plain text; templates have none.
    var plainLength: Int?
    var out: TemplateValue?
    var context: [TemplateValue.Entry]
    var metadata: TemplateValue?
  }

  var kind: Kind
}

/// One step of a program; `next` and `targets` are indices of steps.
enum TemplateStep: Sendable {
  case done
  case fail
  case literal(Int32, next: Int32)
  case branch(targets: Range<Int32>)
  case list(Int32, next: Int32)
}

/// Templates compiled to steps that share what follows them, so that a template of n parts has about n steps.
struct TemplateProgram: Sendable {
  var steps: [TemplateStep] = [.done, .fail]
  var targets: [Int32] = []
  var literals: [TemplateLiteral] = []
  var references: [TemplateListReference] = []
  var lists: [TemplateValues] = []

  static let done: Int32 = 0
  static let fail: Int32 = 1
}

/// One sentence of a block, compiled.
struct CompiledTemplate: Sendable {
  var start: Int32
  var block: Int32
  var source: SourceText
}
