import Vocabulary

public typealias ConflictID = RecordNumber<Conflict>

/// A conflict between two companies that know each other.
public struct Conflict: Sendable, Hashable, Codable {
  public let id: ConflictID
  public let raisedBy: CompanyID
  public let pair: Pair
  public internal(set) var state = ConflictState.start
  /// The user who hears it.
  public internal(set) var advisor: String?
  /// Users who have an interest of their own in it.
  public internal(set) var asideFor: [String] = []
  /// Who wants to meet. The other learns of it only when both do.
  public internal(set) var wanting: [CompanyID] = []
  /// Whether the other company has heard of it.
  public internal(set) var isKnown = false
  public internal(set) var changedAt: Timestamp
}
