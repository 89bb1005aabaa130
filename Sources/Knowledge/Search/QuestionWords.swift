import Language

/// The words of a question or a text.
enum QuestionWords {
  static func all(of text: String) -> [String] {
    TokenizedText(text).tokens.filter { $0.kind != .mark }.map(\.folded)
  }

  /// What follows the last sign between clauses.
  static func lastClause(of text: String) -> [String] {
    all(of: String(text.split { ",;:.!?".contains($0) }.last ?? ""))
  }
}
