import Companies
import Testing
import Vocabulary

@Suite struct ReadinessTests {
  /// The worked examples of the assessment: answers in the order of the form, `u` = do not know, `–` = not answered.
  struct Example: Sendable, CustomTestStringConvertible {
    let name: String
    let answers: String
    let scores: [Double?]
    let total: Double?
    let known: Double

    var testDescription: String { name }
  }

  static let examples = [
    Example(
      name: "A beginner", answers: "1,1,2 0,1,0 2,0,1 3,1,2 1,3,1 0,0,0 u,0,0 1,2,0",
      scores: [42.9, 9.5, 38.1, 71.4, 60.0, 0, 0, 40.0], total: 34.9, known: 0.96),
    Example(
      name: "B prepared", answers: "3,2,3 3,2,1 2,2,2 3,2,2 2,3,2 3,1,1 1,1,1 2,3,2",
      scores: [90.5, 71.4, 66.7, 81.0, 80.0, 61.9, 33.3, 80.0], total: 73.1, known: 1),
    Example(
      name: "C half done", answers: "2,1,2 –,–,– 2,1,1 2,–,– –,–,– –,–,– –,–,– –,–,–",
      scores: [57.1, nil, 47.6, 66.7, nil, nil, nil, nil], total: 57.1, known: 0.34),
    Example(
      name: "D no decision", answers: "1,2,3 3,2,1 2,2,2 3,2,2 2,3,2 3,1,1 1,1,1 2,3,2",
      scores: [61.9, 71.4, 66.7, 81.0, 80.0, 61.9, 33.3, 80.0], total: 67.4, known: 1),
    Example(
      name: "E chance order", answers: "–,–,– –,–,– –,–,– –,–,– –,–,– –,–,– –,–,– –,–,–",
      scores: [nil, nil, nil, nil, nil, nil, nil, nil], total: nil, known: 0),
  ]

  static func answers(_ text: String) -> [ReadinessQuestion: ReadinessAnswer] {
    let marks = text.split { $0 == " " || $0 == "," }
    var answers: [ReadinessQuestion: ReadinessAnswer] = [:]
    for (question, mark) in zip(ReadinessQuestion.allCases, marks) {
      answers[question] = Int(mark).map(ReadinessAnswer.scale) ?? (mark == "u" ? .unknown : nil)
    }
    return answers
  }

  @Test(arguments: examples)
  func `the worked examples are scored as they are written`(example: Example) {
    let result = Readiness.result(answers: Self.answers(example.answers))
    for (dimension, expected) in zip(ReadinessDimension.allCases, example.scores) {
      #expect(isNear(result.scores[dimension], expected), "\(dimension)")
    }
    #expect(isNear(result.total, example.total))
    #expect(abs(result.knownShare - example.known) < 0.005)
    #expect(result.isPartial == example.scores.contains(nil))
  }

  @Test func `weights add up to one and fifty`() {
    let weights = ReadinessDimension.allCases.reduce(0) { $0 + $1.weight }
    #expect(abs(weights - 1) < 1e-9)
    #expect(ReadinessQuestion.allCases.reduce(0) { $0 + $1.weight } == 50)
    #expect(ReadinessQuestion.allCases.count == 24)
  }

