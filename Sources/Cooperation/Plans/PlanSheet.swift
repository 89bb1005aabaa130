import Vocabulary

/// A plan as aligned lines of plain text, for a terminal of 72 columns.
public struct PlanSheet {
  private static let columns = 72

  private let plan: MarketingPlan
  private let words: PlanWords

  public init(_ plan: MarketingPlan, in words: PlanWords) {
    self.plan = plan
    self.words = words
  }

  public var title: String { words.kinds[plan.kind] ?? plan.kind.rawValue }

  /// A line a task, with its number, day, doer and cost.
  public var tasks: [String] {
    plan.actions.enumerated().map { index, action in
      var parts = [action.what, name(action.who)]
      if let cost = action.cost?.total { parts.append(euros(cost)) }
      if action.status != .open { parts.append(words.statuses[action.status] ?? action.status.rawValue) }
      return "\(index + 1)) \(action.by.day).\(action.by.month).\(action.by.year) \(parts.joined(separator: " · "))"
    }
  }

  /// Each member's share, then the sum, as two columns; empty while nothing costs anything.
  public var shares: [String] {
    guard let total = plan.total, total > .zero else { return [] }
    let rows = plan.members.map { ($0.shownAs, plan.share(of: $0.id)) } + [(words[.sum], Optional(total))]
    let cells = rows.map { ($0.0, $0.1.map(euros) ?? "–") }
    let right = cells.map(\.1.count).max() ?? 0
    let left = min(cells.map(\.0.count).max() ?? 0, Self.columns - right - 2)
    return ["\(words[.costs]):"]
      + cells.map { name, sum in
        let shown = String(name.prefix(left))
        return shown + String(repeating: " ", count: left - shown.count + 2 + right - sum.count) + sum
      }
  }

  private func name(_ id: CompanyID?) -> String {
    id.flatMap { id in plan.members.first { $0.id == id }?.shownAs } ?? words[.nobody]
  }

  private func euros(_ money: Money) -> String { "\(money.formatted(decimalMark: words.decimalMark)) €" }
}
