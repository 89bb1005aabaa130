import Companies
import Guidance
import Knowledge
import Testing
import Vocabulary

/// What every answer on a subject keeps to, over all of the content (CONVERSATION: "An answer").
struct AnswerBarTests {
  private static let topics = (try? Talking.knowledge.get().topics.keys.sorted()) ?? []

  private func checkBar(_ answer: ComposedAnswer, _ what: String) {
    #expect(answer.words <= 120, "\(what): \(answer.words) words")
    #expect(answer.lines <= 16, "\(what): \(answer.lines) lines")
    #expect(answer.steps.count <= 3, "\(what)")
    #expect(
      !answer.text.isEmpty && !answer.text.contains("{") && !answer.text.contains("  "), "\(what): \(answer.text)")
    for stage in ["awakening", "exploring", "preparing", "entering"] {
      #expect(!answer.text.contains(stage), "\(what) names a stage by its id")
    }
  }

  /// Whether the answer names the country: in Finnish and Swedish the name bends, and the United States go by short names.
  private func names(_ market: String, _ talk: Talking, _ lang: Language, _ answer: ComposedAnswer) -> Bool {
    let name = talk.base.name(ofMarket: market, in: lang)
    return answer.text.contains(name.prefix(3)) || (market == "US" && answer.text.contains("US"))
  }

  @Test(arguments: topics, Language.allCases)
  func `An answer on a topic fits a terminal, whatever the market`(topic: String, lang: Language) throws {
    for market in [nil, "SE", "NO", "DE", "GB", "US", "CH", "JP", "TR", "EU", "NORDICS"] {
      var talk = try Talking()
      let slots: [Slot: SlotValue] = [.topic: .text(topic)].merging(market.map { [.market: .text($0)] } ?? [:]) { $1 }
      let answer = talk.ask(.askGuidance, slots, lang: lang)
      checkBar(answer, "\(topic) \(market ?? "-") \(lang)")
      if let market {
        #expect(names(market, talk, lang, answer), "\(topic) \(market): \(answer.text)")
      }
    }
  }

  @Test(arguments: Language.allCases)
  func `An answer on a country fits a terminal, with a card or without`(lang: Language) throws {
    for market in try Talking().base.countryNames[lang]?.keys.sorted() ?? [] {
      var talk = try Talking()
      let answer = talk.ask(.askMarket, [.market: .text(market)], lang: lang)
      checkBar(answer, "\(market) \(lang)")
      #expect(names(market, talk, lang, answer), "\(market): \(answer.text)")
    }
  }

  @Test(arguments: Language.allCases)
  func `An answer on an instrument fits, and recommends only what is open`(lang: Language) throws {
    for instrument in try Talking().base.instruments {
      for intent in [Intent.askInstrument, .checkEligibility] {
        var talk = try Talking()
        let answer = talk.ask(intent, [.instrument: .text(instrument.id)], lang: lang)
        checkBar(answer, "\(instrument.id) \(intent) \(lang)")
        #expect(answer.instruments.map(\.id) == [instrument.id])
        if [.closed, .paused, .unknown].contains(instrument.status) {
          #expect(answer.steps.isEmpty, "\(instrument.id) is \(instrument.status) but the answer says how to apply")
        }
      }
    }
  }

  @Test(arguments: Language.allCases)
  func `An answer on money names only open support`(lang: Language) throws {
    let base = try Talking().base
    let open = Set(base.instruments.filter { $0.status == .open }.map(\.id))
    for purpose in Set(base.instruments.flatMap(\.purposes)).sorted() + ["nothing_serves_this"] {
      var talk = try Talking()
      let answer = talk.ask(.findFunding, [.purpose: .text(purpose)], lang: lang)
      checkBar(answer, "\(purpose) \(lang)")
      #expect(open.isSuperset(of: answer.instruments.map(\.id)), "\(purpose)")
    }
  }

  @Test func `Every source that is shown is an authority, a provider or the region`() throws {
    for topic in Self.topics {
      var talk = try Talking()
      let answer = talk.ask(.askGuidance, [.topic: .text(topic)])
      #expect(answer.sources.allSatisfy { $0.kind == "official" || $0.kind == "provider" })
    }
  }
}
