import Cooperation
import Testing
import Vocabulary

/// Anna's stand, for which Bert and Cleo were introduced to Anna, not to each other.
@Suite struct PlanTests {
  private let id = PlanID(1)
  private let three: [CompanyID] = [.anna, .bert, .cleo]

  private func entry(_ village: Village, _ company: CompanyID) throws -> CompanyView.PlanEntry {
    try #require(village.view(company).plans.first)
  }

  private func planned() throws -> Village {
    var village = try Village(.anna, .bert, .cleo)
    let stand = try village.agree(.anna, with: .bert, .cleo)
    try village.act(.bert, .makePlan(stand, village.plan()))
    return village
  }

  private func running() throws -> Village {
    var village = try planned()
    try village.act(.anna, .proposePlan(id))
    try village.act(.bert, .answerPlan(id, yes: true))
    try village.act(.cleo, .answerPlan(id, yes: true))
    return village
  }

  @Test func `a party of an agreed opportunity makes one plan, of all its parties`() throws {
    var village = try Village(.anna, .bert, .cleo)
    let open = try village.open(.anna)
    let content = village.plan()
    village.expect(.notInThisState, .user(.anna), .makePlan(open, content))
    village.expect(.unknownNumber, .user(.bert), .makePlan(open, content))
    village = try planned()
    #expect(try three.map { try entry(village, $0).others.count } == [2, 2, 2])
    village.expect(.tooMany(max: 1), .user(.anna), .makePlan(OpportunityID(1), content))
    var naming = content
    naming.actions[0].who = .cleo
    village.expect(.notAllowed, .user(.anna), .makePlan(OpportunityID(1), naming))
  }

  @Test func `limits of a plan`() throws {
    var village = try Village(.anna, .bert)
    let stand = try village.agree(.anna, with: .bert)
    func expect(_ problem: CooperationProblem, _ change: (inout MarketingPlan) -> Void) {
      var content = village.plan()
      change(&content)
      village.expect(problem, .user(.anna), .makePlan(stand, content))
    }
    expect(.planText(.aim, max: 200)) { $0.aim = " " }
    expect(.planText(.leads, max: 200)) { $0.leads = String(repeating: "x", count: 201) }
    expect(.planText(.action, max: 200)) { $0.actions = [] }
    expect(.planText(.market, max: 40)) { $0.market = String(repeating: "x", count: 41) }
    expect(.tooMany(max: 50)) { plan in
      plan.actions = Array(repeating: plan.actions[0], count: 51)
    }
    expect(.dateNotAhead) { $0.reviewOn = village.now.day.adding(days: -1) }
    expect(.dateNotAhead) { $0.endsOn = $0.reviewOn.adding(days: -1) }
    expect(.dateTooFar(days: 731)) { $0.actions[0].by = village.now.day.adding(days: 732) }
  }

  @Test func `a member is named only to those who know it`() throws {
    let village = try planned()
    let bertsMembers = try entry(village, .bert).content.members.map(\.id)
    let own = try #require(village.view(.bert).matches.first { $0.company == nil }?.number)
    #expect(Set(bertsMembers) == [.anna, .bert, CompanyID(rawValue: "match \(own)")])
    #expect(Set(try entry(village, .anna).content.members.map(\.id)) == Set(three))
  }

  @Test func `a cost is split to the cent by a key in the giver's own names`() throws {
    var village = try planned()
    let members = try entry(village, .bert).content.members.map(\.id)
    let cleo = try #require(members.first { $0 != .anna && $0 != .bert })
    let key = CostKey.standMetres([MemberWeight(.anna, 200), MemberWeight(.bert, 100), MemberWeight(cleo, 0)])
    try village.act(.bert, .setCost(id, action: 1, Money(cents: 100_00), key))
    try village.act(.cleo, .setCost(id, action: 2, Money(cents: 3_00), .equal))
    #expect(try three.map { try entry(village, $0).ownShare?.cents } == [67_67, 34_33, 1_00])
    #expect(try three.map { try entry(village, $0).total?.cents } == [103_00, 103_00, 103_00])
    #expect(try entry(village, .cleo).content.share(of: .cleo) == Money(cents: 1_00))
  }

  @Test func `a key that does not add up changes nothing and names nobody who is not known`() throws {
    var village = try planned()
    func expect(_ problem: CostProblem, _ total: Int, _ key: CostKey) {
      village.expect(.cost(problem), .user(.bert), .setCost(id, action: 1, Money(cents: total), key))
    }
    let members = try entry(village, .bert).content.members.map(\.id)
    let unknown = try #require(members.first { $0 != .anna && $0 != .bert })
    func weights(_ all: Int, _ last: Int) -> [MemberWeight] {
      [MemberWeight(.anna, all), MemberWeight(.bert, all), MemberWeight(unknown, last)]
    }
    expect(.sharesDoNotAddUp(sum: 9_999), 100, .agreed(weights(3_333, 3_333)))
    expect(.negativeAmount, -1, .equal)
    expect(.negativeWeight(unknown), 100, .use(weights(1, -1)))
    expect(.notOneWeight(unknown), 100, .use(Array(weights(1, 1).prefix(2))))
    expect(.noMember(.cleo), 100, .use([MemberWeight(.anna, 1), MemberWeight(.bert, 1), MemberWeight(.cleo, 1)]))
    village.expect(.unknownNumber, .user(.bert), .setCost(id, action: 3, .zero, .equal))
    village.expect(.unknownNumber, .user(.bert), .setCost(id, action: 0, .zero, .equal))
    village.expect(.unknownNumber, .user(.bert), .setCost(PlanID(2), action: 1, .zero, .equal))
  }

