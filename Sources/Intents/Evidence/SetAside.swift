import Language

/// The part of a message that is said only to be set aside: "the contract is fine, but who translates?", "freight is
/// settled, what papers go along?". The wish stands in what comes after.
///
/// It reaches from the beginning to the last word that turns (`turn` of the cues: but, mutta, men), and over each clause
/// before the last that says itself to be settled (`settled`: never mind, hoidossa, är löst).
struct SetAside: Sendable {
  private var tokens: Set<Int> = []

  /// Fewer words than this after the turn are no wish of their own.
  private static let wishMin = 2

  init() {}

  init(_ message: Message, cues: ProfileCues) {
    let end = message.text.tokens.count
    if let turn = cues.places("turn", message).last(where: {
      $0.lowerBound > 0 && end - $0.upperBound >= Self.wishMin
    }) {
      tokens.formUnion(0..<turn.lowerBound)
    }
    let settled = cues.places("settled", message)
    for clause in Self.clauses(message.text)
    where end - clause.upperBound >= Self.wishMin && settled.contains(where: { clause.contains($0.lowerBound) }) {
      tokens.formUnion(clause)
    }
  }

  func holds(_ place: Range<Int>) -> Bool { place.allSatisfy(tokens.contains) }

  /// The tokens of each clause, parted by punctuation.
  private static func clauses(_ text: TokenizedText) -> [Range<Int>] {
    var clauses: [Range<Int>] = []
    var begin = 0
    for index in text.tokens.indices.dropFirst() {
      let between = text.tokens[index - 1].range.upperBound..<text.tokens[index].range.lowerBound
      if text.scalars[between].contains(where: { ",.;:!?–—".unicodeScalars.contains($0) }) {
        clauses.append(begin..<index)
        begin = index
      }
    }
    return clauses + [begin..<text.tokens.count]
  }
}
