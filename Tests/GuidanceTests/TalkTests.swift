import Companies
import Guidance
import Testing
import Vocabulary

/// What a talk remembers and how it goes on.
struct TalkTests {
  private let profile: [Slot: SlotValue] = [
    .offering: .text("steel doors"), .sector: .text("metal"), .employees: .number(12), .municipality: .text("Nivala"),
  ]

  @Test func `What is told is noted, said, and can be undone`() throws {
    var talk = try Talking()
    let answer = talk.ask(.tellProfile, profile)
    #expect(answer.text.hasPrefix("Noted: "))
    #expect(answer.text.contains("people 12") && answer.text.contains("Nivala") && answer.text.contains("/undo"))
    let fact = try #require(talk.context.company.fact(.employees))
    #expect(fact.by == "tester" && fact.turn == 1 && fact.conversation == talk.context.talk.id && fact.at == talk.now)
    talk.say("/undo")
    #expect(talk.context.company.facts.isEmpty)
    #expect(talk.say("/undo").text.contains("nothing to take back"))
  }

  @Test func `A known fact is never asked again`() throws {
    var talk = try Talking()
    talk.ask(.tellProfile, profile)
    let asked = (1...6).compactMap { _ in talk.ask(.askStage).question }
    #expect(!asked.contains { $0.contains("How many are you") || $0.contains("field are you in") })
  }

  @Test func `The next message is first read as the answer to the open question`() throws {
    var talk = try Talking()
    talk.ask(.tellProfile, [.offering: .text("steel doors"), .sector: .text("metal")])
    #expect(talk.context.talk.memory.pending == .fact(FactKey(.employees)))
    #expect(talk.say("12").text.contains("people 12"))
    #expect(talk.context.company.known(.employees) == .number(12))
  }

  @Test func `Don't know is an answer, and is not asked again`() throws {
    var talk = try Talking()
    talk.ask(.tellProfile, [.offering: .text("doors"), .sector: .text("metal")])
    talk.say("rather not say")
    #expect(talk.context.company.fact(.employees)?.value == .ratherNotSay)
    #expect(talk.ask(.tellProfile, [.municipality: .text("Nivala")]).question?.contains("How many are you") != true)
  }

  @Test func `A new question beats the open one, which stays open`() throws {
    var talk = try Talking()
    talk.ask(.tellProfile, [.offering: .text("doors"), .sector: .text("metal")])
    let answer = talk.ask(.thank, text: "thank you very much?")
    #expect(!answer.text.contains("Noted"))
    #expect(talk.context.talk.memory.pending == .fact(FactKey(.employees)))
    #expect(talk.say("7").text.contains("people 7"))
  }

  @Test func `Never more than three questions in a row`() throws {
    var talk = try Talking()
    var inARow = 0
    for reply in ["doors", "metal", "12", "Nivala", "never", "Sweden"] {
      let asks = (inARow == 0 ? talk.ask(.tellProfile, [.foundedYear: .number(2010)]) : talk.say(reply)).question != nil
      inARow = asks ? inARow + 1 : 0
      #expect(inARow <= 3)
      if !asks { break }
    }
    #expect(inARow == 0)
  }

  @Test func `A wish for a market is noted with what follows from it`() throws {
    var talk = try Talking()
    talk.ask(.setTargetMarket, [.market: .list(["NO", "SE"])])
    let company = talk.context.company
    #expect(company.known(.targetMarkets)?.list == ["NO", "SE"])
    #expect(company.known(.ownerCommitment) == .number(1))
    #expect(company.fact(.ownerCommitment)?.source == .implied)
    #expect(company.known(.marketStatus, market: "NO") == .text("idea"))
  }

  @Test func `A sale told in a question is taken, shown, moves the stage, and can be undone`() throws {
    var talk = try Talking()
    let text = "Two doors were ordered from Norway, what about VAT?"
    let answer = talk.ask(.askGuidance, [.topic: .text("vat"), .market: .text("NO")], text: text)
    #expect(answer.text.contains("Noted: sales abroad on request. Wrong? /undo"))
    #expect(answer.words <= 120 && answer.lines <= 16)
    #expect(talk.context.company.known(.marketStatus, market: "NO") == .text("ordered"))
    #expect(answer.stage == .entering)
    talk.say("/undo")
    #expect(talk.context.company.facts.isEmpty && talk.context.company.stage == nil)
  }

