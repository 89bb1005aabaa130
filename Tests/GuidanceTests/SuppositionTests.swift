import Companies
import Guidance
import Testing
import Vocabulary

/// What is answered when a message was not understood for sure (CONVERSATION: honest doubt).
struct SuppositionTests {
  private static let doubt: [Language: String] = [
    .en: "I am not sure that I understood you.", .fi: "En ole varma, ymmärsinkö oikein.",
    .sv: "Jag är inte säker på att jag förstod rätt.",
  ]

  private func isInDoubt(_ answer: ComposedAnswer) -> Bool {
    Self.doubt[answer.lang].map(answer.text.hasPrefix) ?? false
  }

  @Test(arguments: Language.allCases)
  func `Nothing understood but clearly found is answered from the passage, with the doubt said first`(lang: Language)
    throws
  {
    var talk = try Talking()
    let plain = talk.ask(.askGuidance, [.topic: .text("customs")], lang: lang)
    talk = try Talking()
    let answer = talk.ask(.outOfScope, lang: lang, confidence: 0.3, found: "customs")
    #expect(isInDoubt(answer) && answer.text.contains(talk.base.name(ofTopic: "customs", in: lang) ?? "?"))
    let first = try #require(plain.text.split(separator: "\n").first)
    #expect(answer.text.contains(first), "\(answer.text)")
    #expect(answer.gap == .notUnderstood && answer.slots[.topic] == .text("customs") && !answer.sources.isEmpty)
    #expect(answer.words <= 120 && answer.lines <= 16)
    // A "no" is no answer to a question that rests on what was only supposed.
    #expect(answer.question == nil && talk.context.talk.memory.pending == nil)
    #expect(talk.say("more", lang: lang).text != answer.text)
  }

  @Test func `What is surely something else stays that`() throws {
    var talk = try Talking()
    #expect(talk.ask(.outOfScope, confidence: 0.98, found: "customs").gap == .outOfScope)
    #expect(talk.ask(.outOfScope, confidence: 0.4, found: "customs").slots[.topic] == nil)
    #expect(talk.ask(.askGuidance, [.topic: .text("vat")], found: "customs").slots[.topic] == .text("vat"))
    #expect(talk.ask(.greet, found: "customs").gap == nil)
    #expect(talk.ask(nil, confidence: 0).gap == .notUnderstood)
  }

  @Test func `A subject that is missing is taken from the search, the country from the question`() throws {
    var talk = try Talking()
    let answer = talk.ask(.askGuidance, [.market: .text("NO")], confidence: 0.6, found: "vat")
    #expect(isInDoubt(answer) && answer.slots[.topic] == .text("vat") && answer.slots[.market] == .text("NO"))
    #expect(answer.text.contains("Norw"))
  }

  @Test func `Readings to choose from come before what was found`() throws {
    var talk = try Talking()
    let other = Reading(intent: .findFunding, slots: Slots(), confidence: 0.3)
    let answer = talk.ask(
      .askGuidance, [.topic: .text("financing")], confidence: 0.4, alternatives: [other], found: "financing")
    #expect(answer.choices.count == 2 && !isInDoubt(answer))
  }

  @Test func `The only reading that has a name is answered in doubt when its answer changes nothing`() throws {
    let nameless = Reading(intent: .thank, slots: Slots(), confidence: 0.3)
    var talk = try Talking()
    let answer = talk.ask(.askGuidance, [.topic: .text("customs")], confidence: 0.4, alternatives: [nameless])
    #expect(isInDoubt(answer) && answer.slots[.topic] == .text("customs"))
    let wish = talk.ask(.setTargetMarket, [.market: .text("NO")], confidence: 0.4, alternatives: [nameless])
    #expect(!isInDoubt(wish) && talk.context.company.facts.isEmpty)
  }

  @Test func `What a message tells is noted, whatever its words lead to`() throws {
    var talk = try Talking()
    let answer = talk.ask(
      .outOfScope, confidence: 0.3, text: "We have a written export plan.", found: "export_plan")
    #expect(talk.context.company.known(.exportPlan) == .text("written"))
    #expect(!isInDoubt(answer), "\(answer.text)")
  }
}
