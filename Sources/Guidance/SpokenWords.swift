import Vocabulary

/// The words of a message in their order, so that turns of phrase are found in it whatever stands between as punctuation.
struct SpokenWords {
  /// A turn of phrase to look for; one that ends in `*` may go on with any ending.
  struct Turn: Sendable {
    fileprivate let bytes: [UInt8]

    init(_ text: String) {
      let spaced = SpokenWords.spaced(text)
      bytes = text.hasSuffix("*") ? spaced.dropLast() : spaced
    }
  }

  private let words: [UInt8]

  init(_ text: String) {
    words = SpokenWords.spaced(text)
  }

  /// Whether one of the turns of phrase stands in it.
  func tells(_ phrase: Phrase, in lang: Language, _ phrases: Phrasebook) -> Bool {
    phrases.turns(phrase, lang).contains { holds($0.bytes) }
  }

  /// Whether it begins with one of the turns of phrase.
  func begins(with phrase: Phrase, in lang: Language, _ phrases: Phrasebook) -> Bool {
    phrases.turns(phrase, lang).contains { words.starts(with: $0.bytes) }
  }

  /// The length of the longest of these turns of phrase that stands in it; `nil` when none does.
  func longest(of turns: [Turn]) -> Int? {
    turns.filter { holds($0.bytes) }.map(\.bytes.count).max()
  }

  /// How many words of the other begin like one of these; short words and endings do not count.
  func wordsInCommon(with other: SpokenWords) -> Int {
    let own = words.split(separator: UInt8(ascii: " ")).filter { $0.count >= Self.stem }.map { $0.prefix(Self.stem) }
    return other.words.split(separator: UInt8(ascii: " ")).filter { word in
      word.count >= Self.stem && own.contains { $0.elementsEqual(word.prefix(Self.stem)) }
    }.count
  }

  /// In bytes: enough to tell words apart, few enough to leave endings out.
  private static let stem = 4

  /// Whether this word or turn of phrase stands in it; one that ends in `*` may go on with any ending.
  func holds(_ turn: String) -> Bool { holds(Turn(turn).bytes) }

  /// Whether it is nothing but this turn of phrase, with a "no", a thank-you or an "oh" before or behind it at most.
  func isOnly(_ turn: String) -> Bool {
    holds(turn) && words.split(separator: UInt8(ascii: " ")).count <= turn.split(separator: " ").count + 2
  }

  private func holds(_ turn: [UInt8]) -> Bool {
    guard turn.count <= words.count else { return false }
    return (0...(words.count - turn.count)).contains { words[$0...].starts(with: turn) }
  }

  /// In small letters, with one space before, between and after the words: bytes, since each message is searched for hundreds
  /// of turns.
  private static func spaced(_ text: String) -> [UInt8] {
    Array((" " + text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ") + " ").utf8)
  }
}
