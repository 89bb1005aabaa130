import Vocabulary

/// How much of a card may be shown so that nobody can tell whose it is.
public struct Anonymity: Sendable, Hashable {
  /// How coarse a card is; each level takes away more than the one before it.
  public enum Level: Int, Codable, CaseIterable, Sendable, Hashable, Comparable {
    case full, withoutTags, region, sectorGroup
    /// No card at all: the advisor asks by hand.
    case byHand

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  /// Days that must pass before a card may get finer: a month.
  public static let daysBeforeFiner = 30

  /// So many opted-in companies must be alike in all that a card shows, the company itself among them.
  public let k: Int
  /// The region around each sub-region.
  public let regions: [String: String]
  /// The group of each sector.
  public let sectorGroups: [String: String]

  public init(k: Int = 5, regions: [String: String], sectorGroups: [String: String]) {
    self.k = k
    self.regions = regions
    self.sectorGroups = sectorGroups
  }

  /// The card at a level; `nil` when it is asked by hand, or when the wider area or group is not known.
  public func coarsened(_ card: Card, to level: Level) -> Card? {
    guard level < .byHand else { return nil }
    var coarse = card
    if level >= .withoutTags { coarse.tags = [] }
    if level >= .region {
      guard let region = regions[card.area] else { return nil }
      coarse.area = region
    }
    if level >= .sectorGroup {
      guard let group = sectorGroups[card.sector] else { return nil }
      coarse.sector = group
    }
    return coarse
  }

  /// The finest level at which enough cards are alike.
  /// - Parameter optedIn: The full cards of all opted-in companies, the company's own among them.
  public func level(of card: Card, among optedIn: [Card]) -> Level {
    Level.allCases.first { level in
      guard let shown = coarsened(card, to: level) else { return level == .byHand }
      return optedIn.count { coarsened($0, to: level) == shown } >= k
    } ?? .byHand
  }

  /// The level from today on: coarser at once, finer when the earlier level has held for a month.
  /// - Parameter since: The day on which the earlier level began.
  public static func level(after earlier: Level, since: Day, computed: Level, today: Day) -> Level {
    if computed >= earlier { return computed }
    return today.daysSince1970 - since.daysSince1970 >= daysBeforeFiner ? computed : earlier
  }
}
