/// How well a group of companies would make an export family for one chain. Each part is 0…1.
public struct FamilyScore: Sendable, Hashable {
  /// From this total on a group is worth the advisor's look.
  public static let proposalLimit = 0.55

  /// The share of the required roles that somebody fills.
  public let coverage: Double
  /// How little the members' tags overlap, over all pairs.
  public let complementarity: Double
  /// How well their target markets meet.
  public let market: Double
  /// Hours and commitment; the weakest member counts twice.
  public let will: Double
  /// How near they are in size: very unequal firms strain a group.
  public let balance: Double
  /// The share of pairs that have met.
  public let trust: Double

  public var total: Double {
    0.25 * coverage + 0.20 * complementarity + 0.15 * market + 0.15 * will + 0.10 * balance + 0.15 * trust
  }

  /// - Parameter haveMet: Whether two members are at rung 4 of the ladder of trust or above.
  public init(
    of members: [Member], for template: ChainTemplate, haveMet: (_ one: Member, _ other: Member) -> Bool
  ) {
    let needed = template.required.count
    let missing = template.missingRoles(among: members).count
    coverage = needed == 0 ? 1 : Double(needed - missing) / Double(needed)
    var (pairs, difference, met) = (0.0, 0.0, 0.0)
    for (index, one) in members.enumerated() {
      for other in members.dropFirst(index + 1) {
        pairs += 1
        difference += 1 - one.tagOverlap(with: other)
        met += haveMet(one, other) ? 1 : 0
      }
    }
    complementarity = pairs == 0 ? 0 : difference / pairs
    trust = pairs == 0 ? 0 : met / pairs
    market = Self.market(of: members)
    will = Self.will(of: members)
    balance = Self.balance(of: members)
  }

  private static func market(of members: [Member]) -> Double {
    guard let first = members.first else { return 0 }
    let common = first.targets.keys.filter { market in members.allSatisfy { $0.targets[market] != nil } }
    if common.count >= 2 { return 1 }
    guard let only = common.first else { return 0.4 }
    let statuses = members.compactMap { $0.targets[only] }
    let spread = (statuses.max() ?? 0) - (statuses.min() ?? 0)
    return spread <= 1 ? 0.7 : 0.4
  }

  private static func will(of members: [Member]) -> Double {
    let each = members.map { (min(1, $0.hoursPerWeek / 4) + $0.commitment / 100) / 2 }
    guard let lowest = each.min() else { return 0 }
    return (each.reduce(0, +) + lowest) / Double(each.count + 1)
  }

  private static func balance(of members: [Member]) -> Double {
    let sizes = members.map { Double(max(0, $0.employees)) + 1 }
    guard let smallest = sizes.min(), let largest = sizes.max() else { return 0 }
    return 1 - min(1, decimalLogarithm(largest / smallest) / 2)
  }

  /// log10 for numbers from 1 up, by the series of the inverse hyperbolic tangent: the modules without edges use no
  /// system library.
  private static func decimalLogarithm(_ number: Double) -> Double {
    let ln2 = 0.693_147_180_559_945_3
    let ln10 = 2.302_585_092_994_045_7
    let step = (number.significand - 1) / (number.significand + 1)
    var (power, sum) = (step, 0.0)
    for odd in stride(from: 1.0, through: 31, by: 2) {
      sum += power / odd
      power *= step * step
    }
    return (Double(number.exponent) * ln2 + 2 * sum) / ln10
  }
}
