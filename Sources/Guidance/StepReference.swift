import Vocabulary

/// Which of the steps on the screen is meant: by its number or by its id.
struct StepReference {
  let phrases: Phrasebook

  func step(_ spoken: String, shown: [String]) -> String? {
    let folded = spoken.trimmed.lowercased()
    if shown.contains(folded) { return folded }
    let digits = folded.split { !$0.isNumber }
    if digits.count == 1, let number = Int(digits[0]), shown.indices.contains(number - 1) { return shown[number - 1] }
    if let ordinal = ordinal(in: folded), shown.indices.contains(ordinal) { return shown[ordinal] }
    return nil
  }

  /// Whether a number is spoken of, on the screen or not.
  func names(_ spoken: String) -> Bool {
    let folded = spoken.trimmed.lowercased()
    return folded.contains(where: \.isNumber) || ordinal(in: folded) != nil
  }

  /// "the second", "kakkonen", "andra".
  private func ordinal(in folded: String) -> Int? {
    let words = Set(folded.split { !$0.isLetter }.map(String.init))
    return Phrase.ordinals.firstIndex { phrase in
      Language.allCases.contains { lang in phrases.words(phrase, lang).contains { words.contains($0) } }
    }
  }
}

extension Phrase {
  fileprivate static let ordinals: [Phrase] = [.firstWords, .secondWords, .thirdWords]
}
