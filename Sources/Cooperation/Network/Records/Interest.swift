import Vocabulary

/// What an interest is in.
public enum InterestTarget: Sendable, Hashable, Codable {
  case opportunity(OpportunityID)
  case peer(CompanyID)
}

/// A company has one interest in one thing.
public struct InterestID: Sendable, Hashable, Codable, Comparable {
  public let company: CompanyID
  public let target: InterestTarget

  public static func < (left: Self, right: Self) -> Bool { left.key < right.key }

  private var key: (CompanyID, Int, CompanyID) {
    switch target {
    case .opportunity(let id): (company, id.value, CompanyID(rawValue: ""))
    case .peer(let peer): (company, 0, peer)
    }
  }
}

/// One company's interest. The other side learns of it only when it is mutual.
public struct Interest: Sendable, Hashable, Codable {
  public let id: InterestID
  public internal(set) var state = InterestState.start
  public internal(set) var changedAt: Timestamp
}
