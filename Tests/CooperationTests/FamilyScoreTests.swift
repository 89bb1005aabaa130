import Cooperation
import Testing
import Vocabulary

@Suite struct FamilyScoreTests {
  private let hall = ChainTemplate(
    id: "steel_hall", required: [.design, .process, .assemble, .install], optional: [.move])
  private let four = [
    Self.member("welder", .process, employees: 12, hours: 4, commitment: 80),
    Self.member("automation", .control, employees: 5, hours: 2, commitment: 60),
    Self.member("installer", .install, employees: 8, hours: 3, commitment: 70),
    Self.member("designer", .design, employees: 3, hours: 2, commitment: 60),
  ]

  private static func member(
    _ id: String, _ role: ChainRole, employees: Int, hours: Double, commitment: Double
  ) -> Member {
    Member(
      id: CompanyID(rawValue: id), tags: [id], roles: [role], employees: employees, targets: ["SE": 1],
      commitment: commitment, hoursPerWeek: hours)
  }

  private func isNear(_ value: Double, _ expected: Double) -> Bool { abs(value - expected) < 0.0005 }

  @Test func `The worked example of the specification comes out part by part`() {
    let met: [Set<String>] = [["welder", "automation"], ["welder", "installer"]]
    let score = FamilyScore(of: four, for: hall) { met.contains([$0.id.rawValue, $1.id.rawValue]) }
    #expect(score.coverage == 0.75)
    #expect(score.complementarity == 1)
    #expect(score.market == 0.7)
    #expect(isNear(score.will, 0.655))
    #expect(isNear(score.balance, 0.744))
    #expect(isNear(score.trust, 1.0 / 3))
    #expect(isNear(score.total, 0.715))
    #expect(hall.missingRoles(among: four) == [.assemble])
  }

  @Test func `The market counts by how many are common and how near the members are in it`() {
    func market(_ change: (inout [Member]) -> Void) -> Double {
      var members = four
      change(&members)
      return FamilyScore(of: members, for: hall) { _, _ in false }.market
    }
    #expect(market { $0[0].targets["SE"] = 3 } == 0.4)
    #expect(market { $0[0].targets = ["NO": 1] } == 0.4)
    #expect(market { for index in $0.indices { $0[index].targets["NO"] = 0 } } == 1)
  }

  @Test func `Firms a hundred times apart in size have no balance`() {
    var members = four
    members[0].employees = 399
    #expect(isNear(FamilyScore(of: members, for: hall) { _, _ in false }.balance, 0))
  }

  @Test func `A group of nobody scores without a crash`() {
    #expect(FamilyScore(of: [], for: hall) { _, _ in true }.total == 0)
  }
}
