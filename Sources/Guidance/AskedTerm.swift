import Knowledge

/// The word that a question wants explained: "What is de minimis?", "mitä tarkoittaa DAP", "vad betyder EORI".
struct AskedTerm: Sendable, Hashable {
  private let words: String

  /// More words than this are no term but a question on a subject.
  private static let wordsMax = 3

  /// `nil` when the message asks something else.
  init?(in text: String, _ beginnings: [String], endings: [String], articles: [String]) {
    let spoken = Self.words(of: text)
    guard let beginning = beginnings.filter({ spoken.hasPrefix($0 + " ") }).max(by: { $0.count < $1.count }) else {
      return nil
    }
    var rest = spoken.dropFirst(beginning.count + 1).split(separator: " ").map(String.init)
    while let last = rest.last, endings.contains(last) { rest.removeLast() }
    while let first = rest.first, articles.contains(first) { rest.removeFirst() }
    guard (1...Self.wordsMax).contains(rest.count) else { return nil }
    words = rest.joined(separator: " ")
  }

  /// What a passage says of the term: the sentences that hold it; `nil` when none does.
  func explained(in passage: Passage) -> Passage? {
    let held = passage.text.allSentences.filter { " \(Self.words(of: $0)) ".contains(" \(words) ") }
    guard !held.isEmpty else { return nil }
    var part = passage
    // A name of its own, so that the rest of the passage is not taken for said.
    part.id += ".\(words)"
    part.text = held.joined(separator: " ")
    return part
  }

  private static func words(of text: String) -> String {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
  }
}
