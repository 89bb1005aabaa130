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
    // Of a run between two words the first sign stays: the next ones stand before a word and after a sign.
    scalars = removingRuns(scalars) { before, after, run in after ? (before ? 1..<run : 0..<run) : 0..<0 }
    scalars = removingRuns(scalars) { before, after, run in before && !after ? 0..<run : 0..<0 }
    return removingRuns(scalars) { before, after, run in !before && !after ? 0..<run : 0..<0 }
  }

  /// `A.C.`: two or more repetitions of one word character and a dot, and nothing else.
  private static func isInitialism(_ scalars: [Unicode.Scalar]) -> Bool {
    guard scalars.count >= 4, scalars.count.isMultiple(of: 2) else { return false }
    return scalars.indices.allSatisfy { index in
      index.isMultiple(of: 2) ? TextFolding.isWordCharacter(scalars[index]) : scalars[index] == "."
    }
  }

  /// Drops parts of the runs of punctuation that stand between two other characters.
  /// - Parameter part: from whether there is a word before and after, and the length of the run, what of it goes.
  private static func removingRuns(
    _ scalars: [Unicode.Scalar], part: (_ before: Bool, _ after: Bool, _ run: Int) -> Range<Int>
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
      let isInside = index > 0 && end < scalars.count
      let dropped =
        isInside
        ? part(
          TextFolding.isWordCharacter(scalars[index - 1]), TextFolding.isWordCharacter(scalars[end]), end - index)
        : 0..<0
      for (offset, scalar) in scalars[index..<end].enumerated() where !dropped.contains(offset) { kept.append(scalar) }
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

  /// Composed (NFC).
  static func composed(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    // Below U+0300 nothing composes.
    scalars.allSatisfy { $0.value < 0x300 } ? scalars : Array(TextFolding.composed(string(scalars)).unicodeScalars)
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

  static func string(_ scalars: some Collection<Unicode.Scalar>) -> String {
    String(unsafeUninitializedCapacity: scalars.count * 4) { bytes in
      var count = 0
      for scalar in scalars {
        for byte in scalar.utf8 {
          bytes[count] = byte
          count += 1
        }
      }
      return count
    }
  }
}

/// Skip words, found by their letters.
struct SkipWords: Sendable {
  private let trie: LetterTrie?

  /// - Parameter words: compared as they are written: one that is not composed (NFC) is never found, as in HassIL.
  init(_ words: [String]) {
    let letters = words.map { PreparedText.trimmed(Array($0.unicodeScalars)).map(TextFoldingTable.caseless) }
    let entries = letters.filter { !$0.isEmpty }.map { ($0, Int32($0.count)) }
    trie = entries.isEmpty ? nil : LetterTrie(entries)
  }

  func removed(from text: [Unicode.Scalar], ignoresSpace: Bool) -> [Unicode.Scalar] {
    guard let trie else { return text }
    if ignoresSpace { return removing(trie, from: text, ignoresSpace: true) }
    let scalars = removing(trie, from: [" "] + text + [" "], ignoresSpace: false)
    return PreparedText.trimmed(PreparedText.collapsed(scalars))
  }

  /// From left to right; where several words stand at a place, the longest goes.
  private func removing(_ trie: LetterTrie, from text: [Unicode.Scalar], ignoresSpace: Bool) -> [Unicode.Scalar] {
    var kept: [Unicode.Scalar] = []
    kept.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      let begins = ignoresSpace || (index > 0 && !TextFolding.isWordCharacter(text[index - 1]))
      let end = begins ? self.end(trie, text, from: index, ignoresSpace: ignoresSpace) : index
      if end == index {
        kept.append(text[index])
        index += 1
      } else {
        if !ignoresSpace { kept.append(" ") }
        index = end
      }
    }
    return kept
  }

  /// The end of the longest word that stands at a place, or the place itself.
  private func end(_ trie: LetterTrie, _ text: [Unicode.Scalar], from start: Int, ignoresSpace: Bool) -> Int {
    var found = start
    var node = LetterTrie.root
    for index in start..<text.count {
      node = trie.next(node, TextFoldingTable.caseless(text[index]))
      if node < 0 { break }
      let end = index + 1
      if !trie.words(at: node).isEmpty,
        ignoresSpace || (end < text.count && !TextFolding.isWordCharacter(text[end]))
      {
        found = end
      }
    }
    return found
  }
}
