import Cooperation
import Randomness
import Testing
import Vocabulary

/// Groups found by themselves, beside all groups that there are.
@Suite struct FamilySuggestionTests {
  private static let template = ChainTemplate(id: "hall", required: [.design, .process, .install], optional: [.move])

  /// Ten members drawn at random, with who has met whom.
  private struct Village {
    var members: [Member] = []
    var rungs: [Pair: TrustRung] = [:]

    init(seed: UInt64) {
      var random = SeededRandom(seed: seed)
      let roles: [ChainRole] = [.design, .process, .install, .move, .assemble]
      for number in 0..<10 {
        members.append(
          Member(
            id: CompanyID(rawValue: "c\(number)"), tags: Set(["a", "b", "c", "d"].shuffled(using: &random).prefix(2)),
            roles: [roles[random.below(roles.count)]], employees: 1 + random.below(60),
            targets: random.below(3) == 0 ? ["SE": random.below(4), "NO": 1] : ["SE": random.below(4)],
            presentMarkets: ["FI"], customers: .business, commitment: Double(40 + random.below(60)),
            hoursPerWeek: Double(random.below(6)), wishes: ["joint_offer"], hasExported: random.below(2) == 0,
            isCommitted: true, isOptedIn: true))
      }
      for one in members.indices {
        for other in members.indices where one < other && random.below(5) == 0 {
          if let pair = Pair(members[one].id, members[other].id) {
            rungs[pair] = random.below(2) == 0 ? .met : .didSomething
          }
        }
      }
    }

    func rung(_ one: Member, _ other: Member) -> TrustRung {
      Pair(one.id, other.id).flatMap { rungs[$0] } ?? .anonymousCard
    }

    /// The totals of all groups that may be proposed.
    func allTotals(_ template: ChainTemplate) -> [Double] {
      (1..<(1 << members.count)).compactMap { bits in
        let group = members.indices.filter { bits >> $0 & 1 == 1 }.map { members[$0] }
        guard (3...FamilySearch.largestProposal).contains(group.count), FamilyCondition.broken(by: group).isEmpty,
          group.allSatisfy({ !$0.roles.isDisjoint(with: template.roles) })
        else { return nil }
        let total = FamilyScore(of: group, for: template) { rung($0, $1) >= .met }.total
        return total >= FamilyScore.proposalLimit ? total : nil
      }
    }
  }

  @Test(arguments: 1...25 as ClosedRange<UInt64>)
  func `The first suggestion is among the best twentieth of all groups`(seed: UInt64) throws {
    let village = Village(seed: seed)
    let all = village.allTotals(Self.template)
    let first = FamilySearch.suggestions(among: village.members, for: Self.template, rung: village.rung).first
    guard let best = first?.proposal else {
      #expect(all.isEmpty, "seed \(seed): \(all.count) groups, and none was found")
      return
    }
    let better = all.count { $0 > best.score.total + 1e-12 }
    #expect(Double(better) <= Double(all.count) * 0.05, "seed \(seed): \(better) of \(all.count) are better")
  }

  @Test func `The order of the members changes nothing`() {
    let village = Village(seed: 4)
    let one = FamilySearch.suggestions(among: village.members, for: Self.template, rung: village.rung)
    let other = FamilySearch.suggestions(among: village.members.reversed(), for: Self.template, rung: village.rung)
    #expect(one == other && !one.isEmpty)
  }

  @Test func `Each suggestion tells what each would do, and whether all have done something with another`() throws {
    var village = Village(seed: 4)
    let untried = try #require(
      FamilySearch.suggestions(among: village.members, for: Self.template) { _, _ in .met }.first)
    #expect(untried.hasNoJointDeedYet)
    #expect(Set(untried.roles.keys) == Set(untried.proposal.members.map(\.id)))
    #expect(untried.roles.values.allSatisfy { !$0.isEmpty })
    village.rungs = [:]
    let tried = FamilySearch.suggestions(among: village.members, for: Self.template) { _, _ in .didSomething }
    #expect(tried.first?.hasNoJointDeedYet == false)
  }
}
