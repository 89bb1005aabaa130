import Vocabulary

/// Two companies; the order they are given in does not matter.
public struct Pair: Sendable, Hashable, Codable, Comparable {
  public let first: CompanyID
  public let second: CompanyID

  /// `nil` when both are the same.
  public init?(_ one: CompanyID, _ other: CompanyID) {
    if one == other { return nil }
    (first, second) = (min(one, other), max(one, other))
  }

  /// Each two of these companies.
  static func all(of companies: [CompanyID]) -> [Pair] {
    companies.indices.flatMap { index in companies[(index + 1)...].compactMap { Pair(companies[index], $0) } }
  }

  public func contains(_ company: CompanyID) -> Bool { company == first || company == second }

  /// The one that `company` has to do with.
  public func other(than company: CompanyID) -> CompanyID { company == first ? second : first }

  public var companies: [CompanyID] { [first, second] }

  public static func < (left: Pair, right: Pair) -> Bool {
    (left.first, left.second) < (right.first, right.second)
  }
}
