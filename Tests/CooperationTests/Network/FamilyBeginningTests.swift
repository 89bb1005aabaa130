import Cooperation
import Foundation
import Testing
import Vocabulary

/// From an idea to a group whose members know each other.
@Suite struct FamilyBeginningTests {
  @Test func `no company is told of an idea, and the advisor sees that it is on paper only`() throws {
    var village = try Village(.anna, .bert, .cleo, .dora)
    #expect(try village.advise(.thinkOfFamily(Village.idea())).effects.isEmpty)
    #expect(try Village.four.allSatisfy { try village.view($0).families.isEmpty })
    #expect(try village.report().hasNoJointDeedYet)
    village.expect(.unknownNumber, .user(.anna), .answerFamily(.first, yes: true))
    village.expect(.notAllowed, .user(.anna), .askFamily(.first))
    village.expect(.tooMany(max: 1), .system, .thinkOfFamily(Village.idea(Village.four.reversed())))
  }

  @Test func `a group of two, of strangers or of those who block each other is no idea`() throws {
    var village = try Village(.anna, .bert, .cleo)
    village.expect(.conditionNotMet, .system, .thinkOfFamily(Village.idea([.anna, .bert])))
    village.expect(.conditionNotMet, .system, .thinkOfFamily(Village.idea([.anna, .bert, .bert])))
    village.expect(.notMember, .system, .thinkOfFamily(Village.idea()))
    village.expect(.lawForbids, .system, .thinkOfFamily(Village.idea([.anna, .bert, .cleo], colour: .red)))
    try village.act(.cleo, .block(.anna))
    village.expect(.notAllowed, .system, .thinkOfFamily(Village.idea([.anna, .bert, .cleo])))
  }

  @Test func `each that is asked sees the others as numbers with their roles`() throws {
    let village = try Village.asked()
    for company in Village.four {
      let entry = try village.family(company)
      #expect(entry.state == .asking && entry.others.count == 3)
      let text = String(decoding: try JSONEncoder().encode(village.view(company)), as: UTF8.self)
      for other in Village.four where other != company { #expect(!text.contains(other.rawValue)) }
    }
  }

  @Test func `a yes, a no, a silence and leaving look alike to the others until the time is over`() throws {
    let moods: [(inout Village) throws -> Void] = [
      { _ in }, { try $0.act(.dora, .answerFamily(.first, yes: true)) },
      { try $0.act(.dora, .answerFamily(.first, yes: false)) }, { try $0.act(.dora, .leave) },
      { try $0.act(.dora, .leaveFamily(.first)) },
    ]
    var seen: Set<CompanyView> = []
    for mood in moods {
      var village = try Village.asked()
      try village.act(.anna, .answerFamily(.first, yes: true))
      try mood(&village)
      try village.pass(days: 13)
      seen.insert(try village.view(.anna))
    }
    #expect(seen.count == 1)
  }

  @Test func `three of four who are in and know each other explore; a no and a silence get the same note`() throws {
    for answer in [false, nil] as [Bool?] {
      var village = try Village.asked()
      let three = Array(Village.four.dropLast())
      for company in three { try village.act(company, .answerFamily(.first, yes: true)) }
      if let answer { try village.act(.dora, .answerFamily(.first, yes: answer)) }
      let outcome = try village.pass(days: 14)
      #expect(outcome.told(.dora) == [.noMatch])
      #expect(try village.view(.dora).families.isEmpty)
      #expect(try three.map { try village.family($0).state } == [.introducing, .introducing, .introducing])
      #expect(try village.view(.anna).matches.allSatisfy { $0.company == nil }, "a yes to the group opens no name")
      try village.sayYesToAll(three)
      #expect(try village.family(.anna).state == .exploring)
      #expect(try village.family(.anna).others.count == 2)
    }
  }

  @Test func `when all are in they are introduced at once`() throws {
    let village = try Village.exploring()
    #expect(try village.report().family.state == .exploring)
    #expect(try village.view(.dora).matches.compactMap(\.company).count == 3)
  }

  @Test func `with fewer than three it is over, and all get the same note`() throws {
    var village = try Village.asked()
    for company in [CompanyID.anna, .bert] { try village.act(company, .answerFamily(.first, yes: true)) }
    let outcome = try village.pass(days: 14)
    #expect(Village.four.map(outcome.told) == Array(repeating: [.noMatch], count: 4))
    #expect(try Village.four.allSatisfy { try village.view($0).families.isEmpty })
    #expect(try village.report().family.state == .closed)
  }

  @Test func `who does not come to know all that stay is out`() throws {
    var village = try Village.asked()
    for company in Village.four { try village.act(company, .answerFamily(.first, yes: true)) }
    try village.sayYesToAll([.anna, .bert, .cleo])
    let dora = try #require(village.view(.dora).matches.first?.number)
    try village.act(.dora, .answer(dora, yes: true))
    #expect(try village.family(.anna).state == .introducing)
    let outcome = try village.pass(days: 14)
    #expect(outcome.told(.dora).contains(.noMatch) && outcome.told(.anna).contains(.familyMoved))
    #expect(!outcome.told(.dora).contains(.familyMoved))
    #expect(try village.report().family.members.map(\.standing) == [.member, .member, .member, .out])
  }

  @Test func `amber goes no further without an advisor's note, red not at all`() throws {
    var village = try Village(.anna, .bert, .cleo, .dora)
    try village.advise(.thinkOfFamily(Village.idea(colour: .amber)))
    village.expect(.needsNote, .advising, .askFamily(.first))
    village.expect(.needsNote, .advising, .colourFamily(.first, .amber, note: " "))
    village.expect(
      .noteTooLong(max: 500), .advising, .colourFamily(.first, .red, note: String(repeating: "x", count: 501)))
    try village.advise(.colourFamily(.first, .red, note: "They would share out customers"))
    village.expect(.lawForbids, .advising, .askFamily(.first))
    try village.advise(.colourFamily(.first, .amber, note: "The lawyer has looked at it"))
    try village.advise(.askFamily(.first))
  }
}
