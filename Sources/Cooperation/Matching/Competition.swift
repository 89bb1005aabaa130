/// Whether two companies are rivals. Rivals never get into one joint offer.
public enum Competition {
  /// From this overlap of tags on two do much the same.
  public static let tagOverlapLimit = 0.5

  /// Competing: a chain role, half of the tags, the kind of customer and a market in common. What one has not told
  /// counts as common: to warn once too often costs little.
  public static func competes(_ one: Member, with other: Member) -> Bool {
    let hasCommonCustomers = one.customers == nil || other.customers == nil || one.customers == other.customers
    return hasCommonCustomers
      && !one.roles.isDisjoint(with: other.roles)
      && one.sharesMarket(with: other)
      && (one.tags.isEmpty || other.tags.isEmpty || one.tagOverlap(with: other) >= tagOverlapLimit)
  }
}
