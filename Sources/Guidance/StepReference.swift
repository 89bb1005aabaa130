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
    // "The second step" is a place, whatever a step is called.
    if words.tells(.stepWords, in: lang, phrases), let place = number(in: folded) {
      return shown.indices.contains(place) ? [shown[place]] : []
    }
    let named = names.meant(by: words, lang: lang, shown: shown, stage: stage)
    if !named.isEmpty { return named }
    if let place = number(in: folded) { return shown.indices.contains(place) ? [shown[place]] : [] }
    return names.deeds(like: words, lang: lang, shown: shown)
  }

  /// The steps on the screen that are named by two numbers or more: "1 and 2"; none when a number stands for nothing there.
  func listed(_ spoken: String) -> [String] {
    let places = places(in: spoken)
    guard places.count > 1, places.allSatisfy(shown.indices.contains) else { return [] }
    return Set(places).sorted().map { shown[$0] }
  }

  /// Whether a number is spoken of, on the screen or not.
  func hasNumber(_ spoken: String) -> Bool {
    let folded = spoken.trimmed.lowercased()
    return folded.contains(where: \.isNumber) || ordinal(in: folded) != nil
  }

  /// Whether a place among those on the screen is named by its order: "the second one", "viimeinen".
  func hasOrdinal(_ spoken: String) -> Bool { ordinal(in: spoken.lowercased()) != nil }

  /// From 0: "2", "the second", "kakkonen", "andra", "the last one".
  private func number(in folded: String) -> Int? {
    let places = places(in: folded)
    if places.count == 1 { return places[0] }
    return ordinal(in: folded)
      ?? phrases.words(.countWords, lang).firstIndex { $0.split(separator: "/").contains { folded == $0 } }
  }

  /// From 0, of all numbers in figures.
  private func places(in spoken: String) -> [Int] {
    spoken.split { !$0.isNumber }.compactMap { Int($0) }.map { $0 - 1 }
  }

  /// From the last to the first, for "the second one" is no first.
  private func ordinal(in folded: String) -> Int? {
    let words = SpokenWords(folded)
    func tells(_ phrase: Phrase) -> Bool { Language.allCases.contains { words.tells(phrase, in: $0, phrases) } }
    if tells(.lastWords) { return shown.isEmpty ? nil : shown.count - 1 }
    return Phrase.ordinals.lastIndex(where: tells)
  }
}

extension Phrase {
  fileprivate static let ordinals: [Phrase] = [.firstWords, .secondWords, .thirdWords]
}