  @Test func `it runs when all have said yes, and nobody learns who has not yet`() throws {
    var village = try planned()
    #expect(try village.act(.anna, .proposePlan(id)).told(.cleo) == [.planProposed])
    let before = try entry(village, .cleo)
    #expect(try village.act(.bert, .answerPlan(id, yes: true)).effects.isEmpty)
    #expect(try entry(village, .cleo) == before)
    village.expect(.alreadyAnswered, .user(.bert), .answerPlan(id, yes: true))
    village.expect(.notInThisState, .user(.bert), .setCost(id, action: 1, .zero, .equal))
    #expect(try village.act(.cleo, .answerPlan(id, yes: true)).told(.bert) == [.planRunning])
    #expect(try entry(village, .anna).state == .running)
  }

  @Test func `a no brings the draft back and looks the same whoever said it`() throws {
    var seen: Set<CompanyView.PlanEntry> = []
    var told: Set<[Notice]> = []
    for refuser in [CompanyID.bert, .cleo] {
      var village = try planned()
      try village.act(.anna, .proposePlan(id))
      told.insert(try village.act(refuser, .answerPlan(id, yes: false)).told(.anna))
      seen.insert(try entry(village, .anna))
    }
    #expect(seen.count == 1 && seen.first?.state == .draft)
    #expect(told == [[.planReturned]])
  }

  @Test func `actions are taken by one and ticked by any, then the plan is reviewed on its day and closed`() throws {
    var village = try running()
    try village.act(.cleo, .takeAction(id, action: 2))
    village.expect(.notInThisState, .user(.bert), .takeAction(id, action: 2))
    try village.act(.bert, .tickAction(id, action: 2, .done))
    #expect(try entry(village, .cleo).content.actions[1].who == .cleo)
    #expect(try entry(village, .anna).content.actions.map(\.status) == [.open, .done])
    village.expect(.dateNotAhead, .user(.anna), .reviewPlan(id))
    try village.pass(days: 60)
    try village.act(.anna, .reviewPlan(id))
    #expect(try village.act(.bert, .closePlan(id, .goalReached)).told(.cleo) == [.planClosed])
    #expect(try entry(village, .anna).reason == .goalReached)
    village.expect(.notInThisState, .user(.anna), .proposePlan(id))
  }

  @Test func `an action is added to a draft, not for a day that has passed`() throws {
    var village = try planned()
    try village.act(.cleo, .addAction(id, what: "Print the leaflet", by: village.now.day))
    #expect(try entry(village, .anna).content.actions.last?.what == "Print the leaflet")
    village.expect(
      .dateNotAhead, .user(.cleo), .addAction(id, what: "Late", by: village.now.day.adding(days: -1)))
    village.expect(.planText(.action, max: 200), .user(.cleo), .addAction(id, what: "", by: village.now.day))
  }

  @Test(arguments: [Act.leave, .leavePlan(PlanID(1))])
  func `one who leaves before it runs is out of it, with its task and the split`(leaving: Act) throws {
    var village = try planned()
    try village.act(.cleo, .takeAction(id, action: 1))
    try village.act(.anna, .setCost(id, action: 1, Money(cents: 9_00), .equal))
    try village.act(.anna, .proposePlan(id))
    #expect(try village.act(.cleo, leaving).told(.bert) == [.planReturned])
    let plan = try entry(village, .anna)
    #expect(plan.state == .draft && plan.content.members.map(\.id) == [.anna, .bert])
    #expect(plan.content.actions[0].who == nil && plan.content.actions[0].cost == nil)
    #expect(try village.view(.cleo).plans.isEmpty)
    village.expect(.unknownNumber, .user(.cleo), .proposePlan(id))
  }

  @Test func `one who leaves a running plan is the advisor's to clear up, and the last one is not kept in it`() throws {
    var village = try running()
    let outcome = try village.act(.cleo, .leave)
    #expect(outcome.effects.contains { $0.to == .advisors && $0.notice == .planMemberLeft })
    #expect(try entry(village, .anna).state == .running)
    try village.act(.bert, .leavePlan(id))
    #expect(try entry(village, .anna).state == .closed)
  }

  @Test func `of one who was erased a running plan keeps the share, and neither its id nor its task nor its words`()
    throws
  {
    var village = try running()
    try village.act(.cleo, .takeAction(id, action: 1))
    let before = try entry(village, .anna)
    try village.act(.cleo, .erase)
    for reader in [CompanyID.anna, .bert] {
      let after = try entry(village, reader)
      #expect(!"\(after)".contains(CompanyID.cleo.rawValue) && !"\(after)".contains("match 0"), "\(after)")
      #expect(after.content.actions[0].who == nil)
      #expect(after.total == before.total)
      #expect(after.content.members.count { $0.id.isFormerMember } == 1)
    }
    try village.act(.bert, .erase)
    let left = try entry(village, .anna)
    #expect(Set(left.content.members.map(\.id)).count == 3, "two who left stay apart")
    #expect(left.ownShare == before.ownShare && left.total == before.total)
  }

  @Test func `the aim of a plan is gone with the company that put the opportunity on the table`() throws {
    var village = try running()
    try village.act(.anna, .erase)
    #expect(try entry(village, .bert).content.aim == "–")
  }

  @Test func `an advisor can close what is no draft, with a reason`() throws {
    var village = try planned()
    village.expect(.unknownNumber, .advising, .closePlan(id, .law))
    village.expect(.notAllowed, .advising, .proposePlan(id))
    village = try running()
    village.expect(.notAllowed, .user(.anna), .closePlan(id, .noTime))
    #expect(try village.advise(.closePlan(id, .law)).told(.cleo) == [.planClosed])
  }
}
