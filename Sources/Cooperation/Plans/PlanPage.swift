import Vocabulary

/// A plan written as Markdown.
public struct PlanPage {
  private let plan: MarketingPlan
  private let words: PlanWords
  private let state: String
  private let support: [String]

  /// - Parameters:
  ///   - state: how far the members have agreed, in words.
  ///   - support: what public money could cover, a line each.
  public init(_ plan: MarketingPlan, in words: PlanWords, state: String = "", support: [String] = []) {
    self.plan = plan
    self.words = words
    self.state = state
    self.support = support
  }

  public var markdown: String {
    let lines: [[String]] = [
      ["# \(words.kinds[plan.kind] ?? plan.kind.rawValue)"],
      [
        line(.status, state), line(.aim, plan.aim), line(.market, plan.market), line(.measure, plan.measure),
        line(.leads, plan.leads), line(.review, day(plan.reviewOn)), line(.end, day(plan.endsOn)),
      ].filter { !$0.isEmpty },
      ["## \(words[.members])"], members,
      ["## \(words[.actions])"], table([.what, .who, .by, .cost, .status], actions),
      ["## \(words[.costs])"], table([.member, .share], shares),
      ["## \(words[.support])"], support.isEmpty ? [words[.nothing]] : support.map { "- \(cell($0))" },
    ]
    let material =
      plan.material.isEmpty
      ? [] : [["## \(words[.material])"], table([.what, .owner, .rights, .languages], self.material)]
    return (lines + material).map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  /// With their roles where the plan gives them any.
  private var members: [String] {
    if plan.members.allSatisfy(\.roles.isEmpty) { return plan.members.map { "- \(cell($0.shownAs))" } }
    return table(
      [.member, .roles],
      plan.members.map { member in
        [member.shownAs, member.roles.map { words.roles[$0] ?? $0.rawValue }.joined(separator: ", ")]
      })
  }

  private var actions: [[String]] {
    plan.actions.map { action in
      [
        action.what, action.who.map(name) ?? words[.nobody], day(action.by), money(action.cost?.total),
        words.statuses[action.status] ?? action.status.rawValue,
      ]
    }
  }

  /// Each member's share of everything, then the sum.
  private var shares: [[String]] {
    plan.members.map { [$0.shownAs, money(plan.share(of: $0.id))] } + [[words[.sum], money(plan.total)]]
  }

  private var material: [[String]] {
    plan.material.map { [$0.what, name($0.owner), $0.rights, $0.languages.joined(separator: ", ")] }
  }

  /// Never the id of a company: only what the members agreed to show.
  private func name(_ id: CompanyID) -> String {
    plan.members.first { $0.id == id }?.shownAs ?? words[.nobody]
  }

  private func day(_ day: Day) -> String { "\(day.day).\(day.month).\(day.year)" }

  private func money(_ amount: Money?) -> String {
    amount.map { "\($0.formatted(decimalMark: words.decimalMark)) €" } ?? "–"
  }

  /// Empty without a text.
  private func line(_ label: PlanWords.Label, _ text: String) -> String {
    text.isEmpty ? "" : "- **\(words[label])**: \(cell(text))"
  }

  private func table(_ heads: [PlanWords.Label], _ rows: [[String]]) -> [String] {
    [row(heads.map { words[$0] }), row(heads.map { _ in "---" })] + rows.map { row($0.map(cell)) }
  }

  private func row(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }

  /// In one line, so that a member's text can't break out of its cell.
  private func cell(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ").replacing("\\", with: "\\\\")
      .replacing("|", with: "\\|")
  }
}
