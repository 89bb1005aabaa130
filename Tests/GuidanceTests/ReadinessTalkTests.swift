import Companies
import Guidance
import Testing
import Vocabulary

/// The readiness test as a talk.
struct ReadinessTalkTests {
  private func pendingFact(_ talk: Talking) -> FactName? {
    if case .fact(let key) = talk.context.talk.memory.pending { key.name } else { nil }
  }

  @Test func `It asks one question at a time to its end, and then shows every dimension`() throws {
    var talk = try Talking()
    var answer = talk.ask(.startAssessment)
    var asked: [FactName] = []
    while let fact = pendingFact(talk), asked.count < 30 {
      #expect(answer.question != nil && !asked.contains(fact), "\(fact) is asked twice")
      asked.append(fact)
      answer = talk.say("don't know")
    }
    #expect(asked.count > 15 && talk.context.talk.memory.pending == nil)
    let bars = answer.text.split(separator: "\n").filter { $0.contains("[") }
    #expect(bars.count == 8 && bars.allSatisfy { $0.count <= 72 })
    #expect(answer.lines <= 16)
  }

  @Test func `A known fact skips its question`() throws {
    var talk = try Talking()
    talk.ask(.startAssessment)
    let first = try #require(pendingFact(talk))
    #expect(first == .ownerCommitment)
    var other = try Talking()
    other.ask(.setTargetMarket, [.market: .text("SE")])
    other.ask(.startAssessment)
    #expect(pendingFact(other) != nil && pendingFact(other) != .ownerCommitment)
  }

  @Test func `It can be left for a question and taken up where it was`() throws {
    var talk = try Talking()
    talk.ask(.startAssessment)
    talk.say("decided")
    let next = try #require(pendingFact(talk))
    #expect(talk.ask(.askGuidance, [.topic: .text("vat")]).slots[.topic] == .text("vat"))
    talk.ask(.startAssessment)
    #expect(pendingFact(talk) == next)
    #expect(talk.context.company.known(.ownerCommitment) == .number(3))
  }

  @Test func `Rather not say is understood and goes on`() throws {
    var talk = try Talking()
    talk.ask(.startAssessment)
    let first = pendingFact(talk)
    #expect(talk.say("rather not say").question != nil)
    #expect(pendingFact(talk) != first)
    #expect(talk.context.company.fact(.ownerCommitment)?.value == .ratherNotSay)
  }

  @Test(arguments: Language.allCases)
  func `The result draws the score as long as its number says, and names the two weakest`(lang: Language) throws {
    var talk = try Talking()
    for (name, value) in [
      (FactName.ownerCommitment, FactValue.number(3)), (.profitState, .text("loss")), (.provenAtHome, .text("few")),
    ] {
      talk.context.company.apply(
        .setFact(
          Fact(
            key: FactKey(name), value: value, source: .said, by: "tester", at: talk.now,
            conversation: talk.context.talk.id, turn: 1)))
    }
    let answer = talk.ask(.showReadiness, lang: lang)
    let lines = answer.text.split(separator: "\n").map(String.init)
    #expect(lines.filter { $0.hasSuffix("[##########] 100") }.count == 1)
    #expect(lines.filter { $0.hasSuffix("[----------] 0") }.count == 1)
    #expect(lines.filter { $0.hasSuffix("[###-------] 33") }.count == 1)
    #expect(lines.filter { $0.hasSuffix("[----------] ?") }.count == 5)
    #expect(lines.filter { $0.hasPrefix("- ") }.count == 2 && !answer.text.contains("{"))
    let bars = lines.filter { $0.contains("[") }.map { $0.prefix { $0 != "[" }.count }
    #expect(Set(bars).count == 1)
  }
}
