import Content
import Cooperation
import Foundation
import Testing
import Vocabulary

@Suite struct GuardRailTests {
  private let words: GuardRailWords
  private let rails: GuardRails

  init() throws {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    words = try ContentFolder(path: root.path).guardRails()
    rails = GuardRails(words)
  }

  private func isStopped(_ sentence: String) -> Bool {
    if case .stop = rails.judge(sentence) { true } else { false }
  }

  @Test func `None of the harmless sentences is stopped`() {
    #expect(GuardRailSentences.harmless.count >= 60)
    #expect(GuardRailSentences.harmless.filter(isStopped) == [])
  }

  @Test func `Nine of ten harmful sentences are stopped`() {
    let missed = GuardRailSentences.harmful.filter { !isStopped($0) }
    #expect(GuardRailSentences.harmful.count >= 60)
    #expect(missed.count * 10 <= GuardRailSentences.harmful.count, "not stopped: \(missed)")
  }

  @Test(arguments: [
    (GuardRailSentences.harmlessLater, GuardRailSentences.harmfulLater),
    (GuardRailSentences.harmlessLast, GuardRailSentences.harmfulLast),
    (GuardRailRounds.firstHarmless, GuardRailRounds.firstHarmful),
    (GuardRailRounds.secondHarmless, GuardRailRounds.secondHarmful),
    (GuardRailRounds.thirdHarmless, GuardRailRounds.thirdHarmful),
    (GuardRailRounds.fourthHarmless, GuardRailRounds.fourthHarmful),
  ])
  func `The sentences that came later do as well`(harmless: [String], harmful: [String]) {
    #expect(harmless.filter(isStopped) == [])
    let missed = harmful.filter { !isStopped($0) }
    #expect(missed.count * 10 <= harmful.count, "not stopped: \(missed)")
  }

  @Test func `Of fresh sentences no harmless one is stopped, nine of ten plain harmful ones and most oblique are`() {
    typealias Fresh = GuardRailFreshSentences
    #expect((Fresh.harmlessPlain + Fresh.harmlessOblique).filter(isStopped) == [])
    let missed = Fresh.harmfulPlain.filter { !isStopped($0) }
    #expect(missed.count * 10 <= Fresh.harmfulPlain.count, "not stopped: \(missed)")
    let oblique = Fresh.harmfulOblique.filter { !isStopped($0) }
    #expect(oblique.count * 3 <= Fresh.harmfulOblique.count, "not stopped: \(oblique)")
  }

  @Test(arguments: [
    (GuardRailStrangers.firstPlain, GuardRailStrangers.firstHarmless, 85),
    (GuardRailStrangers.secondPlain, GuardRailStrangers.secondHarmless, 80),
    (GuardRailNearTheLine.harmful, GuardRailNearTheLine.harmless, 80),
  ])
  func `Of what strangers wrote none that is harmless is stopped, and most that is plainly harmful is`(
    harmful: [String], harmless: [String], percent: Int
  ) {
    #expect(harmless.filter(isStopped) == [])
    let missed = harmful.filter { !isStopped($0) }
    #expect(missed.count * 100 <= harmful.count * (100 - percent), "not stopped: \(missed)")
  }

  /// What is said in images alone no list of words hears; a little of it is stopped by what else stands there.
  @Test func `Of hints in images no fewer are stopped than when they were first seen`() {
    let oblique = GuardRailStrangers.firstOblique + GuardRailStrangers.secondOblique
    #expect(oblique.filter(isStopped).count >= 6)
  }

  @Test func `The cost of a stand may be told and split, and what is agreed on beside it is still seen`() {
    #expect(GuardRailRounds.sharedCostsHarmless.filter(isStopped) == [])
    for sentence in [
      "We share the stand, and our price is 310 euros a metre.",
      "Osasto jaetaan kolmeen, mutta kukaan ei myy alle 50 euron.",
      "Ni tar Norge, vi tar Sverige, och montern delar vi.",
      "If all of us make fewer pallets, the prices come back.", "Our price for a steel door is 520 euros.",
    ] { #expect(isStopped(sentence), "\(sentence)") }
  }

  @Test(arguments: [
    "Price?", "margin", "hinta", "katteet", "asiakkaat", "priser", "kapacitet", "upphandling", "boikotti",
  ])
  func `A lone word gives a hint at most`(word: String) {
    guard case .hint = rails.judge(word) else {
      Issue.record("\(word): \(rails.judge(word))")
      return
    }
  }

  @Test func `The topic and the reason are told`() {
    #expect(rails.judge("Our price is 42 €/h.") == .stop(.price, why: .ownFigure))
    #expect(rails.judge("Our customers are Peab and Skanska.") == .stop(.customers, why: .ownFigure))
    #expect(rails.judge("You take Sweden, we take Norway.") == .stop(.markets, why: .call))
    #expect(rails.judge("Sovitaan, ettei palkata toistemme hitsareita.") == .stop(.wages, why: .call))
    #expect(rails.judge("Ingen köper av Nordlack innan de ger sig.") == .stop(.boycott, why: .call))
  }

  @Test func `A harmful sentence among harmless ones is found`() {
    #expect(
      rails.judge("Hello all! Nice weather. Our price? 42 €/h. See you on Tuesday.") == .stop(.price, why: .ownFigure))
  }

  @Test func `Odd text is judged without harm`() {
    for text in ["", " ", "€", "42", "...", "~ * ~", "👩‍🏭 %", String(repeating: "hinta 42 €/h ", count: 5000)] {
      _ = rails.judge(text)
    }
    #expect(rails.judge("") == .clear)
  }

  @Test(arguments: Language.allCases)
  func `Every topic and reason has its words in each language`(lang: Language) throws {
    let texts = try #require(words.sentences[lang])
    for topic in GuardRailTopic.allCases {
      #expect(words.families[topic.rawValue]?.isEmpty == false)
      #expect(texts.topics[topic]?.isEmpty == false)
      for reason in GuardRailReason.allCases {
        let text = try #require(texts.text(for: .stop(topic, why: reason)))
        #expect(!text.contains("{") && text.hasSuffix(texts.offer))
      }
    }
    #expect(texts.text(for: .clear) == nil)
  }

  @Test func `A pattern without a definite word is refused`() {
    for text in ["", "*", "**", "~", "~ price", "price ~", "our *"] { #expect(WordPattern(text) == nil, "\(text)") }
    #expect(WordPattern("none of us ~ sell*") != nil)
  }
}
