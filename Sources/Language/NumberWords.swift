import Vocabulary

/// Numbers written as words, one word at a time: `twelve`, `kaksikymmentäviisi`, `tjugofem`.
public enum NumberWords {
  /// The number that one folded word says, or `nil`. Words that are also articles or pronouns (`en`, `one`) count as numbers;
  /// the caller looks at what stands around them.
  public static func value(of word: String, in language: Vocabulary.Language) -> Double? {
    let parts =
      switch language {
      case .en: english
      case .fi: finnish
      case .sv: swedish
      }
    if let part = parts.exact[word] { return Double(part) }
    guard word.utf8.count >= 6, word.utf8.count <= 60 else { return nil }
    let spelled = word.replacing("-", with: "")
    return compose(Array(spelled), parts.pieces).map(Double.init)
  }

  private struct Parts {
    /// Whole words.
    var exact: [String: Int]
    /// Pieces of a compound, the longest first so that `kahdeksan` is not read as `kahde`.
    var pieces: [(letters: [Character], value: Piece)]

    init(_ words: [(String, Piece)]) {
      exact = [:]
      for (word, piece) in words {
        if case .number(let number) = piece { exact[word] = number }
        if case .factor(let factor) = piece { exact[word] = factor }
      }
      pieces = words.map { (Array($0.0), $0.1) }
        .sorted { $0.0.count != $1.0.count ? $0.0.count > $1.0.count : String($0.0) < String($1.0) }
    }
  }

  private enum Piece {
    case number(Int)
    /// Multiplies what stands before it: `sata`, `hundra`, `kymmentä`.
    case factor(Int)
    /// Adds ten: `-toista`.
    case teen
  }

  private static func compose(_ letters: [Character], _ pieces: [(letters: [Character], value: Piece)]) -> Int? {
    var rest = letters[...]
    var total = 0
    var group = 0
    var unit = 0
    while !rest.isEmpty {
      guard let piece = pieces.first(where: { rest.starts(with: $0.letters) }) else { return nil }
      rest = rest.dropFirst(piece.letters.count)
      switch piece.value {
      case .number(let number):
        group += unit
        unit = number
      case .teen:
        guard unit >= 1, unit <= 9 else { return nil }
        unit += 10
      case .factor(1000):
        total += max(1, group + unit) * 1000
        group = 0
        unit = 0
      case .factor(let factor):
        unit = max(1, unit) * factor
        group += unit
        unit = 0
      }
    }
    return total + group + unit
  }

  private static func numbers(_ words: [[String]], from first: Int) -> [(String, Piece)] {
    words.enumerated().flatMap { offset, forms in forms.map { ($0, Piece.number(first + offset)) } }
  }

  private static let english = Parts(
    numbers(
      [
        ["zero"], ["one"], ["two"], ["three"], ["four"], ["five"], ["six"], ["seven"], ["eight"], ["nine"], ["ten"],
        ["eleven"], ["twelve"], ["thirteen"], ["fourteen"], ["fifteen"], ["sixteen"], ["seventeen"], ["eighteen"],
        ["nineteen"],
      ], from: 0)
      + [
        ("twenty", 20), ("thirty", 30), ("forty", 40), ("fourty", 40), ("fifty", 50), ("sixty", 60), ("seventy", 70),
        ("eighty", 80), ("ninety", 90), ("dozen", 12),
      ].map { ($0.0, Piece.number($0.1)) } + [("hundred", .factor(100)), ("thousand", .factor(1000))])

  private static let swedish = Parts(
    numbers(
      [
        ["noll"], ["ett", "en"], ["två", "tva"], ["tre"], ["fyra"], ["fem"], ["sex"], ["sju"], ["åtta", "atta"],
        ["nio", "nie"], ["tio", "tie"], ["elva"], ["tolv"], ["tretton"], ["fjorton"], ["femton"], ["sexton"],
        ["sjutton"], ["arton", "aderton"], ["nitton"],
      ], from: 0)
      + [
        ("tjugo", 20), ("tjugi", 20), ("trettio", 30), ("trettie", 30), ("fyrtio", 40), ("fyrti", 40), ("femtio", 50),
        ("sextio", 60), ("sjuttio", 70), ("åttio", 80), ("attio", 80), ("nittio", 90), ("dussin", 12),
      ].map { ($0.0, Piece.number($0.1)) } + [("hundra", .factor(100)), ("tusen", .factor(1000))])

  private static let finnish = Parts(
    numbers(
      [
        ["nolla"], ["yksi", "yks", "yhden", "yhtä"],
        ["kaksi", "kaks", "kahden", "kahta", "kahdella", "kahdesta", "kahteen"],
        ["kolme", "kolmen", "kolmea", "kolmella", "kolmesta", "kolmeen"],
        ["neljä", "nelja", "neljän", "neljan", "neljää", "neljaa", "neljällä", "neljästä"],
        ["viisi", "viis", "viiden", "viittä", "viitta", "viidellä", "viidestä", "viiteen"],
        ["kuusi", "kuus", "kuuden", "kuutta", "kuudella", "kuudesta", "kuuteen"],
        ["seitsemän", "seitseman", "seittemän", "seittemän", "seitsemää", "seitsemällä", "seitsemästä"],
        ["kahdeksan", "kaheksan", "kahdeksaa", "kahdeksalla", "kahdeksasta"],
        ["yhdeksän", "yhdeksan", "yheksän", "yheksan", "yhdeksää", "yhdeksällä", "yhdeksästä"],
      ], from: 0)
      + [
        ("kymmenen", .factor(10)), ("kymmentä", .factor(10)), ("kymmenta", .factor(10)), ("kyt", .factor(10)),
        ("kymmenellä", .factor(10)), ("kymmenestä", .factor(10)), ("kymmeneen", .factor(10)),
        ("kymmenen", .factor(10)), ("sata", .factor(100)), ("sataa", .factor(100)), ("sadan", .factor(100)),
        ("sadalla", .factor(100)), ("tuhat", .factor(1000)), ("tuhatta", .factor(1000)),
        ("tuhannen", .factor(1000)), ("toista", .teen), ("toistatta", .teen), ("tusina", .number(12)),
      ])
}
