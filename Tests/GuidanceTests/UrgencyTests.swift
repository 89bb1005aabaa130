import Companies
import Guidance
import Testing
import Vocabulary

/// Distress and fraud beat every other rule (CONVERSATION: "A person").
struct UrgencyTests {
  @Test(arguments: [
    (Language.en, "We paid a fake invoice yesterday", "ring your bank now"),
    (.en, "our supplier changed their bank account", "Stop the payment"),
    (.en, "I can't go on with this", "not alone"),
    (.en, "We can't pay wages this month", "Talk to somebody today"),
    (.en, "There is no reason to live", "112"),
    (.fi, "Toimittajan tilinumero on vaihtunut, onkohan se huijaus?", "soittakaa pankkiinne nyt"),
    (.fi, "rahat loppuu ens kuussa", "Puhukaa jonkun kanssa tänään"),
    (.fi, "en jaksa enää", "eikä yksin"),
    (.fi, "En saa nukuttua tämän takia", "112"),
    (.sv, "Vi blev lurade, pengarna gick i går", "ring er bank nu"),
    (.sv, "kassan är tom", "Prata med någon i dag"),
    (.sv, "Jag orkar inte längre", "inte ensamma"),
    (.sv, "jag kan inte sova", "112"),
  ])
  func `Need is answered first, whatever the parser read, with a person to turn to`(
    lang: Language, text: String, must: String
  ) throws {
    var talk = try Talking()
    talk.ask(.tellProfile, [.offering: .text("doors"), .sector: .text("metal")], lang: lang)
    let pending = talk.context.talk.memory.pending
    let answer = talk.ask(.askGuidance, [.topic: .text("payment_terms")], lang: lang, text: text)
    #expect(answer.text.contains(must) && answer.text.contains("https://"), "\(answer.text)")
    #expect((2...3).contains(answer.steps.count) && answer.words <= 120 && answer.lines <= 16)
    #expect(answer.question == nil && answer.gap == .person && !answer.text.contains("{"))
    #expect(talk.context.talk.memory.pending == pending)
  }

  @Test func `Need is heard in another language than that of the talk, and while something else waits for a yes`()
    throws
  {
    var talk = try Talking()
    talk.say("/forget")
    #expect(talk.say("en jaksa enää").text.contains("not alone"))
  }

  @Test(arguments: [
    "How do we protect ourselves against invoice fraud?", "What happens if the buyer goes bankrupt?",
    "Should we give up on Germany?", "miten vältämme huijauksia", "köparen gick i konkurs, vad nu?",
  ])
  func `A question about such things is only a question`(text: String) throws {
    var talk = try Talking()
    #expect(talk.ask(.askGuidance, [.topic: .text("credit_risk")], text: text).gap == nil)
  }

  @Test(arguments: [
    (Language.en, "The buyer refuses to pay, what can we do?", "is for a lawyer"),
    (.fi, "Ostaja ei suostu maksamaan, viedäänkö oikeuteen?", "kuuluu juristille"),
    (.sv, "Köparen vägrar betala", "Ert eget fall är för en jurist"),
  ])
  func `A dispute gets what is generally so, and whom to ask`(lang: Language, text: String, must: String) throws {
    var talk = try Talking()
    let plain = talk.ask(.askGuidance, [.topic: .text("contracts")], lang: lang)
    var other = try Talking()
    let answer = other.ask(.askGuidance, [.topic: .text("contracts")], lang: lang, text: text)
    #expect(answer.text.hasPrefix(plain.text.prefix(40)) && answer.text.contains(must) && !plain.text.contains(must))
    #expect(answer.gap == .legalCase && answer.words <= 120 && answer.lines <= 16)
  }

  @Test func `What can't be answered says why, for the list of gaps`() throws {
    var talk = try Talking()
    #expect(talk.ask(nil, confidence: 0).gap == .notUnderstood)
    #expect(talk.ask(.outOfScope).gap == .outOfScope)
    #expect(talk.ask(.askGuidance).gap == .notUnderstood)
    #expect(talk.ask(.askGuidance, [.topic: .text("no_such_page")]).gap == .noPage)
    #expect(talk.ask(.askMarket, [.market: .text("TR")]).gap == .noCard)
    #expect(talk.ask(.askInstrument).gap == .unknownInstrument)
    #expect(talk.ask(.findFunding, [.purpose: .text("nothing_serves_this")]).gap == .noSupport)
    #expect(talk.ask(.askGuidance, [.topic: .text("vat")]).gap == nil)
  }
}
