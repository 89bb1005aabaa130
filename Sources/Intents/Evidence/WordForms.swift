import Language
import Vocabulary

/// The forms under which one word of a message is looked up, each with how well it stands for the word.
struct WordForms: Sendable {
  /// As typed (folded), its pieces, and base forms.
  var words: [String: Double] = [:]
  /// The same without marks.
  var unmarked: [String: Double] = [:]
  /// Stems, with marks and without; empty for Finnish, which has base forms.
  var stems: [String: Double] = [:]
  var unmarkedStems: [String: Double] = [:]
  /// Whether a dictionary knows the word.
  var isKnown = false
  /// Whether the base forms are those of another, written word that it was probably spoken for.
  var isGuess = false

  /// - Parameters:
  ///   - standard: the written form of a word that is typed as it is spoken.
  ///   - isUnmarked: whether the message has no marks at all, so that a letter may stand for one with marks.
  init(
    _ token: Token, _ language: Vocabulary.Language, spokenFor standard: String?, isUnmarked: Bool,
    _ morphology: some Morphology
  ) {
    for piece in Self.pieces(token.folded) + (standard.map { [$0] } ?? []) {
      Self.keep(piece, 1, in: &words)
      let analysis = morphology.analysis(of: piece, in: language)
      let trust = analysis.isGuess ? Quality.guess : 1
      for lemma in analysis.lemmas { Self.keep(lemma, trust, in: &words) }
      for part in analysis.parts { Self.keep(part, Quality.compoundPart * trust, in: &words) }
      if analysis.isGuess { isGuess = true } else if !analysis.lemmas.isEmpty { isKnown = true }
      if language != .fi { Self.keep(analysis.stem, 1, in: &stems) }
    }
    guard isUnmarked else { return }
    for (word, quality) in words {
      Self.keep(TextFolding.withoutMarks(word), quality * Quality.unmarked, in: &unmarked)
    }
    for (stem, quality) in stems {
      Self.keep(TextFolding.withoutMarks(stem), quality * Quality.unmarked, in: &unmarkedStems)
    }
  }

  /// `eu-tuki` → itself, `eu`, `tuki`; `don't` → itself, `don`, `dont`.
  static func pieces(_ word: String) -> [String] {
    guard word.contains(where: { !$0.isLetter }) else { return [word] }
    var pieces = [word]
    for piece in word.split(whereSeparator: { "-‐‑&".contains($0) }).map(String.init) where piece != word {
      pieces.append(piece)
    }
    if word.contains("'") {
      pieces.append(word.replacing("'", with: ""))
      if let head = word.split(separator: "'").first { pieces.append(String(head)) }
    }
    return pieces
  }

  private static func keep(_ form: String, _ quality: Double, in forms: inout [String: Double]) {
    if quality > forms[form] ?? 0 { forms[form] = quality }
  }
}

/// How much a hit counts by the way it was found.
enum Quality {
  static let compoundPart = 0.8
  static let unmarked = 0.9
  /// A spoken word, by the written one that a dictionary knows.
  static let guess = 0.9
  static let typo = 0.79
}
