/// How much room a text takes on a screen, when it is broken between words.
struct TextSize {
  private(set) var words = 0
  private(set) var lines = 1

  /// - Parameter columns: of the screen; a scalar takes one, as in the languages that are served.
  init(_ text: String, columns: Int) {
    var (width, word) = (0, 0)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n":
        end(&word, &width, columns)
        lines += 1
        width = 0
      case " ", "\t", "\u{A0}", "\u{202F}": end(&word, &width, columns)
      default: word += 1
      }
    }
    end(&word, &width, columns)
  }

  private mutating func end(_ word: inout Int, _ width: inout Int, _ columns: Int) {
    if word == 0 { return }
    words += 1
    let needed = width == 0 ? word : width + 1 + word
    if needed > columns && width > 0 {
      lines += 1
      width = word
    } else {
      width = needed
    }
    word = 0
  }
}
