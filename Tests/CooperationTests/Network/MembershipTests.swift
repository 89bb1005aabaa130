import Cooperation
import Testing
import Vocabulary

@Suite struct MembershipTests {
  @Test func `nothing is shown before the preview was seen`() throws {
    var village = try Village()
    village.expect(.previewNotSeen, .user(.anna), .join(previewSeen: false))
    #expect(village.network.view(for: .anna) == nil)
    #expect(try village.act(.anna, .join(previewSeen: true)).told(.anna) == [.cardShown])
    #expect(try village.view(.anna).visibility == .anonymous)
    village.expect(.notInThisState, .user(.anna), .join(previewSeen: true))
  }

  @Test func `the name on the card has a consent of its own`() throws {
    var village = try Village(.anna)
    village.expect(.notInThisState, .user(.anna), .hideName)
    try village.act(.anna, .showName)
    #expect(try village.view(.anna).visibility == .named)
    try village.act(.anna, .hideName)
    #expect(try village.view(.anna).visibility == .anonymous)
    village.expect(.notMember, .user(.bert), .showName)
  }

  @Test(arguments: [false, true])
  func `a card rests after half a year and comes back as it was`(showsName: Bool) throws {
    var village = try Village(.anna)
    if showsName { try village.act(.anna, .showName) }
    try village.pass(days: 100)
    try village.act(.anna, .confirmCard)
    #expect(try village.pass(days: 182).told(.anna) == [])
    #expect(try village.pass(days: 1).told(.anna) == [.cardRests])
    village.expect(.notMember, .user(.anna), .draft(village.terms()))
    try village.act(.anna, .confirmCard)
    #expect(try village.view(.anna).visibility == (showsName ? .named : .anonymous))
  }

  @Test func `leaving takes back all that is open, at once, and others see no trace of an interest`() throws {
    var village = try Village(.anna, .bert, .cleo)
    let theirs = try village.open(.bert)
    let own = try village.open(.anna)
    let before = try village.view(.bert)
    try village.act(.anna, .express(theirs))
    try village.act(.cleo, .express(own))
    let outcome = try village.act(.anna, .leave)
    #expect(outcome.told(.bert) == [] && outcome.told(.cleo) == [.noLongerOpen])
    #expect(outcome.told(.anna) == [.cardGone])
    var after = try village.view(.bert)
    after.board = before.board
    #expect(after == before)
    #expect(try village.view(.anna).board.isEmpty && village.view(.anna).matches.isEmpty)
    try village.act(.bert, .welcome(theirs))
    #expect(try village.view(.bert).matches.isEmpty)
  }

  @Test func `leaving hides the contact from those who know it`() throws {
    var village = try Village(.anna, .bert)
    try village.introduce(.anna, .bert)
    #expect(try village.act(.anna, .leave).told(.bert) == [.introductionStopped])
    #expect(try village.view(.bert).matches[0].company == nil)
  }

  @Test func `the blocked are never brought together, and not told`() throws {
    var village = try Village(.anna, .bert)
    let id = try village.open(.anna)
    #expect(try village.act(.anna, .block(.bert)).effects.isEmpty)
    village.expect(.notAllowed, .advising, .match(.anna, .bert))
    village.expect(.unknownNumber, .user(.bert), .express(id))
    #expect(try village.view(.bert).board.isEmpty)
    village.expect(.notAllowed, .user(.anna), .block(.anna))
    village.expect(.notMember, .user(.cleo), .block(.anna))
  }
}
