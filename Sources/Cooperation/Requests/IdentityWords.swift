import Companies
import Vocabulary

/// Words that companies write for others, searched for what tells who somebody is. A false alarm is cheap, a name that is out is not.
struct IdentityWords {
  /// What follows the name of a company, in small letters.
  private static let legalForms: Set<String> = ["oy", "oyj", "ab", "abp", "ky", "tmi", "ay", "ltd", "gmbh", "inc"]
  /// Of these, the ones that are no word of their own: before one of them stands a company.
  private static let clearForms: Set<String> = ["oy", "oyj", "ab", "abp", "tmi", "ltd", "gmbh"]
  private static let webEndings: Set<String> = ["fi", "se", "no", "ee", "com", "eu", "net", "org"]
  /// So many digits are a telephone number.
  private static let phoneDigits = 7
  /// An ending in Finnish or Swedish is at most so long.
  private static let endingMax = 5

  private let text: String
  /// As they were written.
  private let words: [String]

  init(_ texts: [String]) {
    text = texts.joined(separator: " . ")
    words = Self.words(of: text)
  }

  /// Which of a company's facts stand in the words, be it in another form: "Esimerkki Hitsauksen", "Haapajärvellä".
  func facts(of company: [SharedFact], among names: [FactName]) -> [FactName] {
    names.filter { name in
      guard let value = company.first(where: { $0.fact == name })?.value.text else { return false }
      return switch name {
      case .contactEmail: text.lowercased().contains(value.lowercased())
      case .contactPhone: tellsNumber(value)
      case .contactName: tells(Self.words(of: value)) || tells(Array(Self.words(of: value).suffix(1)))
      default: tells(Self.words(of: value).filter { !Self.legalForms.contains($0.lowercased()) })
      }
    }
  }

  /// What has the form of a name, an address or a number, whoever's it is.
  var facts: [FactName] {
    let pieces = text.lowercased().split(whereSeparator: \.isWhitespace)
    let isNamed = zip(words, words.dropFirst()).contains { name, form in
      name.first?.isUppercase == true && Self.clearForms.contains(form.lowercased())
    }
    let isWeb = pieces.contains { piece in
      let parts = piece.split { !$0.isLetter && !$0.isNumber && $0 != "-" }
      return piece.hasPrefix("www.") || piece.hasPrefix("http")
        || piece.contains(".") && !piece.contains("@") && parts.count > 1 && parts[0].count > 1
          && parts.last.map { Self.webEndings.contains(String($0)) } == true
    }
    let isMail = pieces.contains { $0.contains("@") && $0.contains(".") }
    return (isNamed || isWeb ? [.companyName] : []) + (isMail ? [.contactEmail] : [])
      + (hasPhone ? [.contactPhone] : [])
  }

  // MARK: Names

  private func tells(_ name: [String]) -> Bool {
    guard let last = name.last, name.joined().count > 2 else { return false }
    return words.indices.dropLast(name.count - 1).contains { start in
      let spoken = words[start..<start + name.count]
      guard let end = spoken.last, zip(name.dropLast(), spoken).allSatisfy({ $0.lowercased() == $1.lowercased() })
      else {
        return false
      }
      // A short name alone may be an ordinary word.
      if name.count == 1, last.count < 4, end.first?.isUppercase != true { return false }
      return Self.isForm(end.lowercased(), of: last.lowercased())
    }
  }

  /// The same word with an ending; the end of the stem may change with it.
  private static func isForm(_ word: String, of name: String) -> Bool {
    // Finnish "Virtanen" becomes "Virtaselta".
    let change = name.hasSuffix("nen") ? 3 : name.count > 6 ? 2 : name.count > 4 ? 1 : 0
    let stem = name.dropLast(change)
    return word.hasPrefix(stem) && word.count <= name.count + endingMax
  }

  private static func words(of text: String) -> [String] {
    text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  // MARK: Numbers

  private func tellsNumber(_ phone: String) -> Bool {
    let number = phone.filter(\.isNumber).suffix(Self.phoneDigits)
    return number.count == Self.phoneDigits && text.filter(\.isNumber).contains(number)
  }

  /// Figures in one row that begin with a nought or a plus.
  private var hasPhone: Bool {
    let rows = text.split { !$0.isNumber && $0 != " " && $0 != "-" && $0 != "+" }
    return rows.contains { row in
      let figures = row.drop { $0 == " " || $0 == "-" }
      return (figures.hasPrefix("0") || figures.hasPrefix("+")) && figures.count(where: \.isNumber) >= Self.phoneDigits
    }
  }
}
