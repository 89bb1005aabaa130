import Vocabulary

/// How members share a common cost. It is agreed before anything is spent.
public enum CostKey: Sendable, Hashable, Codable {
  case equal
  /// By metres on the stand, each in hundredths of a square metre.
  case standMetres([MemberWeight])
  /// By use, in any unit that is the same for all: hours, pages, pallets.
  case use([MemberWeight])
  /// The same fee from each, the rest by use.
  case feeAndUse(fee: Money, [MemberWeight])
  /// Shares that were agreed, in hundredths of a per cent; together 10,000.
  case agreed([MemberWeight])

  /// What the agreed shares must make together.
  public static let wholeShare = 10_000
}

/// What counts for one member in a cost key.
public struct MemberWeight: Sendable, Hashable, Codable {
  public var member: CompanyID
  /// 0 or more, in the unit of the key.
  public var weight: Int

  public init(_ member: CompanyID, _ weight: Int) {
    self.member = member
    self.weight = weight
  }
}

/// What one member pays.
public struct CostShare: Sendable, Hashable, Codable {
  public var member: CompanyID
  public var amount: Money

  public init(member: CompanyID, amount: Money) {
    self.member = member
    self.amount = amount
  }
}

/// Why a cost cannot be shared by a key.
public enum CostProblem: Error, Sendable, Hashable {
  case noMembers
  /// There are more members than `max`.
  case tooManyMembers(max: Int)
  case memberTwice(CompanyID)
  /// The cost or the fee is below zero.
  case negativeAmount
  /// The cost or the fee is above `max`.
  case amountTooLarge(max: Money)
  case negativeWeight(CompanyID)
  /// The weight of this member is above `max`.
  case weightTooLarge(CompanyID, max: Int)
  /// The key says nothing about this member, or says it twice.
  case notOneWeight(CompanyID)
  /// The key names a company that is no member.
  case noMember(CompanyID)
  /// The agreed shares make `sum`, not 10,000.
  case sharesDoNotAddUp(sum: Int)
  /// All weights are zero, so nobody would pay.
  case noWeight
  /// The fees alone are more than the cost.
  case feesAboveCost(fees: Money)
}
