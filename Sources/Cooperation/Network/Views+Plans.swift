import Vocabulary

extension CompanyView {
  /// A plan that the company takes part in. It looks the same whatever the others have answered.
  public struct PlanEntry: Sendable, Hashable, Codable {
    public var id: PlanID
    public var origin: PlanOrigin
    public var state: PlanState
    /// Who is not introduced to the reader goes by `match 3`, the reader's number for it. Names are left open.
    public var content: MarketingPlan
    /// The other members, in the order of the plan.
    public var others: [MatchNumber]
    /// `nil` when the sum does not fit.
    public var ownShare: Money?
    /// `nil` when the sum does not fit.
    public var total: Money?
    /// To the proposal as it stands.
    public var ownAnswer: Bool?
    public var reason: ReasonCode?
  }
}

extension Network {
  func planEntry(_ plan: JointPlan, for company: CompanyID) -> CompanyView.PlanEntry {
    CompanyView.PlanEntry(
      id: plan.id, origin: plan.origin, state: plan.state,
      content: plan.content.renamed { alias(of: $0, for: company) },
      others: plan.parties.compactMap { number(of: $0, for: company) },
      ownShare: plan.content.share(of: company), total: plan.content.total,
      ownAnswer: plan.answers.last { $0.company == company }?.yes, reason: plan.reason)
  }
}
