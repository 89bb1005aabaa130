import Vocabulary

/// What a plan may hold.
extension MarketingPlan {
  public static let textMax = 200
  public static let codeMax = 40
  public static let actionsMax = 50

  /// A text that a problem is about.
  public enum Field: String, Sendable, Hashable, Codable {
    case aim, market, action, leads, support, measure
  }

  /// What is wrong with the plan on this day.
  public func problem(on today: Day) -> CooperationProblem? {
    if actions.isEmpty { return .planText(.action, max: Self.textMax) }
    if actions.count > Self.actionsMax { return .tooMany(max: Self.actionsMax) }
    if support.count > Self.actionsMax { return .tooMany(max: Self.actionsMax) }
    let texts: [(Field, String, Int)] =
      [(.aim, aim, Self.textMax), (.market, market, Self.codeMax), (.leads, leads, Self.textMax)]
      + [(.measure, measure, Self.textMax)] + actions.map { (.action, $0.what, Self.textMax) }
      + support.map { (.support, $0, Self.codeMax) }
    for (field, text, limit) in texts where text.allSatisfy(\.isWhitespace) || text.count > limit {
      // Something together need not be in one market.
      if field == .market, text.isEmpty { continue }
      return .planText(field, max: limit)
    }
    if reviewOn < today || endsOn < reviewOn { return .dateNotAhead }
    let last = today.adding(days: OpportunityTerms.daysAheadMax)
    if reviewOn > last || actions.contains(where: { $0.by > last }) {
      return .dateTooFar(days: OpportunityTerms.daysAheadMax)
    }
    return nil
  }

  /// Whether it says nothing yet of who does or pays what.
  var namesNobody: Bool {
    members.isEmpty && material.isEmpty && actions.allSatisfy { $0.who == nil && $0.cost == nil }
  }
}
