/// One word, number or unit of a message.
struct MessageWord {
  /// In lower case.
  let folded: String
  let isCapitalised: Bool
  /// It begins with a capital letter and does not open its sentence.
  let isNameLike: Bool
  /// The digits of a number without marks between them; `nil` for a word.
  let digits: String?
  /// A comma, a colon or a dash follows it.
  var endsClause = false

  /// The sentences of a message as words. The length is bounded, so that judging is too.
  static func sentences(of message: String) -> [[MessageWord]] {
    var sentences: [[MessageWord]] = []
    var words: [MessageWord] = []
    var current = ""
    func endWord() {
      guard !current.isEmpty else { return }
      words.append(MessageWord(current, opens: words.isEmpty))
      current = ""
    }
    func endClause() {
      endWord()
      if !words.isEmpty { words[words.count - 1].endsClause = true }
    }
    func endSentence() {
      endWord()
      if !words.isEmpty { sentences.append(words) }
      words = []
    }
    let characters = Array(message.prefix(GuardRails.lengthMax))
    for (index, character) in characters.enumerated() {
      let next = index + 1 < characters.count ? characters[index + 1] : " "
      let inNumber = current.first?.isNumber == true && next.isNumber
      switch character {
      case "€", "%", "$":
        endWord()
        current = String(character)
        endWord()
      case "'", "’": current += "'"
      case ".", ",": if inNumber { current.append(character) } else { character == "." ? endSentence() : endClause() }
      case "!", "?", ";", "\n": endSentence()
      case ":", "–", "—": endClause()
      case _ where character.isNumber && current.first?.isNumber == false: current.append(character)
      case _ where character.isLetter && current.first?.isNumber == true:
        endWord()
        current.append(character)
      case _ where character.isLetter || character.isNumber: current.append(character)
      // A space that groups the digits of one number.
      case " ", "\u{A0}": if !(inNumber && isGroup(characters[(index + 1)...])) { endWord() }
      default: endWord()
      }
    }
    endSentence()
    return sentences
  }

  private static func isGroup(_ rest: ArraySlice<Character>) -> Bool {
    rest.prefix { $0.isNumber }.count == 3
  }

  private init(_ text: String, opens: Bool) {
    folded = text.lowercased()
    isCapitalised = text.first?.isUppercase == true && text.count > 2
    isNameLike = isCapitalised && !opens
    digits = text.first?.isNumber == true ? text.filter(\.isNumber) : nil
  }

  /// A number that may be a year of our time: no amount.
  var isYear: Bool {
    guard let digits, let year = Int(digits) else { return false }
    return folded.count == 4 && (1950...2099).contains(year)
  }

  /// A number such as 14.3 that may be a day of a month: no amount.
  var isDate: Bool {
    let parts = folded.split(separator: ".", omittingEmptySubsequences: false)
    guard digits != nil, parts.count == 2, let day = Int(parts[0]), let month = Int(parts[1]) else { return false }
    return parts[0].count <= 2 && day <= 31 && parts[1].first != "0" && (1...12).contains(month)
  }
}
