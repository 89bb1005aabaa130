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

  /// A level for each card, so that of every card that is shown at least `k` look the same.
  ///
  /// All are settled together: cards that look the same but are too few get coarser by a level, until none are. What counts is what is
  /// shown at last, for a card that went coarser alone would stand out among those that did not.
  /// - Parameter optedIn: the full cards of all opted-in companies.
  public func levels(of optedIn: [Card]) -> [Level] {
    var levels = optedIn.map { _ in Level.full }
    while true {
      let shown = zip(optedIn, levels).map { coarsened($0, to: $1) }
      let counts = Dictionary(grouping: shown.compactMap { $0 }, by: { $0 }).mapValues(\.count)
      var isSettled = true
      for (index, card) in shown.enumerated() where levels[index] < .byHand {
        if let card, counts[card, default: 0] >= k { continue }
        levels[index] = card == nil ? .byHand : Level(rawValue: levels[index].rawValue + 1) ?? .byHand
        isSettled = false
      }
      if isSettled { return levels }
    }
  }

  /// The level from today on: coarser at once, finer when the earlier level has held for a month.
  /// - Parameter since: The day on which the earlier level began.
  public static func level(after earlier: Level, since: Day, computed: Level, today: Day) -> Level {
    if computed >= earlier { return computed }
    return today.daysSince1970 - since.daysSince1970 >= daysBeforeFiner ? computed : earlier
  }
}
