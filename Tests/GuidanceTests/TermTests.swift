import Companies
import Guidance
import Knowledge
import Testing
import Vocabulary

/// A word of the trade that somebody asks for is explained, whatever the parser made of the message.
struct TermTests {
  /// Ways of asking; `_` stands for the term.
  private static let forms: [Language: [String]] = [
    .en: ["What is _?", "what does _ mean", "explain _", "_, what's that", "_?"],
    .fi: ["Mikä on _?", "mikä ihme on _", "mitä _ tarkoittaa?", "_, mikä se on?", "_?"],
    .sv: ["Vad är _?", "vad är _ för något", "vad menas med _", "_, vad är det för nåt", "_?"],
  ]

  /// What says, where no page is cited, that it holds in general or who can tell (`docs/content.md`).
  private static let hedges: [Language: [String]] = [
    .en: ["as a rule", "check", "ask"], .fi: ["yleensä", "tarkist", "kysy", "varmist"],
    .sv: ["i regel", "kontrollera", "fråga"],
  ]

  @Test(arguments: AnswerMatrixTests.places)
  func `Every name of every term is explained in every form, with a source or the doubt said`(
    place: AnswerMatrixTests.Place
  ) throws {
    let fresh = try place.talk()
    #expect(fresh.base.terms.count > 40)
    for term in fresh.base.terms {
      for name in term.names[place.lang] {
        for form in Self.forms[place.lang] ?? [] {
          var talk = fresh
          let text = form.split(separator: "_", omittingEmptySubsequences: false).joined(separator: name)
          let answer = talk.say(text, lang: place.lang)
          #expect(answer.text == term.text[place.lang], "\(text)")
          #expect(answer.steps.isEmpty && answer.question == nil && answer.gap == nil, "\(text)")
          #expect(answer.because.contains { $0.rule == "term.\(term.id)" }, "\(text)")
          let isHedged = Self.hedges[place.lang]?.contains { answer.text.lowercased().contains($0) } ?? false
          #expect(!answer.sources.isEmpty || isHedged, "\(text): \(answer.text)")
        }
      }
    }
  }

  @Test func `The talk goes on about the term's subject, and asked again it is said again`() throws {
    var talk = try Talking()
    let first = talk.say("what is CMR?")
    let again = talk.say("what is CMR?")
    #expect(first.text == again.text && again.intent == .askGuidance)
    #expect(again.slots[.topic] == .text("export_documents"))
  }

  @Test func `Said again, or asked where it is from, it is the term and not its subject`() throws {
    var talk = try Talking()
    let first = talk.say("what is EXW?")
    #expect(talk.say("/repeat").text == first.text)
    let why = talk.say("/why")
    #expect(why.text != first.text && why.sources == first.sources && !why.sources.isEmpty)
    let topic = talk.ask(.askGuidance, [.topic: .text("incoterms")])
    #expect(topic.text != first.text && talk.say("/repeat").text.contains(topic.text.prefix(40)))
  }

  @Test func `A support that has the name stays the subject`() throws {
    var talk = try Talking()
    let answer = talk.ask(.askInstrument, [.instrument: .text("leader")], text: "What is Leader?")
    #expect(answer.text.contains("rural companies") && answer.slots[.instrument] == .text("leader"))
    let bare = talk.ask(.askInstrument, [.instrument: .text("leader")], text: "Leader?")
    #expect(bare.instruments.map(\.id) == ["leader"])
  }

  @Test func `A word that no term has is answered as before`() throws {
    var talk = try Talking()
    let answer = talk.ask(
      .askGuidance, [.topic: .text("customs")], text: "What is customs clearance in practice there?")
    #expect(!answer.steps.isEmpty)
    #expect(talk.say("what is a gizmo?").gap == .notUnderstood)
  }

  @Test func `What asks for more than the word is no definition`() throws {
    var talk = try Talking()
    let answer = talk.ask(
      .askGuidance, [.topic: .text("customs")], text: "What is an EORI number and how do we get one?")
    #expect(!answer.steps.isEmpty && !answer.because.contains { $0.rule.hasPrefix("term.") })
  }

  @Test func `A question that is open stays open while a term is explained`() throws {
    var talk = try Talking()
    talk.context.talk.memory.pending = .fact(FactKey(.municipality))
    let answer = talk.say("what is an agent?")
    #expect(answer.text.hasPrefix("An agent"))
    #expect(talk.context.talk.memory.pending == .fact(FactKey(.municipality)))
    #expect(talk.context.company.known(.municipality) == nil)
  }
}
