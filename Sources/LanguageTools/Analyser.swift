import Language
import Vocabulary

/// Finnish by Voikko, Swedish and English by Snowball. One for each thread: it is not Sendable because a Voikko handle on two threads
/// aborts the process. Making one takes a few milliseconds and about 3 MB.
public final class Analyser: Morphology {
  /// Words that are remembered; older ones are forgotten first.
  public static let cacheSize = 20_000
  /// Longer words are not analysed: their analysis could take long and says nothing.
  static let wordLengthMax = 60

  private let voikko: VoikkoAnalyser
  private let finnish: SnowballStemmer
  private let swedish: SnowballStemmer
  private let english: SnowballStemmer
  private var cache: RecentCache<Key, WordAnalysis>

  private struct Key: Hashable {
    var word: String
    var language: Vocabulary.Language
  }

  public init(cacheSize: Int = Analyser.cacheSize) throws(LanguageToolsError) {
    voikko = try VoikkoAnalyser()
    finnish = try SnowballStemmer(.fi)
    swedish = try SnowballStemmer(.sv)
    english = try SnowballStemmer(.en)
    cache = RecentCache(capacity: cacheSize)
  }

  public func analysis(of word: String, in language: Vocabulary.Language) -> WordAnalysis {
    let folded = TextFolding.folded(word)
    guard folded.unicodeScalars.count <= Self.wordLengthMax, !folded.contains("\0") else {
      return WordAnalysis(stem: folded)
    }
    let key = Key(word: folded, language: language)
    if let known = cache[key] { return known }
    let analysis =
      switch language {
      case .fi: finnishAnalysis(folded)
      case .sv: WordAnalysis(stem: swedish.stem(folded))
      case .en: WordAnalysis(stem: english.stem(folded))
      }
    cache[key] = analysis
    return analysis
  }

  private func finnishAnalysis(_ word: String) -> WordAnalysis {
    let stem = finnish.stem(word)
    var (lemmas, parts) = bothCases(word)
    if lemmas.isEmpty {
      for candidate in Self.withMarksRestored(word) where lemmas.isEmpty {
        let (more, moreParts) = bothCases(candidate)
        lemmas += more.filter { !lemmas.contains($0) }
        parts += moreParts.filter { !parts.contains($0) }
      }
    }
    guard lemmas.isEmpty else { return WordAnalysis(lemmas: lemmas, parts: parts, stem: stem) }
    for guess in SpokenFinnish.guesses(for: word) {
      let (lemmas, parts) = bothCases(guess)
      if !lemmas.isEmpty { return WordAnalysis(lemmas: lemmas, parts: parts, stem: stem, isGuess: true) }
    }
    return WordAnalysis(stem: stem)
  }

  /// Names are known with a capital only.
  private func bothCases(_ word: String) -> (lemmas: [String], parts: [String]) {
    let small = voikko.analysis(of: word)
    let capital = voikko.analysis(of: word.prefix(1).uppercased() + word.dropFirst())
    return (
      small.lemmas + capital.lemmas.filter { !small.lemmas.contains($0) },
      small.parts + capital.parts.filter { !small.parts.contains($0) }
    )
  }

  /// For words typed without umlauts. Vowel harmony makes them all or none in a word; in a compound they may begin with a part.
  static func withMarksRestored(_ word: String) -> [String] {
    guard !word.contains(where: { $0 == "ä" || $0 == "ö" }), word.contains(where: { $0 == "a" || $0 == "o" }) else {
      return []
    }
    let letters = Array(word)
    func restored(_ range: Range<Int>) -> String {
      String(
        letters.indices.map { index in
          guard range.contains(index) else { return letters[index] }
          return letters[index] == "a" ? "ä" : letters[index] == "o" ? "ö" : letters[index]
        })
    }
    var candidates = [restored(0..<letters.count)]
    candidates.append(String(letters.map { $0 == "a" ? "ä" : $0 }))
    candidates.append(String(letters.map { $0 == "o" ? "ö" : $0 }))
    if letters.count >= 7, letters.count <= 24 {
      for split in 3...(letters.count - 3) {
        candidates.append(restored(split..<letters.count))
        candidates.append(restored(0..<split))
      }
    }
    var seen: Set<String> = [word]
    return candidates.filter { seen.insert($0).inserted }
  }
}
