import Foundation

/// How letters are compared: composed (NFC), case by case, marks kept or dropped.
public enum TextFolding {
  /// The text composed (NFC) and in lower case: the form that words are compared in.
  public static func folded(_ text: String) -> String {
    // Most words of rules are folded as they stand.
    if text.utf8.allSatisfy({ $0 < 0x80 && !(0x41...0x5A).contains($0) }) { return text }
    return composed(text).lowercased()
  }

  /// The text composed (NFC).
  public static func composed(_ text: String) -> String {
    // Below U+0300 nothing composes, and Foundation's call is slow for the many short words that need nothing.
    text.unicodeScalars.allSatisfy { $0.value < 0x300 } ? text : text.precomposedStringWithCanonicalMapping
  }

  /// A folded word with marks dropped (`määrä` → `maara`): for people who type without them.
  public static func withoutMarks(_ folded: String) -> String {
    if folded.utf8.allSatisfy({ $0 < 0x80 }) { return folded }
    var plain = String.UnicodeScalarView()
    if folded.unicodeScalars.allSatisfy({ $0.value < latin.upperBound }) {
      for scalar in folded.unicodeScalars {
        plain.append(scalar.value < latin.lowerBound ? scalar : latinWithoutMarks[Int(scalar.value - latin.lowerBound)])
      }
      return String(plain)
    }
    for scalar in folded.decomposedStringWithCanonicalMapping.unicodeScalars
    where scalar.properties.generalCategory != .nonspacingMark {
      plain.append(scalar)
    }
    return String(plain)
  }

  /// The letters with marks of our languages; looked up, for Foundation's way is slow for tens of thousands of words.
  private static let latin: Range<UInt32> = 0x80..<0x180
  private static let latinWithoutMarks: [Unicode.Scalar] = latin.map { value in
    guard let scalar = Unicode.Scalar(value) else { return "?" }
    return String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars.first ?? scalar
  }

  /// One scalar for all case forms of a letter, never more than one: ς, σ and Σ are the same, ẞ and ß too, and İ, ı, i and I;
  /// ß and ss are not.
  public static func caseless(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let value = scalar.value
    if value < 0x80 {
      return value >= 0x41 && value <= 0x5A ? Unicode.Scalar(value + 0x20) ?? scalar : scalar
    }
    if value == 0x130 || value == 0x131 { return "i" }
    return single(single(scalar, \.uppercaseMapping), \.lowercaseMapping)
  }

  private static func single(
    _ scalar: Unicode.Scalar, _ mapping: KeyPath<Unicode.Scalar.Properties, String>
  ) -> Unicode.Scalar {
    let mapped = scalar.properties[keyPath: mapping].unicodeScalars
    return mapped.count == 1 ? mapped.first ?? scalar : scalar
  }

  /// Letters, numbers and the underscore. Combining marks are not word characters.
  public static func isWordCharacter(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value < 0x80 {
      return (value >= 0x61 && value <= 0x7A) || (value >= 0x41 && value <= 0x5A) || (value >= 0x30 && value <= 0x39)
        || value == 0x5F
    }
    // All of these are letters but two signs.
    if value >= 0xC0 && value < latin.upperBound { return value != 0xD7 && value != 0xF7 }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber:
      return true
    default: return false
    }
  }
}
