import Companies
import Vocabulary

/// Who buys from a company.
public enum CustomerKind: String, Codable, CaseIterable, Sendable, Hashable {
  case business = "b2b"
  case consumer = "b2c"
  case `public`
}

/// What the network knows of a company in order to find it partners. Never shown to another company as it is.
public struct Member: Sendable, Hashable, Identifiable {
  public let id: CompanyID
  /// What it makes or does.
  public var tags: Set<String>
  /// Its part in a delivery.
  public var roles: Set<ChainRole>
  /// People, the owner among them.
  public var employees: Int
  /// The markets it wants to enter, each with its place on the scale from a thought to steady sales.
  public var targets: [String: Int]
  /// The markets it sells to already, home included.
  public var presentMarkets: Set<String>
  /// `nil`: not told.
  public var customers: CustomerKind?
  /// The score of the readiness check for commitment: 0…100.
  public var commitment: Double
  /// Hours a week for going abroad.
  public var hoursPerWeek: Double
  /// What it would do with others: ids of `coop_interests`.
  public var wishes: Set<String>
  /// Whether it has sold abroad.
  public var hasExported: Bool
  /// Whether its commitment passes the gate of the readiness check.
  public var isCommitted: Bool
  /// Who owns it, as a key that only serves to compare; `nil`: not known.
  public var owner: String?
  public var sector: String?
  /// How far it is on its way abroad.
  public var stage: Stage?
  /// BCP 47.
  public var languages: Set<String>
  /// The part of the region that it is in.
  public var subRegion: String?
  /// Whether it also wants to hear from companies that it competes with.
  public var meetsCompetitors: Bool
  /// Since when it waits to meet somebody.
  public var waitingSince: Timestamp?
  /// Companies that it does not want to meet; they never learn of it.
  public var blocked: Set<CompanyID>
  /// Whether it agreed to be matched.
  public var isOptedIn: Bool

  public init(
    id: CompanyID, tags: Set<String> = [], roles: Set<ChainRole> = [], employees: Int = 1,
    targets: [String: Int] = [:], presentMarkets: Set<String> = [], customers: CustomerKind? = nil,
    commitment: Double = 0, hoursPerWeek: Double = 0, wishes: Set<String> = [], hasExported: Bool = false,
    isCommitted: Bool = false, owner: String? = nil, sector: String? = nil, stage: Stage? = nil,
    languages: Set<String> = [], subRegion: String? = nil, meetsCompetitors: Bool = false,
    waitingSince: Timestamp? = nil, blocked: Set<CompanyID> = [], isOptedIn: Bool = false
  ) {
    self.id = id
    self.tags = tags
    self.roles = roles
    self.employees = employees
    self.targets = targets
    self.presentMarkets = presentMarkets
    self.customers = customers
    self.commitment = commitment
    self.hoursPerWeek = hoursPerWeek
    self.wishes = wishes
    self.hasExported = hasExported
    self.isCommitted = isCommitted
    self.owner = owner
    self.sector = sector
    self.stage = stage
    self.languages = languages
    self.subRegion = subRegion
    self.meetsCompetitors = meetsCompetitors
    self.waitingSince = waitingSince
    self.blocked = blocked
    self.isOptedIn = isOptedIn
  }

  /// Whether there is a market that each of the two sells to or wants to enter.
  public func sharesMarket(with other: Member) -> Bool {
    presentMarkets.contains(where: other.isIn) || targets.keys.contains(where: other.isIn)
  }

  private func isIn(_ market: String) -> Bool { presentMarkets.contains(market) || targets[market] != nil }

  /// The share of tags that two have in common: 0 when neither has any, 1 when they have the same.
  public func tagOverlap(with other: Member) -> Double {
    let common = tags.count(where: other.tags.contains)
    let all = tags.count + other.tags.count - common
    return all == 0 ? 0 : Double(common) / Double(all)
  }
}
