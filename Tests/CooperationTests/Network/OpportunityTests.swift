import Cooperation
import Testing
import Vocabulary

@Suite struct OpportunityTests {
  @Test func `a draft is its owner's own until an advisor has let it pass`() throws {
    var village = try Village(.anna, .bert)
    try village.act(.anna, .draft(village.terms()))
    let id = try #require(village.view(.anna).own.first?.id)
    village.expect(.unknownNumber, .user(.bert), .submit(id))
    village.expect(.unknownNumber, .advising, .pass(id))
    try village.act(.anna, .rewrite(id, village.terms(days: 10)))
    #expect(try village.act(.anna, .submit(id)).effects.map(\.to) == [.advisors])
    village.expect(.notInThisState, .user(.anna), .rewrite(id, village.terms()))
    village.expect(.unknownNumber, .user(.bert), .express(id))
    #expect(try village.advise(.sendBack(id, .unclear)).told(.anna) == [.opportunitySentBack])
    #expect(try village.view(.anna).own[0].reason == .unclear)
    try village.act(.anna, .submit(id))
    #expect(try village.advise(.pass(id)).told(.anna) == [.opportunityOpen])
    #expect(try village.view(.bert).board.map(\.id) == [id])
  }

  @Test func `a refused one is over and says why to its owner alone`() throws {
    var village = try Village(.anna, .bert)
    try village.act(.anna, .draft(village.terms()))
    let id = OpportunityID(1)
    try village.act(.anna, .submit(id))
    try village.advise(.refuse(id, .law))
    #expect(try village.view(.anna).own[0].reason == .law)
    village.expect(.unknownNumber, .user(.bert), .express(id))
    village.expect(.notInThisState, .user(.anna), .withdraw(id))
  }

  @Test func `one that waits three days for its check stands still`() throws {
    var village = try Village(.anna)
    try village.act(.anna, .draft(village.terms()))
    try village.act(.anna, .submit(OpportunityID(1)))
    #expect(village.network.advisorView(at: village.now).standingStill.isEmpty)
    try village.pass(days: 3)
    #expect(village.network.advisorView(at: village.now).standingStill == [OpportunityID(1)])
  }

  @Test func `limits of the fields`() throws {
    var village = try Village(.anna)
    let today = village.now.day.daysSince1970
    func expect(_ problem: CooperationProblem?, _ change: (inout OpportunityTerms) -> Void) {
      var terms = village.terms()
      change(&terms)
      if let problem {
        village.expect(problem, .user(.anna), .draft(terms))
      } else {
        #expect(throws: Never.self) { try village.act(.anna, .draft(terms)) }
      }
    }
    expect(.dateNotAhead) { $0.closes = Day(daysSince1970: today) }
    expect(nil) { $0.closes = Day(daysSince1970: today + 1) }
    expect(nil) { $0.closes = Day(daysSince1970: today + 731) }
    expect(.dateTooFar(days: 731)) { $0.closes = Day(daysSince1970: today + 732) }
    expect(.placesOutOfRange(max: 50)) { $0.places = 0...3 }
    expect(.placesOutOfRange(max: 50)) { $0.places = 1...51 }
    expect(nil) { $0.places = 1...50 }
    expect(.missing(.what)) { $0.what = " \n" }
    expect(.tooLong(.what, limit: 200)) { $0.what = String(repeating: "x", count: 201) }
    expect(nil) { $0.what = String(repeating: "x", count: 200) }
    expect(.tooLong(.when, limit: 200)) { $0.when = String(repeating: "x", count: 201) }
    expect(.tooLong(.gives, limit: 200)) { $0.gives = String(repeating: "x", count: 201) }
    expect(.tooLong(.market, limit: 40)) { $0.market = String(repeating: "x", count: 41) }
    expect(.tooLong(.sector, limit: 40)) { $0.sector = String(repeating: "x", count: 41) }
  }

  @Test func `with as many as it wants it forms and all are asked`() throws {
    var village = try Village(.anna, .bert, .cleo)
    let id = try village.open(.anna, places: 1...2)
    #expect(try village.act(.bert, .express(id)).effects.isEmpty, "quiet")
    let outcome = try village.act(.cleo, .express(id))
    #expect(outcome.told(.anna) == [.opportunityForming, .introductionAsked, .introductionAsked])
    #expect(outcome.told(.bert) == [.opportunityForming, .introductionAsked])
    #expect(try village.view(.anna).own[0].state == .forming)
  }

