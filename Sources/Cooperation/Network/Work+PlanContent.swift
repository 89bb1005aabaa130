import Vocabulary

/// What the members write into a plan.
extension Work {
  func change(_ plan: inout JointPlan, by act: Act, of company: CompanyID) throws(CooperationProblem) {
    switch act {
    case .addAction(_, let what, let day):
      if day < now.day { throw .dateNotAhead }
      plan.content.actions.append(PlanAction(what: what, by: day))
      if let problem = plan.content.problem(on: now.day) { throw problem }
    case .setCost(_, let action, let total, let key):
      let index = try plan.content.index(of: action)
      plan.content.actions[index].cost = try split(total, by: key, in: plan, for: company)
    case .takeAction(_, let action):
      let index = try plan.content.index(of: action)
      if let who = plan.content.actions[index].who, plan.parties.contains(who) { throw .notInThisState }
      plan.content.actions[index].who = company
    case .tickAction(_, let action, let status):
      plan.content.actions[try plan.content.index(of: action)].status = status
    default: throw .notAllowed
    }
  }

  /// The key names members as its giver sees them, and so does the problem.
  private func split(
    _ total: Money, by key: CostKey, in plan: JointPlan, for company: CompanyID
  ) throws(CooperationProblem) -> CostSplit {
    var members: [CompanyID: CompanyID] = [:]
    for party in plan.parties { members[network.alias(of: party, for: company)] = party }
    if let stranger = key.members.first(where: { members[$0] == nil }) { throw .cost(.noMember(stranger)) }
    do {
      return try CostSplit(total, among: plan.parties, by: key.renamed { members[$0] ?? $0 })
    } catch {
      throw .cost(error.renamed { network.alias(of: $0, for: company) })
    }
  }
}

extension MarketingPlan {
  /// The place of an action by its number, from 1.
  fileprivate func index(of action: Int) throws(CooperationProblem) -> Int {
    guard actions.indices.contains(action - 1) else { throw .unknownNumber }
    return action - 1
  }
}
