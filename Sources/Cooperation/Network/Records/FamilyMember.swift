import Vocabulary

/// What has to be cleared up when a member leaves a family that runs.
public enum LeavingItem: String, Sendable, Hashable, Codable, CaseIterable {
  case promises
  case runningOrders = "running_orders"
  case sharedCosts = "shared_costs"
  case leads
  /// Its name and pictures in common material.
  case material
  /// To what the members share.
  case access
}

/// One company in a family, or thought of for it.
public struct FamilyMember: Sendable, Hashable, Codable {
  public let company: CompanyID
  /// What it does in the chain.
  public let roles: [ChainRole]
  public internal(set) var standing = FamilyStanding.start
  /// When it said that it leaves.
  public internal(set) var leavesAt: Timestamp?
  /// Whether the others have heard of it.
  public internal(set) var isLeavingTold = false
  /// What is cleared up.
  public internal(set) var cleared: [LeavingItem] = []

  init(company: CompanyID, roles: [ChainRole]) {
    (self.company, self.roles) = (company, roles)
  }

  /// Whether the others see it in the family.
  var isSeen: Bool {
    switch standing {
    case .asked, .willing, .member: true
    case .leaving, .left: !isLeavingTold
    case .thought, .out: false
    }
  }

  /// Whether the family is in the company's own view.
  var seesFamily: Bool { [.asked, .willing, .member, .leaving].contains(standing) }
}