  @Test func `An enquiry is no sale, and a question about orders tells of neither`() throws {
    var talk = try Talking()
    talk.ask(.askNextSteps, [.market: .text("NO")], text: "We got an enquiry from Norway, what now?")
    #expect(talk.context.company.known(.exportRhythm) == nil)
    #expect(talk.context.company.known(.marketStatus, market: "NO") == .text("contacted"))
    var other = try Talking()
    other.ask(
      .askGuidance, [.topic: .text("partner_search"), .market: .text("NO")], text: "How do we get orders from Norway?")
    #expect(other.context.company.facts.isEmpty)
  }

  @Test func `A step is done by its number on the screen, and can be undone`() throws {
    var talk = try Talking()
    let shown = talk.ask(.askGuidance, [.topic: .text("customs"), .market: .text("NO")]).steps
    let done = talk.say("/done 1")
    #expect(talk.context.company.state(ofStep: shown[0].id) == .done)
    #expect(done.text.contains("Marked as done"))
    #expect(!done.steps.contains { $0.id == shown[0].id })
    talk.say("/undo")
    #expect(talk.context.company.state(ofStep: shown[0].id) == .open)
  }

  @Test(arguments: ["/done", "/done 9", "/done zero", "/skip x"])
  func `A step that is not on the screen is asked for`(command: String) throws {
    var talk = try Talking()
    talk.ask(.askGuidance, [.topic: .text("customs")])
    #expect(talk.say(command).text.contains("Which step"))
    #expect(talk.context.company.steps.isEmpty)
  }

  @Test func `The same words are not said twice; more gives more`() throws {
    var talk = try Talking()
    let first = talk.ask(.askGuidance, [.topic: .text("vat")])
    let second = talk.ask(.askGuidance, [.topic: .text("vat")])
    #expect(first.text != second.text)
    #expect(talk.say("more").text != first.text)
    #expect(talk.say("/repeat").text.hasPrefix(first.text.prefix(40)))
  }

  @Test func `Forgetting needs its own words`() throws {
    var talk = try Talking()
    talk.ask(.tellProfile, profile)
    #expect(talk.say("/forget").text.contains("forget everything"))
    #expect(talk.ask(.affirm, text: "yes").text.contains("Nothing was erased"))
    #expect(!talk.context.company.facts.isEmpty)
    talk.say("/forget")
    #expect(talk.say("Forget everything").text.contains("erased"))
    #expect(talk.context.company.facts.isEmpty)
  }

  @Test func `An unsure reading is offered to choose from`() throws {
    var talk = try Talking()
    let other = Reading(intent: .askGuidance, slots: Slots([.topic: .text("vat")]), confidence: 0.3)
    let answer = talk.ask(.askGuidance, [.topic: .text("customs")], confidence: 0.4, alternatives: [other])
    #expect(answer.choices.count == 2)
    let chosen = talk.say("2")
    #expect(chosen.slots[.topic] == .text("vat"))
    #expect(!chosen.text.contains("Did you mean"))
  }

  @Test func `Not understood is said, with a person to turn to`() throws {
    var talk = try Talking()
    let answer = talk.ask(nil, confidence: 0)
    #expect(answer.text.contains("did not understand") && answer.text.contains("https://"))
  }

  @Test func `Why names the subject, the facts used and the sources`() throws {
    var talk = try Talking()
    talk.ask(.tellProfile, profile)
    talk.ask(.askGuidance, [.topic: .text("customs"), .market: .text("NO")])
    let why = talk.say("/why")
    #expect(why.text.contains("Norway") && why.text.contains("12"))
    #expect(!why.sources.isEmpty)
  }

  @Test func `A stray word never switches the language, a sentence does`() throws {
    var talk = try Talking()
    #expect(talk.ask(.askGuidance, [.topic: .text("vat")], lang: .fi, text: "miten alv menee").lang == .fi)
    #expect(talk.ask(.thank, lang: .en, text: "thanks").lang == .fi)
    #expect(talk.ask(.askGuidance, [.topic: .text("customs")], lang: .sv, text: "hur går det med tullen").lang == .sv)
  }

  @Test func `The data shown has every fact with its date`() throws {
    var talk = try Talking()
    talk.ask(.tellProfile, profile)
    let data = talk.say("/data")
    for word in ["steel doors", "metal", "12", "Nivala", "23.11.2026"] { #expect(data.text.contains(word)) }
  }

  @Test func `The stage is null until something basic is known`() throws {
    var talk = try Talking()
    #expect(talk.ask(.askGuidance, [.topic: .text("vat")]).stage == nil)
    #expect(talk.ask(.tellProfile, profile).stage != nil)
  }
}
