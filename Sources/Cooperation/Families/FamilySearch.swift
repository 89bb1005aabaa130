/// A group that might make an export family. For the advisor's eyes only: the companies are not told.
public struct FamilyProposal: Sendable, Hashable {
  public let template: ChainTemplate
  /// In the order of their ids.
  public let members: [Member]
  public let score: FamilyScore
  /// Required roles that nobody has. With any, it is a search for a partner and no family yet.
  public let lookingFor: [ChainRole]
}

/// Finds, from a first few companies, the group that would make the best export family with them.
public enum FamilySearch {
  /// A search stops here: larger groups are possible, yet hard to lead.
  public static let largestProposal = 8

  /// Adds to the first members, one after another, whoever raises the score most, until none does. `nil` when the
  /// group stays below the limit of the score or breaks a condition.
  /// - Parameters:
  ///   - first: Best a pair that has met; a single company where nobody has.
  ///   - haveMet: Whether two members are at rung 4 of the ladder of trust or above.
  public static func family(
    from first: [Member], among candidates: [Member], for template: ChainTemplate,
    haveMet: (_ one: Member, _ other: Member) -> Bool
  ) -> FamilyProposal? {
    var group = first
    var score = FamilyScore(of: group, for: template, haveMet: haveMet)
    let ordered = candidates.filter(FamilyCondition.mayTakePart).sorted { $0.id < $1.id }
    while group.count < largestProposal {
      var best: (group: [Member], score: FamilyScore)?
      for candidate in ordered where mayJoin(candidate, group) {
        let larger = group + [candidate]
        let next = FamilyScore(of: larger, for: template, haveMet: haveMet)
        if next.total > best?.score.total ?? -1 { best = (larger, next) }
      }
      let isTooSmall = group.count < FamilyCondition.sizes.lowerBound
      guard let best, isTooSmall || best.score.total > score.total else { break }
      (group, score) = best
    }
    guard score.total >= FamilyScore.proposalLimit, FamilyCondition.broken(by: group).isEmpty else { return nil }
    return FamilyProposal(
      template: template, members: group.sorted { $0.id < $1.id }, score: score,
      lookingFor: template.missingRoles(among: group))
  }

  private static func mayJoin(_ candidate: Member, _ group: [Member]) -> Bool {
    let isFree = group.allSatisfy { $0.id != candidate.id && FamilyCondition.mayJoin($0, candidate) }
    return isFree
      && candidate.targets.keys.contains { market in group.allSatisfy { $0.targets[market] != nil } }
  }
}
