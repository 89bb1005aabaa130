/// Words in a row that are looked for in a message. `*` stands for the rest of a word, before or behind, and `~` for up
/// to four words: `hin*`, `*pris`, `none of us ~ sell*`.
public struct WordPattern: Sendable, Hashable {
  private enum Part: Sendable, Hashable {
    case exact(String)
    case beginning(String)
    case end(String)
    case inside(String)
    case gap
  }

  private static let gapMax = 4
  private let parts: [Part]

  /// `nil` when the text says nothing definite: no word, a lone `*`, or a gap at either end.
  public init?(_ text: String) {
    let parts = text.lowercased().split { $0 == " " || $0 == "-" }.map { word -> Part in
      let core = String(word.drop { $0 == "*" }.reversed().drop { $0 == "*" }.reversed())
      if word == "~" { return .gap }
      return switch (word.hasPrefix("*"), word.hasSuffix("*")) {
      case (true, true): .inside(core)
      case (true, false): .end(core)
      case (false, true): .beginning(core)
      case (false, false): .exact(core)
      }
    }
    let empty: [Part] = [.exact(""), .beginning(""), .end(""), .inside("")]
    if parts.isEmpty || parts.first == .gap || parts.last == .gap || parts.contains(where: empty.contains) {
      return nil
    }
    self.parts = parts
  }

  /// What its first word must be.
  enum Opening {
    case whole(String)
    case beginning(String)
    case anything
  }

  var opening: Opening {
    switch parts[0] {
    case .exact(let text): .whole(text)
    case .beginning(let text): .beginning(text)
    case .end, .inside, .gap: .anything
    }
  }

  /// The words that the pattern takes when it begins at `start`.
  func match(in words: [MessageWord], at start: Int) -> Range<Int>? {
    Self.end(parts[...], words, at: start).map { start..<$0 }
  }

  private static func end(_ parts: ArraySlice<Part>, _ words: [MessageWord], at index: Int) -> Int? {
    guard let part = parts.first else { return index }
    let rest = parts.dropFirst()
    if part == .gap {
      return (0...gapMax).lazy.compactMap { end(rest, words, at: index + $0) }.first
    }
    guard words.indices.contains(index) else { return nil }
    let word = words[index].folded
    let fits =
      switch part {
      case .exact(let text): word == text
      case .beginning(let text): word.hasPrefix(text)
      case .end(let text): word.hasSuffix(text)
      case .inside(let text): inside(text, word)
      case .gap: false
      }
    return fits ? end(rest, words, at: index + 1) : nil
  }

  private static func inside(_ text: String, _ word: String) -> Bool {
    var tail = word[...]
    while !tail.isEmpty {
      if tail.hasPrefix(text) { return true }
      tail = tail.dropFirst()
    }
    return false
  }
}
