import Companies

/// How well another company fits one, part by part: each 0…1. What is not known fits not at all.
struct Fit {
  private let market, stage, wishes, sector, practical: Double

  init(of other: Member, for member: Member, _ purpose: PeerPurpose) {
    market = Self.market(member, other, purpose)
    stage = Self.stage(member, other, purpose)
    wishes = Self.wishes(member, other)
    sector = Self.sector(member, other, purpose)
    practical = Self.practical(member, other)
  }

  subscript(part: FitPart) -> Double {
    switch part {
    case .market: market
    case .stage: stage
    case .wishes: wishes
    case .sector: sector
    case .practical: practical
    }
  }

  /// All parts by the weights of the purpose.
  func total(_ purpose: PeerPurpose) -> Double {
    FitPart.allCases.reduce(0) { $0 + self[$1] * purpose.weight(of: $1) }
  }

  /// The share of the own target markets that the other aims at too or, to learn from it, already sells to.
  private static func market(_ member: Member, _ other: Member, _ purpose: PeerPurpose) -> Double {
    guard !member.targets.isEmpty else { return 0 }
    let common = member.targets.keys.count { market in
      purpose == .learn ? other.presentMarkets.contains(market) : other.targets[market] != nil
    }
    return Double(common) / Double(member.targets.count)
  }

  /// To learn, one step ahead is best; to go together, the same step.
  private static func stage(_ member: Member, _ other: Member, _ purpose: PeerPurpose) -> Double {
    guard let own = member.stage?.place, let theirs = other.stage?.place else { return 0 }
    let ahead = theirs - own
    if purpose == .learn {
      return switch ahead {
      case 1: 1
      case 2: 0.6
      case 0: 0.5
      default: 0
      }
    }
    return switch abs(ahead) {
    case 0: 1
    case 1: 0.6
    default: 0.2
    }
  }

  /// Wishes in common, as a share of all of both; or one gives out the work that the other takes.
  private static func wishes(_ member: Member, _ other: Member) -> Double {
    let (gives, takes) = ("subcontract_give", "subcontract_take")
    let meets =
      member.wishes.contains(gives) && other.wishes.contains(takes)
      || member.wishes.contains(takes) && other.wishes.contains(gives)
    if meets { return 1 }
    let all = member.wishes.union(other.wishes).count
    return all == 0 ? 0 : Double(member.wishes.intersection(other.wishes).count) / Double(all)
  }

  /// Near in what they do; to complement each other, next to each other in a chain.
  private static func sector(_ member: Member, _ other: Member, _ purpose: PeerPurpose) -> Double {
    if purpose == .complement {
      let areNeighbours = member.roles.contains { own in other.roles.contains { own.isNextTo($0) } }
      return areNeighbours ? 1 : 0
    }
    return member.sector != nil && member.sector == other.sector ? 1 : 0
  }

  /// A language in common, and the same part of the region: half each.
  private static func practical(_ member: Member, _ other: Member) -> Double {
    let speaks = member.languages.isDisjoint(with: other.languages) ? 0 : 0.5
    let isNear = member.subRegion != nil && member.subRegion == other.subRegion ? 0.5 : 0
    return speaks + isNear
  }
}

extension Stage {
  /// From 0.
  fileprivate var place: Int { Stage.allCases.firstIndex(of: self) ?? 0 }
}

extension ChainRole {
  /// The way of a thing through a chain, from its material to its upkeep.
  private static let way: [ChainRole] = [.raw, .part, .process, .assemble, .install, .service]

  /// Whether work goes from one to the other: next to each other on the way of a thing, or one of them is needed all along it.
  func isNextTo(_ other: ChainRole) -> Bool {
    if self == other { return false }
    guard let own = Self.way.firstIndex(of: self), let theirs = Self.way.firstIndex(of: other) else { return true }
    return abs(own - theirs) == 1
  }
}
