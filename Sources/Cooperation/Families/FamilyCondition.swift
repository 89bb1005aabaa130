/// What must hold before a group of companies may be thought of as an export family, however well it scores.
public enum FamilyCondition: String, Codable, CaseIterable, Sendable, Hashable {
  /// Three to ten companies, each once.
  case size
  /// A market that all of them want to enter.
  case commonMarket = "common_market"
  /// All agreed to be matched, and wish for a joint offer or joint marketing.
  case wish
  case noRivals = "no_rivals"
  /// Everybody passes the gate of commitment.
  case commitment
  /// Nobody has blocked another.
  case noBlock = "no_block"
  /// Somebody has exported, or an export person is planned.
  case experience

  public static let sizes = 3...10

  /// The conditions that do not hold, in the order of `allCases`; empty = the group may be proposed.
  /// - Parameter exportPersonPlanned: Whether the group is to have a person for export.
  public static func broken(by members: [Member], exportPersonPlanned: Bool = false) -> [FamilyCondition] {
    allCases.filter { !$0.holds(for: members, exportPersonPlanned: exportPersonPlanned) }
  }

  /// Whether two may be in one group at all: they are no rivals, and neither has blocked the other.
  public static func mayJoin(_ one: Member, _ other: Member) -> Bool {
    !areBlocked(one, other) && !Competition.competes(one, with: other)
  }

  /// Whether a company may be in any group, as far as that hangs on itself alone.
  static func mayTakePart(_ member: Member) -> Bool {
    broken(by: [member]).allSatisfy { [.size, .experience].contains($0) }
  }

  private func holds(for members: [Member], exportPersonPlanned: Bool) -> Bool {
    switch self {
    case .size: Self.sizes.contains(members.count) && Set(members.map(\.id)).count == members.count
    case .commonMarket:
      members.first?.targets.keys.contains { market in members.allSatisfy { $0.targets[market] != nil } } ?? false
    case .wish:
      members.allSatisfy { $0.isOptedIn && !$0.wishes.isDisjoint(with: ["joint_offer", "joint_marketing"]) }
    case .noRivals: Self.allPairs(of: members) { !Competition.competes($0, with: $1) }
    case .commitment: members.allSatisfy(\.isCommitted)
    case .noBlock: Self.allPairs(of: members) { !Self.areBlocked($0, $1) }
    case .experience: exportPersonPlanned || members.contains(where: \.hasExported)
    }
  }

  private static func areBlocked(_ one: Member, _ other: Member) -> Bool {
    one.blocked.contains(other.id) || other.blocked.contains(one.id)
  }

  private static func allPairs(of members: [Member], hold: (Member, Member) -> Bool) -> Bool {
    members.indices.allSatisfy { index in
      members[(index + 1)...].allSatisfy { hold(members[index], $0) }
    }
  }
}
