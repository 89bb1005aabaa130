import Companies
import Vocabulary

/// Which step is meant: by its id, by name, or by its number on the screen.
struct StepReference {
  let phrases: Phrasebook
  let names: StepNames
  let lang: Language
  /// The steps on the screen, in the order of their numbers.
  let shown: [String]
  let stage: Stage?

  /// None, the one, or several between which the words do not decide.
  func steps(_ spoken: String) -> [String] {
    let folded = spoken.trimmed.lowercased()
    if shown.contains(folded) || names.holds(folded) { return [folded] }
    let words = SpokenWords(spoken)
    let named = names.meant(by: words, lang: lang, shown: shown, stage: stage)
    if !named.isEmpty { return named }
    if let place = number(in: folded) { return shown.indices.contains(place) ? [shown[place]] : [] }
    return names.deeds(like: words, lang: lang, shown: shown)
  }

  /// Whether a number is spoken of, on the screen or not.
  func hasNumber(_ spoken: String) -> Bool {
    let folded = spoken.trimmed.lowercased()
    return folded.contains(where: \.isNumber) || ordinal(in: folded) != nil
  }

  /// From 0: "2", "the second", "kakkonen", "andra".
  private func number(in folded: String) -> Int? {
    let digits = folded.split { !$0.isNumber }
    if digits.count == 1, let number = Int(digits[0]) { return number - 1 }
    return ordinal(in: folded)
  }

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
