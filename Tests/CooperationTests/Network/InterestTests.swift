import Cooperation
import Testing
import Vocabulary

@Suite struct InterestTests {
  @Test func `how many are interested is told from three on`() throws {
    let others = (1...4).map { CompanyID(rawValue: "other-\($0)") }
    var village = try Village(.anna)
    for other in others { try village.act(other, .join(previewSeen: true)) }
    let id = try village.open(.anna, places: 1...9)
    var shown: [Int?] = []
    for other in others {
      try village.act(other, .express(id))
      shown.append(try village.view(.anna).own[0].interested)
    }
    #expect(shown == [nil, nil, 3, 4])
  }

  @Test func `a withdrawn interest leaves no trace for the other side`() throws {
    var village = try Village(.anna, .bert)
    let id = try village.open(.anna)
    let before = try village.view(.anna)
    try village.act(.bert, .express(id))
    #expect(try village.act(.bert, .withdrawInterest(id)).effects.isEmpty)
    #expect(try village.view(.anna) == before)
    try village.act(.anna, .welcome(id))
    #expect(try village.view(.anna) == before)
    try village.pass(days: 30)
    #expect(try village.view(.bert).board[0].ownInterest == .none, "forgotten after 30 days")
    try village.act(.bert, .express(id))
  }

  @Test func `the owner's welcome asks all who are interested`() throws {
    var village = try Village(.anna, .bert, .cleo)
    let id = try village.open(.anna)
    try village.act(.bert, .express(id))
    village.expect(.notAllowed, .user(.cleo), .welcome(id))
    let outcome = try village.act(.anna, .welcome(id))
    #expect(outcome.told(.bert) == [.introductionAsked] && outcome.told(.cleo).isEmpty)
    #expect(try village.view(.bert).board[0].ownInterest == .mutual)
    village.expect(.notInThisState, .user(.bert), .withdrawInterest(id))
  }

  @Test func `not now is told as no match, without a reason`() throws {
    var village = try Village(.anna, .bert)
    let id = try village.open(.anna)
    try village.act(.bert, .express(id))
    #expect(try village.act(.anna, .decline(id)).told(.bert) == [.noMatch])
    village.expect(.notInThisState, .user(.bert), .express(id))
  }

  @Test func `without an answer it lapses after a month and can be told anew`() throws {
    var village = try Village(.anna, .bert)
    let id = try village.open(.anna)
    try village.act(.bert, .express(id))
    #expect(try village.pass(days: 29).told(.bert).isEmpty)
    #expect(try village.pass(days: 1).told(.bert) == [.interestLapsed])
    try village.act(.bert, .express(id))
  }

  @Test func `a peer learns of an interest only by its own`() throws {
    var village = try Village(.anna, .bert)
    try village.advise(.match(.anna, .bert))
    let before = try village.view(.bert)
    #expect(try village.act(.anna, .expressPeer(1)).effects.isEmpty)
    #expect(try village.view(.bert) == before)
    let outcome = try village.act(.bert, .expressPeer(1))
    #expect(outcome.told(.anna) == [.introductionAsked] && outcome.told(.bert) == [.introductionAsked])
  }

  @Test func `a peer's interest can be withdrawn and declined`() throws {
    var village = try Village(.anna, .bert)
    try village.advise(.match(.anna, .bert))
    try village.act(.anna, .expressPeer(1))
    try village.act(.anna, .withdrawPeerInterest(1))
    #expect(try village.act(.bert, .declinePeer(1)).changed.isEmpty, "the same as with an interest: nothing is told")
    try village.act(.anna, .expressPeer(1))
    let outcome = try village.act(.bert, .declinePeer(1))
    #expect(outcome.told(.anna) == [.noMatch] && outcome.told(.bert).isEmpty)
  }

  @Test func `interest in one's own, in what is closed or unknown changes nothing`() throws {
    var village = try Village(.anna, .bert)
    let id = try village.open(.anna, days: 5)
    village.expect(.ownOpportunity, .user(.anna), .express(id))
    village.expect(.unknownNumber, .user(.bert), .express(OpportunityID(9)))
    village.expect(.unknownNumber, .user(.bert), .expressPeer(1))
    village.expect(.unknownNumber, .user(.bert), .expressPeer(-1))
    village.expect(.unknownNumber, .user(.bert), .withdrawInterest(id))
    village.expect(.notMember, .user(.cleo), .express(id))
    try village.act(.bert, .express(id))
    village.expect(.notInThisState, .user(.bert), .express(id))
    try village.act(.anna, .withdraw(id))
    village.expect(.notInThisState, .user(.bert), .express(id))
    village.now = Village.start
    let early = Timestamp(milliseconds: Village.start.milliseconds - 1)
    #expect(throws: CooperationProblem.timeRunsBackwards) {
      try village.network.apply(.passTime, by: .system, at: early)
    }
  }
}
