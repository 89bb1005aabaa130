import Vocabulary

/// What an advisor gets to see of a group that might become a family.
public struct FamilySuggestion: Sendable, Hashable {
  public let proposal: FamilyProposal
  /// What each member would do in the delivery, by its id.
  public let roles: [CompanyID: [ChainRole]]
  /// Somebody in it has not done anything with another member yet: a fit on paper only.
  public let hasNoJointDeedYet: Bool
}

extension FamilySearch {
  /// The search grows groups from so many beginnings at most, whatever the number of members.
  static let seedsMax = 40
  /// In a pool of so few, each pair is a beginning.
  private static let smallPool = 12

  /// The best groups for a chain, the best first. The same members in any order make the same suggestions.
  ///
  /// Groups are looked for market by market, among those who aim there and have a role in the chain. They grow from pairs that have met
  /// and, where those are few, from those who have the most will and time.
  /// - Parameter rung: how far two members trust each other.
  public static func suggestions(
    among members: [Member], for template: ChainTemplate, atMost count: Int = 3,
    rung: (_ one: Member, _ other: Member) -> TrustRung
  ) -> [FamilySuggestion] {
    let haveMet = { (one: Member, other: Member) in rung(one, other) >= .met }
    var found: [[CompanyID]: FamilyProposal] = [:]
    let pools = pools(of: members, for: template)
    for pool in pools {
      for seed in seeds(in: pool, atMost: max(2, seedsMax / pools.count), haveMet: haveMet) {
        guard let proposal = family(from: seed, among: pool, for: template, haveMet: haveMet) else { continue }
        found[proposal.members.map(\.id)] = proposal
      }
    }
    return found.values.sorted { left, right in
      if left.score.total != right.score.total { return left.score.total > right.score.total }
      return left.members.map(\.id.rawValue).joined(separator: " ")
        < right.members.map(\.id.rawValue).joined(separator: " ")
    }.prefix(count).map { suggestion($0, rung: rung) }
  }

  private static func suggestion(
    _ proposal: FamilyProposal, rung: (_ one: Member, _ other: Member) -> TrustRung
  ) -> FamilySuggestion {
    let members = proposal.members
    let isUntried = members.contains { one in
      !members.contains { $0.id != one.id && rung(one, $0) >= .didSomething }
    }
    let roles = members.map { ($0.id, $0.roles.intersection(proposal.template.roles).sorted()) }
    return FamilySuggestion(
      proposal: proposal, roles: Dictionary(uniqueKeysWithValues: roles), hasNoJointDeedYet: isUntried)
  }

  /// Those who could go to a market together, a pool for each market, the markets in the order of their codes.
  private static func pools(of members: [Member], for template: ChainTemplate) -> [[Member]] {
    let willing = members.filter { member in
      !member.roles.isDisjoint(with: template.roles) && FamilyCondition.mayTakePart(member)
    }.sorted { $0.id < $1.id }
    let markets = Set(willing.flatMap(\.targets.keys)).sorted()
    return markets.map { market in willing.filter { $0.targets[market] != nil } }
      .filter { $0.count >= FamilyCondition.sizes.lowerBound }
  }

  /// Pairs that have met first, then single members, the most willing first; in a small pool all pairs.
  private static func seeds(
    in pool: [Member], atMost limit: Int, haveMet: (_ one: Member, _ other: Member) -> Bool
  ) -> [[Member]] {
    var pairs: [[Member]] = []
    let wantsAll = pool.count <= smallPool
    for (index, one) in pool.enumerated() {
      for other in pool[(index + 1)...] where wantsAll || haveMet(one, other) {
        if FamilyCondition.mayJoin(one, other) { pairs.append([one, other]) }
      }
    }
    if wantsAll { return pairs }
    let singles = pool.sorted { left, right in
      let (own, theirs) = (left.hoursPerWeek * 25 + left.commitment, right.hoursPerWeek * 25 + right.commitment)
      return own != theirs ? own > theirs : left.id < right.id
    }.map { [$0] }
    return Array((pairs + singles).prefix(limit))
  }
}
