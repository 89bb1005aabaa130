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

  /// The facts that the whole test asks for, when everything is answered with "don't know".
  private func asked(in fresh: Talking, _ lang: Language) -> [FactKey] {
    var talk = fresh
    var asked: [FactKey] = []
    talk.ask(.startAssessment, lang: lang)
    while case .fact(let key) = talk.context.talk.memory.pending, asked.count < 40 {
      asked.append(key)
      talk.say([.en: "don't know", .fi: "en tiedä", .sv: "vet inte"][lang] ?? "", lang: lang)
    }
    return asked
  }

  @Test(arguments: Language.allCases)
  func `Each fact that is known skips its question, and no other`(lang: Language) throws {
    let fresh = try Talking()
    let all = asked(in: fresh, lang)
    #expect(all.count > 15 && Set(all).count == all.count)
    for key in all {
      var talk = fresh
      let value = try #require(FactCatalogue.definition(of: key.name).kind.example)
      #expect(FactCatalogue.problem(with: value, for: key) == nil, "\(key)")
      talk.context.company.apply(
        .setFact(
          Fact(
            key: key, value: value, source: .said, by: "tester", at: talk.now, conversation: talk.context.talk.id,
            turn: 1)))
      let rest = asked(in: talk, lang)
      #expect(!rest.contains(key), "\(key) is asked for although it is known")
      // Where the country is known, questions about it take the place of the general one.
      let hidden = Set(all).subtracting(rest).subtracting([key])
      #expect(hidden.isEmpty || rest.contains { $0.market != nil }, "\(key) hides \(hidden)")
    }
  }

  @Test func `A wish that was said skips the questions that it answers`() throws {
    var talk = try Talking()
    #expect(asked(in: talk, .en).contains(FactKey(.ownerCommitment)))
    talk.ask(.setTargetMarket, [.market: .text("SE")])
    let rest = asked(in: talk, .en)
    #expect(!rest.contains(FactKey(.ownerCommitment)) && !rest.contains(FactKey(.targetMarkets)))
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

extension FactKind {
  /// A value of this kind that answers the question.
  fileprivate var example: FactValue? {
    switch self {
    case .number(let range): .number(range.lowerBound)
    case .integer(let range): .number(Double(range.lowerBound))
    case .flag: .flag(true)
    case .choice(let values): values.first.map(FactValue.text)
    case .choices(let values): .list(Array(values.prefix(1)))
    case .text: .text("steel doors")
    case .words: .list(["steel doors"])
    case .languages: .list(["en"])
    case .markets: .list(["SE"])
    }
  }
}
