import Vocabulary

/// The words of a message in their order, so that turns of phrase are found in it whatever stands between as punctuation.
struct SpokenWords {
  private let words: String

  init(_ text: String) {
    words = SpokenWords.spaced(text)
  }

  /// Whether one of the turns of phrase stands in it; one that ends in `*` may go on with any ending.
  func tells(_ phrase: Phrase, in lang: Language, _ phrases: Phrasebook) -> Bool {
    phrases.words(phrase, lang).contains { turn in
      let spaced = SpokenWords.spaced(turn)
      return words.contains(turn.hasSuffix("*") ? String(spaced.dropLast()) : spaced)
    }
  }

  private static func spaced(_ text: String) -> String {
    " " + text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ") + " "
  }
}
