import Foundation
import Language
import Testing
import Vocabulary

@testable import LanguageTools

@Suite struct AnalyserTests {
  @Test(arguments: [
    ("vientimarkkinoille", "vientimarkkina"), ("rahoitusta", "rahoitus"), ("norjassa", "norja"), ("Saksaan", "saksa"),
    ("mitä", "mikä"),
  ])
  func findsFinnishBaseForms(word: String, lemma: String) throws {
    #expect(try Analyser().analysis(of: word, in: .fi).lemmas.contains(lemma))
  }

  @Test func findsCompoundParts() throws {
    let parts = try Analyser().analysis(of: "messuavustuksen", in: .fi).parts
    #expect(parts.contains("messu") || parts.contains("messut"))
    #expect(try Analyser().analysis(of: "tulliselvityksen", in: .fi).parts.contains("tulli"))
  }

  @Test(arguments: [("tyontekijaa", "työntekijä"), ("meilla", "me"), ("paamies", "päämies")])
  func restoresMissingMarks(typed: String, lemma: String) throws {
    #expect(try Analyser().analysis(of: typed, in: .fi).lemmas.contains(lemma))
  }

  @Test(arguments: [
    ("saaha", "saada"), ("tehhä", "tehdä"), ("yhessä", "yksi"), ("lähtis", "lähteä"), ("kannattas", "kannattaa"),
    ("meirän", "me"), ("kolome", "kolme"), ("firmast", "firma"), ("englanniks", "englanti"), ("rahotus", "rahoitus"),
  ])
  func `A spoken Finnish word has the base form of the written one, marked as a guess`(
    spoken: String, lemma: String
  ) throws {
    let analysis = try Analyser().analysis(of: spoken, in: .fi)
    #expect(analysis.lemmas.contains(lemma))
    #expect(analysis.isGuess)
  }

  @Test func `A word that the dictionary knows is never guessed to be another`() throws {
    let analysis = try Analyser().analysis(of: "kattoa", in: .fi)
    #expect(analysis.lemmas == ["katto"])
    #expect(!analysis.isGuess)
  }

  @Test(arguments: [String(repeating: "h", count: 60), String(repeating: "tt", count: 30), "äätthhnen"])
  func `A strange word is not guessed at for long`(word: String) {
    #expect(SpokenFinnish.guesses(for: word).count <= SpokenFinnish.guessesMax)
  }

  @Test func stemsSwedishAndEnglish() throws {
    let analyser = try Analyser()
    #expect(analyser.analysis(of: "marknaden", in: .sv).stem == analyser.analysis(of: "marknader", in: .sv).stem)
    #expect(analyser.analysis(of: "exporting", in: .en).stem == analyser.analysis(of: "exports", in: .en).stem)
  }

  @Test func unknownWordsKeepAStem() throws {
    let analysis = try Analyser().analysis(of: "qwzxqw", in: .fi)
    #expect(analysis.lemmas.isEmpty)
    #expect(analysis.stem.hasPrefix("qwzx"))
  }

  @Test(arguments: ["", "\u{0}tulli", String(repeating: "hitsaus", count: 500), "\u{FFFD}\u{200D}"])
  func oddInputIsHarmless(word: String) throws {
    #expect(try Analyser().analysis(of: word, in: .fi).parts.isEmpty)
  }

  @Test func oneAnalyserAThreadGivesTheSameAnswers() async throws {
    let words = ["vientimarkkinoille", "tulliselvityksen", "rahoitusta", "norjassa", "kuusi", "yhteistyökumppanin"]
    let expected = try { () throws -> [WordAnalysis] in
      let analyser = try Analyser()
      return words.map { analyser.analysis(of: $0, in: .fi) }
    }()
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<4 {
        group.addTask {
          let analyser = try Analyser(cacheSize: 2)
          return (0..<200).allSatisfy { _ in words.map { analyser.analysis(of: $0, in: .fi) } == expected }
        }
      }
      for try await same in group { #expect(same) }
    }
  }
}

@Suite struct RecentCacheTests {
  @Test func neverHoldsMoreThanItsCapacity() {
    var cache = RecentCache<Int, Int>(capacity: 10)
    for number in 0..<1_000 {
      cache[number] = number
      #expect(cache.count <= 10)
    }
  }

  @Test func keepsWhatIsAskedFor() {
    var cache = RecentCache<Int, Int>(capacity: 10)
    cache[0] = 100
    for number in 1..<100 {
      cache[number] = number
      #expect(cache[0] == 100)
    }
    #expect(cache[1] == nil)
  }
}
