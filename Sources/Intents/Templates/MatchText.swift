import Language

/// A prepared text in the forms that matching compares: as typed, without case, and without case with hyphens as spaces.
struct MatchText {
  /// As typed.
  let source: [Unicode.Scalar]
  private let caseless: [Unicode.Scalar]
  private let broken: [Unicode.Scalar]
  let ignoresSpace: Bool
  let hasHyphens: Bool

  init(_ source: [Unicode.Scalar], ignoresSpace: Bool) {
    self.source = source
    caseless = source.map(TextFoldingTable.caseless)
    hasHyphens = caseless.contains(where: Self.isHyphen)
    broken = hasHyphens ? caseless.map { Self.isHyphen($0) ? " " : $0 } : caseless
    self.ignoresSpace = ignoresSpace
  }

  var count: Int { source.count }

  private static func isHyphen(_ scalar: Unicode.Scalar) -> Bool { scalar == "-" || scalar == "_" }

  /// - Parameter isBroken: whether hyphens count as spaces.
  func letters(isBroken: Bool) -> [Unicode.Scalar] { isBroken ? broken : caseless }

  /// The first place from here on that is no white space.
  func skippingSpace(_ start: Int, isBroken: Bool) -> Int {
    let letters = letters(isBroken: isBroken)
    var index = start
    while index < letters.count, PreparedText.isSpace(letters[index]) { index += 1 }
    return index
  }

  func isBlank(from start: Int, isBroken: Bool) -> Bool { skippingSpace(start, isBroken: isBroken) == count }

  func isBlank(_ range: Range<Int>) -> Bool { source[range].allSatisfy(PreparedText.isSpace) }

  func scalar(_ index: Int, isBroken: Bool) -> Unicode.Scalar {
    isBroken && Self.isHyphen(source[index]) ? " " : source[index]
  }

  /// As typed, with spaces for hyphens where an earlier literal matched so.
  func string(_ range: Range<Int>, isBroken: Bool) -> String {
    isBroken ? PreparedText.string(range.map { scalar($0, isBroken: true) }) : PreparedText.string(source[range])
  }

  /// Where a literal ends that stands at a place, -1 when it does not.
  /// - Parameters:
  ///   - isStartOfWord: outer white space of both sides does not count.
  ///   - breaks: hyphens count as spaces from here on.
  func end(
    of literal: TemplateLiteral, _ program: TemplateProgram, at start: Int, isStartOfWord: Bool, isBroken: Bool,
    breaks: Bool
  ) -> Int {
    let letters = letters(isBroken: isBroken || breaks)
    if ignoresSpace { return packedEnd(of: literal, program, in: letters, at: start, isBroken: isBroken) }
    // Outer space is dropped before hyphens are read as spaces: a hyphen never counts as outer space.
    var index = isStartOfWord ? skippingSpace(start, isBroken: isBroken) : start
    var wanted = Int(literal.letters.lowerBound) + (isStartOfWord ? Int(literal.leadingSpaces) : 0)
    let end = Int(literal.letters.upperBound)
    guard letters.count - index >= end - wanted else { return -1 }
    while wanted < end {
      if letters[index] != program.letters[wanted] { return -1 }
      index += 1
      wanted += 1
    }
    if literal.isBeginning {
      while index < letters.count, TextFolding.isWordCharacter(letters[index]) { index += 1 }
    }
    return index
  }

  private func packedEnd(
    of literal: TemplateLiteral, _ program: TemplateProgram, in letters: [Unicode.Scalar], at start: Int,
    isBroken: Bool
  ) -> Int {
    var index = start
    for wanted in literal.packed {
      index = skippingSpace(index, isBroken: isBroken)
      guard index < letters.count, letters[index] == program.letters[Int(wanted)] else { return -1 }
      index += 1
    }
    return index
  }

  /// The next place from `from` on where letters stand, -1 for none.
  /// - Parameter wordStart: when given, the place must be at the edge of a word; the text begins there as far as that is concerned.
  func occurrence(
    of wanted: ArraySlice<Unicode.Scalar>, from: Int, wordStart: Int?, isBroken: Bool, work: inout Int
  ) -> Int {
    let letters = letters(isBroken: isBroken)
    guard let first = wanted.first else { return -1 }
    var index = from
    defer { work += index - from }
    while index + wanted.count <= letters.count {
      if letters[index] == first, wanted.elementsEqual(letters[index..<(index + wanted.count)]),
        wordStart.map({ isEdge(letters, index, $0) }) ?? true
      {
        return index
      }
      index += 1
    }
    return -1
  }

  private func isEdge(_ letters: [Unicode.Scalar], _ index: Int, _ start: Int) -> Bool {
    let before = index > start && TextFolding.isWordCharacter(letters[index - 1])
    let after = index < letters.count && TextFolding.isWordCharacter(letters[index])
    return before != after
  }
}
