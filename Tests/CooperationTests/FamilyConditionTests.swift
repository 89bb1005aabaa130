import Cooperation
import Testing
import Vocabulary

@Suite struct FamilyConditionTests {
  private let trio = [member("welder", .process), member("automation", .control), member("installer", .install)]

  private static func member(_ id: String, _ role: ChainRole) -> Member {
    Member(
      id: CompanyID(rawValue: id), tags: [id], roles: [role], targets: ["SE": 1], presentMarkets: ["FI"],
      customers: .business, wishes: ["joint_offer"], hasExported: true, isCommitted: true, isOptedIn: true)
  }

  private func broken(_ change: (inout [Member]) -> Void) -> [FamilyCondition] {
    var members = trio
    change(&members)
    return FamilyCondition.broken(by: members)
  }

  @Test func `A welder, an automation firm and an installer aiming at Sweden may be a family`() {
    #expect(FamilyCondition.broken(by: trio).isEmpty)
  }

  @Test func `Two welding shops with the same customers never are in one`() {
    var second = Self.member("second", .process)
    second.tags = trio[0].tags
    #expect(broken { $0.append(second) } == [.noRivals])
    #expect(!FamilyCondition.mayJoin(trio[0], second))
  }

  @Test func `A block on either side keeps two apart`() {
    #expect(broken { $0[0].blocked = [$0[2].id] } == [.noBlock])
    #expect(broken { $0[2].blocked = [$0[0].id] } == [.noBlock])
  }

  @Test func `Each of the other conditions is named when it alone does not hold`() {
    #expect(broken { $0.removeLast() } == [.size])
    #expect(broken { $0.append($0[0]) }.contains(.size))
    #expect(broken { $0[1].targets = ["NO": 1] } == [.commonMarket])
    #expect(broken { $0[1].wishes = ["peer_talk"] } == [.wish])
    #expect(broken { $0[1].isOptedIn = false } == [.wish])
    #expect(broken { $0[1].isCommitted = false } == [.commitment])
  }

  @Test func `Without anybody who has exported, an export person must be planned`() {
    var members = trio
    for index in members.indices { members[index].hasExported = false }
    #expect(FamilyCondition.broken(by: members) == [.experience])
    #expect(FamilyCondition.broken(by: members, exportPersonPlanned: true).isEmpty)
  }
}
