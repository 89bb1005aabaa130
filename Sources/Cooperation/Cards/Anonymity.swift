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

  /// Days that must pass before a card may get finer again: a month.
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
  /// All are settled together: cards that look the same but are too few get coarser by a level, the finest first, until none are. What
  /// counts is what is shown at last, for a card that went coarser alone would stand out among those that did not.
  /// - Parameters:
  ///   - optedIn: the full cards of all opted-in companies.
  ///   - finest: how fine each may be; without it as fine as can be.
  public func levels(of optedIn: [Card], atFinest finest: [Level] = []) -> [Level] {
    var levels = finest.isEmpty ? optedIn.map { _ in Level.full } : finest
    while true {
      let shown = zip(optedIn, levels).map { coarsened($0, to: $1) }
      let counts = Dictionary(grouping: shown.compactMap { $0 }, by: { $0 }).mapValues(\.count)
      let tooFew = shown.indices.filter { index in
        levels[index] < .byHand && (shown[index].map { counts[$0, default: 0] < k } ?? true)
      }
      guard let least = tooFew.map({ levels[$0] }).min() else { return levels }
      for index in tooFew where levels[index] == least {
        levels[index] = shown[index] == nil ? .byHand : Level(rawValue: least.rawValue + 1) ?? .byHand
      }
    }
  }
}

/// How coarse the card of a member is shown. It gets coarser at once, and finer at most once in a month, so that nobody who watches it
/// learns of each company that comes and goes.
public struct CardLevel: Sendable, Hashable, Codable {
  public let level: Anonymity.Level
  /// When it last got finer; `nil`: never.
  public let finerOn: Day?

  public init(_ level: Anonymity.Level, finerOn: Day? = nil) {
    (self.level, self.finerOn) = (level, finerOn)
  }

  /// As fine as it may be on this day.
  public func finest(on today: Day) -> Anonymity.Level {
    guard let finerOn else { return .full }
    return today.daysSince1970 - finerOn.daysSince1970 < Anonymity.daysBeforeFiner ? level : .full
  }

  /// What it is from this day on.
  public func moved(to next: Anonymity.Level, on today: Day) -> CardLevel {
    CardLevel(next, finerOn: next < level ? today : finerOn)
  }
}
