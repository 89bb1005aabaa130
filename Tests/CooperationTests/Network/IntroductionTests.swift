import Cooperation
import Testing
import Vocabulary

@Suite struct IntroductionTests {
  @Test func `names are open after two yeses of verified companies, to both at once`() throws {
    var village = try Village(.anna, .bert)
    try village.advise(.verify(.anna))
    try village.advise(.verify(.bert))
    try village.makeCurious(.anna, .bert)
    try village.act(.anna, .answer(1, yes: true))
    #expect(try village.view(.anna).matches[0].company == nil)
    let outcome = try village.act(.bert, .answer(1, yes: true))
    #expect(outcome.told(.anna) == [.introduced] && outcome.told(.bert) == [.introduced])
    #expect(try village.view(.anna).matches[0].company == .bert)
    #expect(try village.view(.bert).matches[0].company == .anna)
  }

  @Test func `two yeses wait for the advisor who verifies the last of the two`() throws {
    var village = try Village(.anna, .bert)
    try village.advise(.verify(.anna))
    try village.makeCurious(.anna, .bert)
    try village.act(.anna, .answer(1, yes: true))
    let outcome = try village.act(.bert, .answer(1, yes: true))
    #expect(outcome.effects.map(\.to) == [.advisors])
    #expect(village.network.advisorView(at: village.now).toVerify.count == 1)
    #expect(try village.view(.anna).matches[0].company == nil)
    #expect(try village.advise(.verify(.bert)).told(.anna) == [.introduced])
    #expect(try village.view(.bert).matches[0].company == .anna)
  }

  @Test func `the other's no, silence, early yes and leaving look alike at every moment`() throws {
    let others: [(inout Village) throws -> Void] = [
      { _ in }, { try $0.act(.bert, .answer(1, yes: false)) }, { try $0.act(.bert, .leave) },
      { try $0.act(.bert, .block(.anna)) },
    ]
    var seen: Set<[CompanyView]> = []
    var told: Set<[Notice]> = []
    for answersYes in [true, false] {
      for other in others {
        var village = try Village(.anna, .bert)
        try village.makeCurious(.anna, .bert)
        if answersYes { try village.act(.anna, .answer(1, yes: true)) }
        var views: [CompanyView] = []
        try other(&village)
        views.append(try village.view(.anna))
        var notices = try village.pass(days: 13).told(.anna)
        views.append(try village.view(.anna))
        #expect(notices.isEmpty)
        notices += try village.pass(days: 1).told(.anna)
        views.append(try village.view(.anna))
        seen.insert(views)
        told.insert(notices)
      }
    }
    #expect(told == [[.noMatch]])
    #expect(seen.count == 2, "one for each own answer")
  }

  @Test func `a yes that was given can be taken back until the other's`() throws {
    var village = try Village(.anna, .bert)
    for company in [CompanyID.anna, .bert] { try village.advise(.verify(company)) }
    try village.makeCurious(.anna, .bert)
    try village.act(.anna, .answer(1, yes: true))
    village.expect(.alreadyAnswered, .user(.anna), .answer(1, yes: true))
    try village.act(.anna, .answer(1, yes: false))
    try village.act(.bert, .answer(1, yes: true))
    #expect(try village.view(.bert).matches[0].company == nil)
  }

  @Test func `stopping hides both again and falls back to the card`() throws {
    var village = try Village(.anna, .bert)
    try village.introduce(.anna, .bert)
    #expect(try village.act(.anna, .stop(1)).told(.bert) == [.introductionStopped])
    for company in [CompanyID.anna, .bert] {
      let match = try village.view(company).matches[0]
      #expect(match.company == nil && match.steps.isEmpty)
    }
    village.expect(.notIntroduced, .user(.anna), .stop(1))
  }

  @Test func `answers come in time, by those who are asked`() throws {
    var village = try Village(.anna, .bert, .cleo)
    try village.makeCurious(.anna, .bert)
    village.expect(.unknownNumber, .user(.cleo), .answer(1, yes: true))
    village.expect(.unknownNumber, .user(.anna), .answer(2, yes: true))
    village.expect(.notAllowed, .advising, .answer(1, yes: true))
    village.now = Timestamp(milliseconds: village.now.milliseconds + 14 * 86_400_000)
    village.expect(.notInThisState, .user(.anna), .answer(1, yes: true))
  }
}
