import Language
import Vocabulary

/// The forms of a word by which it is found: Finnish by base forms, the others by stems.
struct SearchTerms {
  /// A part of a compound stands for less than the whole word.
  static let partWeight = 0.5

  let lang: Vocabulary.Language
  let morphology: any Morphology

  /// What a word counts as, with weights; for counting in texts.
  func weighted(_ word: String) -> [String: Double] {
    let analysis = morphology.analysis(of: word, in: lang)
    var terms: [String: Double] = [:]
    for part in analysis.parts { terms[part] = Self.partWeight }
    for lemma in analysis.lemmas { terms[lemma] = 1 }
    if analysis.lemmas.isEmpty { terms[analysis.stem] = 1 }
    return terms
  }

  /// All forms under which a word of a question is looked up; `eu-tuki` also as `eu` and as `tuki`.
  func forms(_ word: String) -> Set<String> {
    var forms: Set<String> = []
    for piece in Set([word] + word.split(separator: "-").map(String.init)) {
      let analysis = morphology.analysis(of: piece, in: lang)
      forms.formUnion([piece, TextFolding.withoutMarks(piece)] + analysis.lemmas + analysis.parts + stem(analysis))
    }
    return forms
  }

  /// Whether a dictionary has the word, so that it is no slip.
  func knows(_ word: String) -> Bool {
    let analysis = morphology.analysis(of: word, in: lang)
    return !analysis.lemmas.isEmpty && !analysis.isGuess
  }

  /// The forms under which a word of the content's lists is kept.
  func keys(_ word: String) -> [String] {
    [word, TextFolding.withoutMarks(word)] + stem(morphology.analysis(of: word, in: lang))
  }

  /// Marked, so that a stem never passes for a word that looks like it; also as people type it who leave marks out.
  private func stem(_ analysis: WordAnalysis) -> [String] {
    lang == .fi ? [] : ["\(analysis.stem)|", "\(TextFolding.withoutMarks(analysis.stem))|"]
  }
}
