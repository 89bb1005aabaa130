import Cooperation
import Testing
import Vocabulary

/// The stages of a family, leaving it, and its end.
@Suite struct FamilyStageTests {
  private func deed(_ village: inout Village, _ one: CompanyID, _ other: CompanyID) throws {
    for rung in [TrustRung.met, .didSomething] {
      for (own, theirs) in [(one, other), (other, one)] {
        let match = try #require(village.view(own).matches.first { $0.company == theirs })
        try village.act(own, .takeStep(match.number, rung))
      }
    }
  }

  @Test func `it takes shape when each has done something with another and all say so`() throws {
    var village = try Village.exploring()
    village.expect(.rungMissing, .user(.anna), .confirmStage(.first))
    #expect(try village.report().hasNoJointDeedYet)
    try deed(&village, .anna, .bert)
    try deed(&village, .cleo, .dora)
    #expect(try !village.report().hasNoJointDeedYet)
    for company in Village.four.dropLast() { try village.act(company, .confirmStage(.first)) }
    village.expect(.alreadyConfirmed, .user(.anna), .confirmStage(.first))
    #expect(try village.family(.anna).state == .exploring)
    #expect(try village.act(.dora, .confirmStage(.first)).told(.anna) == [.familyMoved])
    #expect(try village.family(.anna).state == .shaping)
  }

  @Test func `an advisor may let it take shape without a deed, for a reason`() throws {
    var village = try Village.exploring()
    village.expect(.needsReason, .advising, .advanceFamily(.first, note: " "))
    try village.advise(.advanceFamily(.first, note: "They have built two halls together"))
    #expect(try village.family(.bert).state == .shaping)
  }

  @Test func `no letter before the competition check`() throws {
    var village = try Village.family(.shaping)
    village.expect(.needsCompetitionCheck, .user(.anna), .confirmStage(.first))
    try village.advise(.checkCompetition(.first))
    for company in Village.four { try village.act(company, .confirmStage(.first)) }
    #expect(try village.family(.anna).state == .letter)
  }

  @Test func `exploring ends after three months, and a letter without a deed goes back after six`() throws {
    var village = try Village.exploring()
    try village.pass(days: 91)
    #expect(try village.family(.anna).state == .exploring)
    #expect(try village.pass(days: 1).told(.anna) == [.familyClosed])
    #expect(try village.family(.anna).reason == .noTime)
    village = try Village.family(.letter)
    try village.pass(days: 182)
    #expect(try village.family(.anna).state == .letter)
    try village.pass(days: 1)
    #expect(try village.family(.anna).state == .exploring)
  }

  @Test(arguments: FamilyState.allCases.filter { ![.closed, .idea, .asking, .introducing].contains($0) })
  func `it can be closed from every stage, for a reason that members see`(state: FamilyState) throws {
    var village = try Village.family(state)
    #expect(try village.report().family.state == state)
    village.expect(.notAllowed, .user(.anna), .closeFamily(.first, .noTrust))
    #expect(try village.advise(.closeFamily(.first, .noMoney)).told(.anna) == [.familyClosed])
    #expect(try village.family(.anna).reason == .noMoney)
    village.expect(.notInThisState, .advising, .closeFamily(.first, .noTime))
  }

  @Test func `closing before the group is together is told as no match`() throws {
    var village = try Village.asked()
    #expect(try village.advise(.closeFamily(.first, .law)).told(.anna) == [.noMatch])
    #expect(try village.view(.anna).families.isEmpty)
  }

  @Test(arguments: [FamilyState.exploring, .shaping, .letter, .agreement])
  func `before it runs one leaves at once, and the others hear after a week`(state: FamilyState) throws {
    var village = try Village.family(state)
    let before = try village.family(.anna)
    let outcome = try village.act(.dora, .leaveFamily(.first))
    #expect(outcome.effects.map(\.to) == [.advisors])
    #expect(try village.view(.dora).families.isEmpty)
    try village.pass(days: 6)
    #expect(try village.family(.anna) == before)
    #expect(try village.pass(days: 1).told(.anna) == [.familyMemberLeaves])
    #expect(try village.family(.anna).others.count == 2)
    try village.act(.cleo, .leaveFamily(.first))
    #expect(try village.act(.cleo, .tellOfLeaving(.first)).told(.anna) == [.familyMemberLeaves, .familyClosed])
    village.expect(.alreadyConfirmed, .user(.cleo), .tellOfLeaving(.first))
  }

