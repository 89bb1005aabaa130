/// A literal chunk, ready for comparison; its letters lie in the program.
struct TemplateLiteral: Sendable {
  /// Caseless letters.
  var letters: Range<Int32>
  /// The same without any white space.
  var packed: Range<Int32>
  /// White space at the beginning.
  var leadingSpaces: Int32
  /// Length without outer white space: what a match adds to the score.
  var score: Int32
  var isBlank: Bool
  var endsWithSpace: Bool
  /// Whether the rest of a word may follow.
  var isBeginning: Bool

  var isEmpty: Bool { letters.isEmpty }
}

/// A list reference, ready for matching.
struct TemplateListReference: Sendable {
  let slot: String
  let list: Int32
  let endsWord: Bool
  /// Whether the words are told apart from the slots.
  let isCapture: Bool
}

/// A list, ready for matching.
enum TemplateValues: Sendable {
  case values(ValueList)
  case range(RangeMatcher)
  case wildcard
}

/// The values of a list.
final class ValueList: Sendable {
  let values: [ListValue]
  let index: ValueIndex

  init(values: [ListValue], index: ValueIndex) {
    self.values = values
    self.index = index
  }
}

struct ListValue: Sendable {
  /// Where its expression begins in the program.
  var start: Int32
  /// The literal of a plain text, -1 for a template.
  var literal: Int32
  /// Its meaning in the program.
  var meaning: Int32
  var hasContext: Bool
}

/// What a list value stands for.
struct ValueMeaning: Sendable {
  /// `nil`: the text that matched.
  var out: TemplateValue?
  var context: [TemplateValue.Entry]
  var metadata: TemplateValue?
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
  var letters: [Unicode.Scalar] = []
  var references: [TemplateListReference] = []
  var lists: [TemplateValues] = []
  var meanings: [ValueMeaning] = []

  static let done: Int32 = 0
  static let fail: Int32 = 1

  /// Adds a literal and gives its number.
  /// - Parameter starEndsWord: whether a `*` at the end of the word stands for the rest of it.
  mutating func addLiteral(_ text: String, starEndsWord: Bool) -> Int32 {
    var scalars = Array(text.unicodeScalars)
    let isBeginning = starEndsWord && PreparedText.trimmed(scalars).last == "*"
    if isBeginning { scalars.removeAll { $0 == "*" } }
    let start = Int32(letters.count)
    letters.append(contentsOf: scalars.map(TextFoldingTable.caseless))
    let packedStart = Int32(letters.count)
    letters.append(contentsOf: scalars.filter { !PreparedText.isSpace($0) }.map(TextFoldingTable.caseless))
    let end = Int32(letters.count)
    literals.append(
      TemplateLiteral(
        letters: start..<packedStart, packed: packedStart..<end,
        leadingSpaces: Int32(scalars.prefix(while: PreparedText.isSpace).count),
        score: Int32(PreparedText.trimmed(scalars).count), isBlank: end == packedStart,
        endsWithSpace: scalars.last == " ", isBeginning: isBeginning))
    return Int32(literals.count - 1)
  }
}

/// One sentence of a block, compiled.
struct CompiledTemplate: Sendable {
  var start: Int32
  var block: Int32
}