  @Test func `agreed when all have an outcome and enough are introduced, fulfilled when two confirm`() throws {
    var village = try Village(.anna, .bert, .cleo)
    for company in [CompanyID.anna, .bert, .cleo] { try village.advise(.verify(company)) }
    let id = try village.open(.anna, places: 1...2)
    try village.act(.bert, .express(id))
    try village.act(.cleo, .express(id))
    try village.act(.anna, .answer(1, yes: true))
    try village.act(.bert, .answer(1, yes: true))
    try village.act(.cleo, .answer(1, yes: false))
    #expect(try village.view(.anna).own[0].state == .forming, "a no is not known before its time")
    #expect(try village.pass(days: 14).told(.bert).contains(.opportunityAgreed))
    #expect(try village.view(.bert).board[0].owner == 1)
    village.expect(.unknownNumber, .user(.cleo), .confirmDeed(id))
    try village.act(.anna, .confirmDeed(id))
    village.expect(.alreadyConfirmed, .user(.anna), .confirmDeed(id))
    #expect(try village.act(.bert, .confirmDeed(id)).told(.anna) == [.deedDone])
    #expect(try village.view(.anna).own[0].state == .fulfilled)
    #expect(try village.view(.bert).matches[0].steps.last?.rung == .didSomething)
    #expect(try village.view(.cleo).matches[0].company == nil)
  }

  @Test func `an agreed one can be cancelled with a reason`() throws {
    var village = try Village(.anna, .bert)
    for company in [CompanyID.anna, .bert] { try village.advise(.verify(company)) }
    let id = try village.open(.anna, places: 1...1)
    try village.act(.bert, .express(id))
    try village.act(.anna, .answer(1, yes: true))
    try village.act(.bert, .answer(1, yes: true))
    village.expect(.notAllowed, .user(.bert), .cancel(id, .noTime))
    #expect(try village.act(.anna, .cancel(id, .noTime)).told(.bert) == [.opportunityEnded])
  }

  @Test(arguments: [(places: 1...2, ends: OpportunityState.forming), (places: 2...3, ends: .expired)])
  func `its day closes it: with enough it forms, else it expires`(
    places: ClosedRange<Int>, ends: OpportunityState
  ) throws {
    var village = try Village(.anna, .bert)
    let id = try village.open(.anna, places: places, days: 20)
    try village.act(.bert, .express(id))
    try village.pass(days: 20)
    #expect(try village.view(.anna).own[0].state == .open, "open to the end of its day")
    let outcome = try village.pass(days: 1)
    #expect(try village.view(.anna).own[0].state == ends)
    #expect(outcome.told(.bert).first == (ends == .forming ? .opportunityForming : .noLongerOpen))
  }

  @Test func `too few yeses open it again before its day and end it after`() throws {
    for (days, ends) in [(60, OpportunityState.open), (10, .expired)] {
      var village = try Village(.anna, .bert)
      let id = try village.open(.anna, places: 1...1, days: days)
      try village.act(.bert, .express(id))
      try village.pass(days: 14)
      #expect(try village.view(.anna).own[0].state == ends)
    }
  }

  @Test func `withdrawn is over for all who were interested`() throws {
    var village = try Village(.anna, .bert)
    let id = try village.open(.anna)
    try village.act(.bert, .express(id))
    village.expect(.notAllowed, .user(.bert), .withdraw(id))
    #expect(try village.act(.anna, .withdraw(id)).told(.bert) == [.noLongerOpen])
    #expect(try village.view(.bert).board[0].ownInterest == .closed)
    village.expect(.notInThisState, .user(.bert), .express(id))
  }

  @Test func `what is for the region only is seen there and nowhere else`() throws {
    var village = try Village()
    for (company, region) in [(CompanyID.anna, "north"), (.bert, "north"), (.cleo, "south")] {
      try village.act(company, .join(previewSeen: true, region: region))
    }
    try village.act(.dora, .join(previewSeen: true))
    var terms = village.terms()
    terms.audience = .region
    try village.act(.anna, .draft(terms))
    let id = OpportunityID(1)
    try village.act(.anna, .submit(id))
    try village.advise(.pass(id))
    #expect(try village.view(.bert).board.map(\.id) == [id])
    for outsider in [CompanyID.cleo, .dora] {
      #expect(try village.view(outsider).board.isEmpty)
      village.expect(.unknownNumber, .user(outsider), .express(id))
    }
    try village.act(.bert, .express(id))
  }

  @Test func `an interest counts again when a rested card comes back, and may be the last that was missing`() throws {
    var village = try Village(.anna, .bert, .cleo)
    try village.pass(days: 100)
    for company in [CompanyID.anna, .cleo] { try village.act(company, .confirmCard) }
    try village.pass(days: 70)
    let id = try village.open(.anna, places: 1...2, days: 60)
    try village.act(.bert, .express(id))
    #expect(try village.pass(days: 13).told(.bert) == [.cardRests])
    try village.act(.cleo, .express(id))
    #expect(try village.view(.anna).own[0].state == .open)
    #expect(try village.act(.bert, .confirmCard).told(.bert) == [.opportunityForming, .introductionAsked])
  }
}