  @Test func `one leaves a family that runs when all is cleared up`() throws {
    var village = try Village.family(.running)
    try village.act(.dora, .leaveFamily(.first))
    #expect(try village.family(.dora).toClear == LeavingItem.allCases)
    village.expect(.notInThisState, .user(.dora), .leaveFamily(.first))
    village.expect(.notAllowed, .user(.dora), .clearLeaving(.first, .dora, .leads))
    for item in LeavingItem.allCases.dropLast() { try village.advise(.clearLeaving(.first, .dora, item)) }
    village.expect(.alreadyConfirmed, .advising, .clearLeaving(.first, .dora, .leads))
    #expect(try village.family(.dora).toClear == [.access])
    try village.advise(.clearLeaving(.first, .dora, .access))
    #expect(try village.view(.dora).families.isEmpty)
  }

  @Test func `it runs on while the chain closes, and pauses when it does not`() throws {
    var village = try Village.family(.running)
    try village.act(.dora, .leaveFamily(.first))
    try village.act(.dora, .tellOfLeaving(.first))
    #expect(try village.family(.anna).state == .running)
    var open = try Village.family(.running)
    try open.act(.bert, .leaveFamily(.first))
    #expect(try open.act(.bert, .tellOfLeaving(.first)).told(.anna) == [.familyMemberLeaves, .familyPaused])
    #expect(try open.report().missingRoles == [.process])
    try open.advise(.resumeFamily(.first))
    #expect(try open.family(.anna).state == .running)
  }

  @Test(arguments: [FamilyState.exploring, .shaping, .letter, .agreement, .running])
  func `rivals bring it to a pause until an advisor has looked`(state: FamilyState) throws {
    var village = try Village.family(state)
    try village.network.apply(.pauseFamily(.first, .law), by: .system, at: village.now)
    village.expect(.notInThisState, .user(.anna), .confirmStage(.first))
    try village.advise(.resumeFamily(.first))
    let expected: FamilyState =
      switch state {
      case .running: .running
      case .letter, .agreement: .letter
      default: .exploring
      }
    #expect(try village.family(.anna).state == expected)
  }

  @Test func `it is wound up for a reason and closed when all have settled`() throws {
    var village = try Village.family(.closing)
    for company in Village.four { try village.act(company, .confirmStage(.first)) }
    #expect(try village.family(.anna).state == .closed)
    #expect(try village.family(.anna).reason == .goalReached)
  }

  @Test func `a family that takes shape has a plan of its members`() throws {
    var village = try Village.exploring()
    let content = village.plan()
    village.expect(.notInThisState, .user(.anna), .makeFamilyPlan(.first, content))
    village = try Village.family(.shaping)
    try village.act(.anna, .makeFamilyPlan(.first, content))
    #expect(try village.view(.dora).plans.map(\.origin) == [.family(.first)])
    #expect(try village.view(.dora).plans[0].content.members.map(\.id) == Village.four)
  }

  @Test func `a family's plan is asked for by the family's number, and outsiders learn nothing of it`() throws {
    let task = PlanTemplate.Task(what: "Book", daysBefore: 30)
    let template = PlanTemplate(tasks: [task], leads: "By role", measure: "Leads", reviewAfter: 30, endAfter: 90)
    let words = PlanWords(
      kinds: [:], labels: [:], statuses: [:], roles: [:], decimalMark: ".",
      templates: [.fair: template, .webPage: template])
    let settings = NetworkSettings(
      country: "FI", region: "r", municipalities: [], sectorGroups: [:], chains: [],
      chainNames: ["steel_hall": [.en: "steel hall"]], plans: [.en: words])
    var request = NetworkRequest(.makePlan)
    (request.family, request.planKind) = (1, .webPage)
    func perform(_ village: inout Village, by company: CompanyID) throws -> NetworkDeed {
      try village.network.perform(request, by: company, user: "u", at: village.now, in: Directory(settings)).deed
    }

    var village = try Village.exploring()
    request.day = village.now.day.adding(days: 100)
    #expect(throws: CooperationProblem.notInThisState) { try perform(&village, by: .anna) }
    village = try Village.family(.shaping)
    #expect(throws: CooperationProblem.unknownNumber) { try perform(&village, by: CompanyID(rawValue: "stranger")) }
    request.day = village.now.day.adding(days: -1)
    #expect(throws: CooperationProblem.dateNotAhead) { try perform(&village, by: .anna) }
    #expect(throws: CooperationProblem.unknownNumber) { try perform(&village, by: CompanyID(rawValue: "stranger")) }
    #expect(try village.view(.anna).plans.isEmpty)

    request.day = village.now.day.adding(days: 100)
    #expect(try perform(&village, by: .anna).plan == 1)
    let plan = try #require(try village.view(.dora).plans.first)
    #expect(plan.origin == .family(.first) && plan.content.kind == .webPage)
    #expect(plan.content.aim == "steel hall" && plan.content.market == "SE")
  }

  @Test func `one who leaves the network leaves the family`() throws {
    var village = try Village.family(.running)
    #expect(try village.act(.dora, .leave).effects.contains { $0.to == .advisors && $0.notice == .familyMemberLeaves })
    #expect(try village.report().family.members.last?.standing == .leaving)
  }
}
