import Cooperation
import Testing
import Vocabulary

@Suite struct CaseTests {
  private let id = CaseID(1)

  private func view(_ village: Village) -> AdvisorView { village.network.advisorView(at: village.now) }

  @Test func `a company asks for an advisor and sees how far the help is`() throws {
    var village = try Village(.anna)
    village.expect(.notMember, .user(.bert), .askAdvisor)
    #expect(try village.act(.anna, .askAdvisor).effects.map(\.notice) == [.caseOpen])
    village.expect(.tooMany(max: 1), .user(.anna), .askAdvisor)
    let moves: [(CaseState.Move, CaseState)] = [
      (.take, .assigned), (.talk, .talking), (.waitForCompany, .waitingCompany), (.talk, .talking),
      (.waitForOther, .waitingOther), (.finish, .done),
    ]
    for (move, state) in moves {
      try village.advise(.moveCase(id, move))
      #expect(try village.view(.anna).cases.map(\.state) == [state])
    }
    try village.act(.anna, .askAdvisor)
  }

  @Test func `a case is its advisor's, until it has not moved for two weeks`() throws {
    var village = try Village(.anna)
    try village.act(.anna, .askAdvisor)
    let other = Actor.advisor(user: "other")
    try village.advise(.moveCase(id, .take))
    village.expect(.notAllowed, other, .moveCase(id, .talk))
    village.expect(.notAllowed, .user(.anna), .moveCase(id, .talk))
    try village.pass(days: 13)
    #expect(view(village).standstills.isEmpty)
    #expect(try village.pass(days: 1).effects.map(\.notice) == [.caseStuck])
    #expect(view(village).standstills == [.advisorCase(id)])
    try village.network.apply(.moveCase(id, .take), by: other, at: village.now)
    #expect(view(village).cases.map(\.advisor) == ["other"])
  }

  @Test func `an advisor with more than 25 companies is warned of`() throws {
    var village = try Village()
    for number in 1...26 {
      let company = CompanyID(rawValue: "company-\(number)")
      try village.act(company, .join(previewSeen: true))
      try village.advise(.openCase(.stuckCompany, [company]))
      #expect(view(village).overloaded.isEmpty)
      try village.advise(.moveCase(CaseID(number), .take))
    }
    #expect(view(village).overloaded == ["advisor": 26])
    village.expect(.unknownNumber, .advising, .openCase(.matchToCheck, [.anna]))
  }

  @Test func `what stands still for two weeks is before the advisor's eyes`() throws {
    var village = try Village.family(.shaping)
    try village.act(.anna, .makeFamilyPlan(.first, village.plan()))
    try village.act(.anna, .proposePlan(PlanID(1)))
    try village.pass(days: 13)
    #expect(view(village).standstills.isEmpty)
    try village.pass(days: 1)
    #expect(view(village).standstills == [.plan(PlanID(1)), .family(.first)])
    try village.advise(.checkCompetition(.first))
    #expect(view(village).standstills == [.plan(PlanID(1))])
  }
}
