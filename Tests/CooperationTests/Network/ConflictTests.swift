import Cooperation
import Testing
import Vocabulary

@Suite struct ConflictTests {
  private let id = ConflictID(1)

  private func raised() throws -> Village {
    var village = try Village(.anna, .bert)
    try village.introduce(.anna, .bert)
    try village.act(.anna, .raiseConflict(1))
    return village
  }

  private func states(_ village: Village) throws -> [[ConflictState]] {
    try [CompanyID.anna, .bert].map { try village.view($0).conflicts.map(\.state) }
  }

  @Test func `it is raised in confidence, against one that is known`() throws {
    var village = try Village(.anna, .bert)
    try village.advise(.match(.anna, .bert))
    village.expect(.notIntroduced, .user(.anna), .raiseConflict(1))
    village = try raised()
    village.expect(.tooMany(max: 1), .user(.anna), .raiseConflict(1))
    #expect(try states(village) == [[.raised], []])
    village.expect(.unknownNumber, .user(.bert), .wantToMeet(id))
    #expect(try village.act(.anna, .withdrawConflict(id)).effects.isEmpty)
    #expect(try states(village) == [[.settled], []])
  }

  @Test func `an advisor hears each, and they meet only when both want to`() throws {
    var village = try raised()
    #expect(try village.advise(.moveConflict(id, .hear)).told(.bert) == [.conflictHeard])
    village.expect(.notAllowed, .advising, .moveConflict(id, .wantToMeet))
    let before = try village.view(.bert)
    #expect(try village.act(.anna, .wantToMeet(id)).effects.isEmpty)
    #expect(try village.view(.bert) == before)
    village.expect(.alreadyConfirmed, .user(.anna), .wantToMeet(id))
    #expect(try village.act(.bert, .wantToMeet(id)).told(.anna) == [.conflictMeeting])
    village.expect(.notInThisState, .user(.anna), .withdrawConflict(id))
  }

  @Test(arguments: [(ConflictState.Move.settle, ConflictState.settled), (.split, .split), (.goOutside, .outside)])
  func `it ends in one of three ways, which both hear`(move: ConflictState.Move, state: ConflictState) throws {
    var village = try raised()
    village.expect(.notInThisState, .advising, .moveConflict(id, move))
    try village.advise(.moveConflict(id, .hear))
    #expect(try village.advise(.moveConflict(id, move)).told(.bert) == [.conflictOver])
    #expect(try states(village) == [[state], [state]])
  }

  @Test func `an advisor with an own interest steps aside for another`() throws {
    var village = try raised()
    let other = Actor.advisor(user: "other")
    try village.advise(.moveConflict(id, .hear))
    village.expect(.notAllowed, other, .moveConflict(id, .settle))
    try village.advise(.moveConflict(id, .stepAside))
    village.expect(.notAllowed, .advising, .moveConflict(id, .hear))
    try village.network.apply(.moveConflict(id, .hear), by: other, at: village.now)
    #expect(try states(village) == [[.heard], [.heard]])
  }

  @Test func `one that waits for two weeks stands still`() throws {
    var village = try raised()
    try village.pass(days: 14)
    #expect(village.network.advisorView(at: village.now).standstills == [.conflict(id)])
  }
}
