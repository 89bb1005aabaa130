import Language

/// Steps that make a message ready for matching. The names and the order are those of HassIL.
public enum PreparedText {
  private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case ".", "。", ",", "，", "?", "¿", "？", "؟", "!", "¡", "！", ";", "；", ":", "：", "’": true
    default: false
    }
  }

  /// Removes sentence punctuation at the edges of words; what stands between two word characters stays (`2.5`).
  public static func removingPunctuation(_ text: String) -> String {
    string(removingPunctuation(Array(text.unicodeScalars)))
  }

  static func removingPunctuation(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var scalars = Array(text.drop(while: isPunctuation))
    if !isInitialism(scalars) {
      while let last = scalars.last, isPunctuation(last) { scalars.removeLast() }
    }
    guard scalars.contains(where: isPunctuation) else { return scalars }
    scalars = removingRuns(scalars) { before, after in !before && after }
    scalars = removingRuns(scalars) { before, after in before && !after }
    return removingRuns(scalars) { before, after in !before && !after }
  }

  /// `A.C.`: two or more repetitions of one word character and a dot, and nothing else.
  private static func isInitialism(_ scalars: [Unicode.Scalar]) -> Bool {
    guard scalars.count >= 4, scalars.count.isMultiple(of: 2) else { return false }
    return scalars.indices.allSatisfy { index in
      index.isMultiple(of: 2) ? TextFolding.isWordCharacter(scalars[index]) : scalars[index] == "."
    }
  }

  /// Drops the runs of punctuation whose neighbours fit; punctuation itself is no word character.
  private static func removingRuns(
    _ scalars: [Unicode.Scalar], where fits: (_ before: Bool, _ after: Bool) -> Bool
  ) -> [Unicode.Scalar] {
    var kept: [Unicode.Scalar] = []
    kept.reserveCapacity(scalars.count)
    var index = 0
    while index < scalars.count {
      var end = index
      while end < scalars.count, isPunctuation(scalars[end]) { end += 1 }
      if end == index {
        kept.append(scalars[index])
        index += 1
        continue
      }
      if index == 0 || end == scalars.count
        || !fits(TextFolding.isWordCharacter(scalars[index - 1]), TextFolding.isWordCharacter(scalars[end]))
      {
        kept.append(contentsOf: scalars[index..<end])
      }
      index = end
    }
    return kept
  }

  /// Each run of white space one space, and composed (NFC).
  public static func normalized(_ text: String) -> String {
    normalized(Array(text.unicodeScalars))
  }

  static func normalized(_ scalars: [Unicode.Scalar]) -> String {
    TextFolding.composed(string(collapsed(scalars)))
  }

  static func collapsed(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var kept: [Unicode.Scalar] = []
    kept.reserveCapacity(scalars.count)
    for scalar in scalars {
      if !isSpace(scalar) {
        kept.append(scalar)
      } else if kept.last != " " {
        kept.append(" ")
      }
    }
    return kept
  }

  /// Takes out words that carry no meaning ("please").
  /// - Parameter ignoresSpace: whether they are taken out inside words too, for languages written without spaces.
  public static func removingSkipWords(_ text: String, _ words: [String], ignoresSpace: Bool) -> String {
    let prepared = SkipWords(words)
    return string(prepared.removed(from: Array(text.unicodeScalars), ignoresSpace: ignoresSpace))
  }

  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " "
      || (scalar.value < 0x80
        ? (scalar.value >= 9 && scalar.value <= 13) || (28...31).contains(scalar.value)
        : scalar.properties.isWhitespace)
  }

  static func trimmed(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    guard let start = scalars.firstIndex(where: { !isSpace($0) }), let end = scalars.lastIndex(where: { !isSpace($0) })
    else {
      return []
    }
    return Array(scalars[start...end])
  }

  static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}

/// Skip words, longest first.
struct SkipWords: Sendable {
  private let words: [[Unicode.Scalar]]

  init(_ words: [String]) {
    let stripped = words.map { PreparedText.trimmed(Array(TextFolding.composed($0).unicodeScalars)) }
    self.words = stripped.enumerated().sorted {
      $0.element.count != $1.element.count ? $0.element.count > $1.element.count : $0.offset < $1.offset
    }.map { $0.element.map(TextFolding.caseless) }.filter { !$0.isEmpty }
  }

  func removed(from text: [Unicode.Scalar], ignoresSpace: Bool) -> [Unicode.Scalar] {
    if words.isEmpty { return text }
    var scalars = ignoresSpace ? text : [" "] + text + [" "]
    for word in words { scalars = removing(word, from: scalars, ignoresSpace: ignoresSpace) }
    return ignoresSpace ? scalars : PreparedText.trimmed(PreparedText.collapsed(scalars))
  }

  private func removing(_ word: [Unicode.Scalar], from text: [Unicode.Scalar], ignoresSpace: Bool) -> [Unicode.Scalar] {
    var kept: [Unicode.Scalar] = []
    var copied = 0
    var index = 0
    while index + word.count <= text.count {
      let end = index + word.count
      let isFree =
        ignoresSpace
        || (index > 0 && end < text.count && !TextFolding.isWordCharacter(text[index - 1])
          && !TextFolding.isWordCharacter(text[end]))
      if isFree, word.indices.allSatisfy({ TextFolding.caseless(text[index + $0]) == word[$0] }) {
        kept.append(contentsOf: text[copied..<index])
        if !ignoresSpace { kept.append(" ") }
        copied = end
        index = end
      } else {
        index += 1
      }
    }
    if copied == 0 { return text }
    kept.append(contentsOf: text[copied...])
    return kept
  }
}