  @Test func `a gate needs its score and its must-have`() {
    let prepared = Readiness.result(answers: Self.answers(Self.examples[1].answers))
    let undecided = Readiness.result(answers: Self.answers(Self.examples[3].answers))
    #expect(prepared.holdsGate(of: .commitment) == true)
    #expect(undecided.holdsGate(of: .commitment) == false, "61.9 is enough, a decision of 1 is not")
    #expect(undecided.holdsGate(of: .finance) == true)
    #expect(Readiness.result(answers: [:]).holdsGate(of: .finance) == nil)
    #expect(Readiness.result(answers: [.profit: .unknown]).holdsGate(of: .finance) == nil)
    #expect(
      Readiness.result(answers: [.profit: .scale(3), .budget: .scale(0), .cash: .scale(0)])
        .holdsGate(of: .finance) == true, "42.9 of 34")
    #expect(
      Readiness.result(answers: [.profit: .scale(0), .budget: .scale(3), .cash: .scale(3)])
        .holdsGate(of: .finance) == false, "57.1, but a loss")
  }

  @Test func `what is not known counts as nothing and is listed to find out`() {
    let result = Readiness.result(answers: [.rules: .unknown, .terms: .scale(3)])
    #expect(isNear(result.scores[.practice], 50))
    #expect(result.toFindOut == [.rules])
    #expect(result.weakest == [.practice])
  }

  @Test func `facts stand for answers`() {
    let company = Company.make([
      FactKey(.ownerCommitment): .number(2), FactKey(.hoursPerWeek): .number(1.5),
      FactKey(.personInCharge): .text("owner"),
      FactKey(.profitState): .text("profit"), FactKey(.cashRoom): .text("tight"), FactKey(.edgeClear): .flag(false),
      FactKey(.digitalLevel): .text("low"), FactKey(.targetMarkets): .list(["NO", "SE"]),
      FactKey(.marketStatus, market: "NO"): .text("visited"), FactKey(.compliance, market: "NO"): .unknown,
      FactKey(.termsReady): .ratherNotSay, FactKey(.languages): .list(["fi", "sv"]),
      FactKey(.webLanguages): .list(["fi", "en"]), FactKey(.cooperationInterests): .list(["shared_trip", "peer_talk"]),
    ])
    #expect(
      Readiness.answers(of: company) == [
        .decision: .scale(2), .hours: .scale(1), .person: .scale(2), .profit: .scale(3), .cash: .scale(1),
        .edge: .scale(0), .digital: .scale(1), .chosen: .scale(3), .facts: .scale(3), .talks: .scale(2),
        .rules: .unknown, .language: .scale(3), .material: .scale(2), .share: .scale(2),
      ])
  }

  @Test(
    arguments: [(0, 0), (1, 1), (2, 2), (8, 2), (8.5, 3)] as [(Double, Int)])
  func `hours a week have their limits`(hours: Double, points: Int) {
    let company = Company.make([FactKey(.hoursPerWeek): .number(hours)])
    #expect(Readiness.answers(of: company)[.hours] == .scale(points))
  }

  /// Every allowed value of a choice that the check looks at has its points, so that no answer is lost.
  @Test func `each value of the catalogue stands for an answer`() {
    let choices: [FactName: ReadinessQuestion] = [
      .personInCharge: .person, .internationalExperience: .experience, .profitState: .profit, .budget: .budget,
      .cashRoom: .cash, .provenAtHome: .proven, .adaptable: .adapt, .capacityRoom: .room, .deliveryRecord: .reliable,
      .digitalLevel: .digital, .leadsCount: .talks, .cooperationExperience: .know,
    ]
    for (name, question) in choices {
      for value in FactCatalogue.definition(of: name).allowedValues {
        let company = Company.make([FactKey(name): .text(value)])
        #expect(Readiness.answers(of: company)[question] != nil, "\(name) \(value)")
      }
    }
    for value in FactCatalogue.definition(of: .compliance).allowedValues {
      let company = Company.make([FactKey(.compliance, market: "SE"): .text(value)])
      #expect(Readiness.answers(of: company)[.rules] != nil, "compliance \(value)")
    }
  }

  @Test func `facts of more than a year ago do not count and are asked again`() {
    let company = Company.make([FactKey(.profitState): .text("profit")])
    let told = Company.toldAt.day.daysSince1970
    let atLast = Day(daysSince1970: told + 365)
    let after = Day(daysSince1970: told + 366)
    #expect(Readiness.answers(of: company, today: atLast)[.profit] == .scale(3))
    #expect(Readiness.answers(of: company, today: after).isEmpty)
    #expect(Readiness.openFacts(of: company, today: after).contains(FactKey(.profitState)))
    #expect(Readiness.result(of: company).total == 100, "without a day nothing is too old")
  }

  @Test func `open questions start with the gates and leave out what was told or refused`() {
    let nothing = Readiness.openFacts(of: Company.make([:])).map(\.name)
    #expect(nothing.prefix(3) == [.ownerCommitment, .profitState, .provenAtHome])
    #expect(Set(nothing).count == nothing.count)
    let company = Company.make([
      FactKey(.ownerCommitment): .number(0), FactKey(.profitState): .ratherNotSay, FactKey(.provenAtHome): .unknown,
      FactKey(.targetMarkets): .list(["DE"]),
    ])
    let open = Readiness.openFacts(of: company)
    #expect(open.first == FactKey(.hoursPerWeek))
    #expect(!open.contains { [.ownerCommitment, .profitState, .provenAtHome, .targetMarkets].contains($0.name) })
    #expect(open.contains(FactKey(.compliance, market: "DE")) && open.contains(FactKey(.marketStatus, market: "DE")))
  }

  private func isNear(_ left: Double?, _ right: Double?) -> Bool {
    switch (left, right) {
    case (let left?, let right?): abs(left - right) < 0.05
    case (nil, nil): true
    default: false
    }
  }
}

extension Company {
  static let toldAt = Timestamp(milliseconds: 1_790_000_000_000)

  static func make(_ facts: [FactKey: FactValue]) -> Company {
    Company(
      id: CompanyID(rawValue: "c"), version: 1,
      facts: facts.map { Fact(key: $0.key, value: $0.value, source: .said, by: "anna", at: toldAt) })
  }

  func with(_ facts: [FactKey: FactValue]) -> Company {
    var company = self
    for fact in Company.make(facts).facts { company.apply(.setFact(fact)) }
    return company
  }
}
