/// What a terminal would show: the part of xterm that line editing uses.
struct Screen {
  private(set) var rows: [[Character]] = [[]]
  private var row = 0
  private var column = 0
  private let columns: Int
  private var inserts = false
  private(set) var pastesAreBracketed = false
  private var sequence: String?

  init(columns: Int) {
    self.columns = columns
  }

  /// The rows without the empty ones at the end.
  var lines: [String] {
    var lines = rows.map { row -> String in
      let text = String(row.filter { $0 != "\0" })
      return text.lastIndex { $0 != " " }.map { String(text[...$0]) } ?? ""
    }
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  /// The row of the cursor up to it.
  var beforeCursor: String { String(rows[row].prefix(column).filter { $0 != "\0" }) }

  mutating func feed(_ text: String) {
    for scalar in text.unicodeScalars { feed(scalar) }
  }

  private mutating func feed(_ scalar: Unicode.Scalar) {
    if let begun = sequence {
      sequence = begun + String(scalar)
      if begun.isEmpty ? scalar != "[" : (0x40...0x7E).contains(scalar.value) {
        sequence = nil
        perform(String((begun + String(scalar)).dropFirst(begun.isEmpty ? 0 : 1)))
      }
      return
    }
    switch scalar {
    case "\u{1B}": sequence = ""
    case "\r": column = 0
    case "\n": newRow()
    case "\u{8}": column = max(0, min(column, columns - 1) - 1)
    case "\u{7}": break
    default: put(scalar)
    }
  }

  private mutating func newRow() {
    row += 1
    if row == rows.count { rows.append([]) }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    if scalar.properties.generalCategory == .nonspacingMark, column > 0, column <= rows[row].count {
      let joined = String(rows[row][column - 1]) + String(scalar)
      rows[row][column - 1] = Character(joined)
      return
    }
    if column >= columns {
      column = 0
      newRow()
    }
    let isWide = (0x1100...0x115F).contains(scalar.value) || (0x2E80...0xFF60).contains(scalar.value)
    while rows[row].count < column { rows[row].append(" ") }
    if inserts {
      rows[row].insert(Character(scalar), at: column)
    } else if column < rows[row].count {
      rows[row][column] = Character(scalar)
    } else {
      rows[row].append(Character(scalar))
    }
    column += 1
    if isWide {
      if column < rows[row].count { rows[row][column] = "\0" } else { rows[row].append("\0") }
      column += 1
    }
  }

  private mutating func perform(_ text: String) {
    let number = max(1, Int(text.dropLast().prefix { $0.isNumber }) ?? 1)
    switch text.last {
    case "A": row = max(0, row - number)
    case "B": for _ in 0..<number { newRow() }
    case "C": column = min(columns - 1, column + number)
    case "D": column = max(0, column - number)
    case "G": column = min(columns, number) - 1
    case "K": rows[row] = Array(rows[row].prefix(column))
    case "J":
      rows[row] = Array(rows[row].prefix(column))
      for below in rows.indices where below > row { rows[below] = [] }
    case "P": rows[row].removeSubrange(min(column, rows[row].count)..<min(column + number, rows[row].count))
    case "@": for _ in 0..<number { rows[row].insert(" ", at: min(column, rows[row].count)) }
    case "h" where text == "4h": inserts = true
    case "l" where text == "4l": inserts = false
    case "h" where text == "?2004h": pastesAreBracketed = true
    case "l" where text == "?2004l": pastesAreBracketed = false
    default: break
    }
  }
}
