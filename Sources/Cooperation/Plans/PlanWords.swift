/// The words of a written plan, in one language; they stand in the content.
public struct PlanWords: Sendable, Hashable {
  /// What a plan's page names.
  public enum Label: String, CaseIterable, Sendable, Hashable {
    case aim, market, members, roles, actions, what, who, by, cost, status, material, owner, rights, languages, leads
    case support, measure, review, end, costs, member, share, sum, nobody, nothing
  }

  public var kinds: [PlanKind: String]
  public var labels: [Label: String]
  public var statuses: [PlanAction.Status: String]
  public var roles: [ChainRole: String]
  /// Between euros and cents.
  public var decimalMark: String
  public var templates: [PlanKind: PlanTemplate]

  public init(
    kinds: [PlanKind: String], labels: [Label: String], statuses: [PlanAction.Status: String],
    roles: [ChainRole: String], decimalMark: String, templates: [PlanKind: PlanTemplate]
  ) {
    self.kinds = kinds
    self.labels = labels
    self.statuses = statuses
    self.roles = roles
    self.decimalMark = decimalMark
    self.templates = templates
  }

  subscript(label: Label) -> String { labels[label] ?? label.rawValue }
}
