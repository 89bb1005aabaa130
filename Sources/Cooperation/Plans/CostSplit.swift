import Vocabulary

/// A cost shared so that the shares make the cost to the cent.
public struct CostSplit: Sendable, Hashable, Codable {
  /// Enough for an export family and far from an overflow: cost × weight stays below 2^63.
  public static let membersMax = 100
  public static let costMax = Money(cents: 100_000_000_000)
  public static let weightMax = 1_000_000

  public let total: Money
  /// In the order of the members.
  public private(set) var shares: [CostShare]

  /// Each gets the whole cents of its part; the cents left over go to the largest remainders, among equals to the one
  /// who stands first.
  public init(_ total: Money, among members: [CompanyID], by key: CostKey) throws(CostProblem) {
    try Self.check(members)
    try Self.check(total)
    let amounts: [Int]
    switch key {
    case .equal:
      amounts = Self.divide(total.cents, by: members.map { _ in 1 })
    case .standMetres(let weights), .use(let weights):
      amounts = try Self.divide(total.cents, among: members, by: weights)
    case .agreed(let weights):
      let sum = try Self.ordered(weights, as: members).reduce(0, +)
      if sum != CostKey.wholeShare { throw .sharesDoNotAddUp(sum: sum) }
      amounts = try Self.divide(total.cents, among: members, by: weights)
    case .feeAndUse(let fee, let weights):
      try Self.check(fee)
      let fees = fee.cents * members.count
      if fees > total.cents { throw .feesAboveCost(fees: Money(cents: fees)) }
      amounts = try Self.divide(total.cents - fees, among: members, by: weights).map { $0 + fee.cents }
    }
    self.total = total
    shares = zip(members, amounts).map { CostShare(member: $0, amount: Money(cents: $1)) }
  }

  public func share(of member: CompanyID) -> Money? {
    shares.first { $0.member == member }?.amount
  }

  /// The same shares with other names for the members.
  func renamed(_ name: (CompanyID) -> CompanyID) -> CostSplit {
    var split = self
    split.shares = shares.map { CostShare(member: name($0.member), amount: $0.amount) }
    return split
  }

  private static func check(_ members: [CompanyID]) throws(CostProblem) {
    if members.isEmpty { throw .noMembers }
    if members.count > membersMax { throw .tooManyMembers(max: membersMax) }
    var seen: Set<CompanyID> = []
    for member in members where !seen.insert(member).inserted { throw .memberTwice(member) }
  }

  private static func check(_ amount: Money) throws(CostProblem) {
    if amount < .zero { throw .negativeAmount }
    if amount > costMax { throw .amountTooLarge(max: costMax) }
  }

  /// The weights in the order of the members.
  private static func ordered(_ weights: [MemberWeight], as members: [CompanyID]) throws(CostProblem) -> [Int] {
    var found: [CompanyID: Int] = [:]
    for weight in weights {
      if weight.weight < 0 { throw .negativeWeight(weight.member) }
      if weight.weight > weightMax { throw .weightTooLarge(weight.member, max: weightMax) }
      if !members.contains(weight.member) { throw .noMember(weight.member) }
      if found.updateValue(weight.weight, forKey: weight.member) != nil { throw .notOneWeight(weight.member) }
    }
    var ordered: [Int] = []
    for member in members {
      guard let weight = found[member] else { throw .notOneWeight(member) }
      ordered.append(weight)
    }
    return ordered
  }

  private static func divide(
    _ cents: Int, among members: [CompanyID], by weights: [MemberWeight]
  ) throws(CostProblem) -> [Int] {
    let ordered = try ordered(weights, as: members)
    if cents > 0, ordered.allSatisfy({ $0 == 0 }) { throw .noWeight }
    return divide(cents, by: ordered)
  }

  private static func divide(_ cents: Int, by weights: [Int]) -> [Int] {
    let whole = max(1, weights.reduce(0, +))
    var amounts = weights.map { cents * $0 / whole }
    let remainders = weights.map { cents * $0 % whole }
    let left = cents - amounts.reduce(0, +)
    let order = weights.indices.sorted { (remainders[$1], $0) < (remainders[$0], $1) }
    for index in order.prefix(left) { amounts[index] += 1 }
    return amounts
  }
}
