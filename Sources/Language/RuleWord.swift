/// A word of a rule, which may have a star at its end, its beginning or both for the rest of a longer word: `fair*`, `*money`.
public enum RuleWord {
  /// The word cut as messages are cut, with its stars: `and/or*` → `and`, `/`, `or*`. None for stars alone.
  ///
  /// - Parameter word: folded, without spaces.
  public static func cut(_ word: Substring) -> [String] {
    let scalars = word.unicodeScalars
    let isOpenBefore = scalars.first == "*"
    let isOpenAfter = scalars.count > 1 && scalars.last == "*"
    let plain = scalars.dropFirst(isOpenBefore ? 1 : 0).dropLast(isOpenAfter ? 1 : 0)
    // Nearly all words are letters only and need no cutting.
    if plain.allSatisfy(TextFolding.isWordCharacter) { return plain.isEmpty ? [] : [String(word)] }
    var tokens = TokenizedText(String(plain)).tokens.map(\.folded)
    guard !tokens.isEmpty else { return [] }
    if isOpenBefore { tokens[0] = "*" + tokens[0] }
    if isOpenAfter { tokens[tokens.count - 1] += "*" }
    return tokens
  }
}
