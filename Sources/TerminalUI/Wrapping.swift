import CTerminal

/// No line of text is wider than this, however wide the window: longer lines are hard to read.
public let widestText = 72

/// The columns that a character takes: the sum over its scalars, at most 2 (terminals draw joined emoji as one).
public func displayWidth(_ character: Character) -> Int {
  if character.isASCII { return character == "\t" ? 1 : (character.asciiValue ?? 0) < 0x20 ? 0 : 1 }
  let sum = character.unicodeScalars.reduce(0) { $0 + max(0, Int(terminal_scalar_width($1.value))) }
  return min(sum, 2)
}

/// The columns that a text without line ends takes.
public func displayWidth(_ text: some StringProtocol) -> Int {
  text.reduce(0) { $0 + displayWidth($1) }
}

/// The lines of a text wrapped to `columns` (at least 10 are taken) at spaces; a word that is wider is cut. Later
/// lines of a list item (`1. …`, `2) …`, `- …`, `* …`, `• …`) and of an indented line stand under its text. Empty
/// lines stay.
public func wrapped(_ text: String, columns: Int) -> [String] {
  let limit = max(columns, 10)
  return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { wrappedLine(String($0), limit: limit) }
}

private func wrappedLine(_ text: String, limit: Int) -> [String] {
  let line = String(text.map { $0 == "\t" ? " " : $0 })
  guard displayWidth(line) > limit else { return [withoutSpacesAtEnd(line)] }
  let (head, body) = listHead(of: line)
  // A head that leaves no room for words is treated as a word.
  guard displayWidth(head) <= limit / 2 else { return fill(line, first: "", rest: "", limit: limit) }
  return fill(body, first: head, rest: String(repeating: " ", count: displayWidth(head)), limit: limit)
}

/// The indentation with the mark of a list item, if there is one, and what follows.
private func listHead(of line: String) -> (head: String, body: String) {
  let indent = line.prefix { $0 == " " }
  let rest = line.dropFirst(indent.count)
  let digits = rest.prefix { $0.isASCII && $0.isNumber }
  let mark: Substring
  if (1...3).contains(digits.count), let end = rest.dropFirst(digits.count).first, end == "." || end == ")" {
    mark = rest.prefix(digits.count + 1)
  } else if let first = rest.first, "-*•".contains(first) {
    mark = rest.prefix(1)
  } else {
    return (String(indent), String(rest))
  }
  guard rest.dropFirst(mark.count).first == " " else { return (String(indent), String(rest)) }
  return (String(indent) + mark + " ", String(rest.dropFirst(mark.count + 1)))
}

private func fill(_ text: String, first: String, rest: String, limit: Int) -> [String] {
  var lines: [String] = []
  var line = first
  var width = displayWidth(first)
  var isFresh = true
  func nextLine() {
    lines.append(line)
    line = rest
    width = rest.count
    isFresh = true
  }
  for word in text.split(separator: " ") {
    if !isFresh, width + 1 + displayWidth(word) > limit { nextLine() }
    if !isFresh {
      line.append(" ")
      width += 1
    }
    for character in word {
      let columns = displayWidth(character)
      if width + columns > limit { nextLine() }
      line.append(character)
      width += columns
      isFresh = false
    }
  }
  lines.append(line)
  return lines.map(withoutSpacesAtEnd)
}

private func withoutSpacesAtEnd(_ line: String) -> String {
  line.lastIndex { $0 != " " }.map { String(line[...$0]) } ?? ""
}

/// The text cut to `columns`, with `…` where something is missing.
func clipped(_ text: String, columns: Int) -> String {
  guard displayWidth(text) > columns else { return text }
  var kept = ""
  var width = 1
  for character in text {
    width += displayWidth(character)
    guard width <= columns else { break }
    kept.append(character)
  }
  return kept + "…"
}
