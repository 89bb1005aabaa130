import Vocabulary

/// The same with other names for the companies: what a reader sees who does not know them all.
extension MarketingPlan {
  func renamed(_ name: (CompanyID) -> CompanyID) -> MarketingPlan {
    var plan = self
    for index in plan.members.indices { plan.members[index].id = name(plan.members[index].id) }
    for index in plan.material.indices { plan.material[index].owner = name(plan.material[index].owner) }
    for index in plan.actions.indices {
      plan.actions[index].who = plan.actions[index].who.map(name)
      plan.actions[index].cost = plan.actions[index].cost?.renamed(name)
    }
    return plan
  }
}

extension CostKey {
  /// The companies that the key has a weight for.
  var members: [CompanyID] {
    switch self {
    case .equal: []
    case .standMetres(let weights), .use(let weights), .feeAndUse(_, let weights), .agreed(let weights):
      weights.map(\.member)
    }
  }

  func renamed(_ name: (CompanyID) -> CompanyID) -> CostKey {
    func renamed(_ weights: [MemberWeight]) -> [MemberWeight] {
      weights.map { MemberWeight(name($0.member), $0.weight) }
    }
    return switch self {
    case .equal: .equal
    case .standMetres(let weights): .standMetres(renamed(weights))
    case .use(let weights): .use(renamed(weights))
    case .feeAndUse(let fee, let weights): .feeAndUse(fee: fee, renamed(weights))
    case .agreed(let weights): .agreed(renamed(weights))
    }
  }
}

extension CostProblem {
  func renamed(_ name: (CompanyID) -> CompanyID) -> CostProblem {
    switch self {
    case .memberTwice(let member): .memberTwice(name(member))
    case .negativeWeight(let member): .negativeWeight(name(member))
    case .weightTooLarge(let member, let max): .weightTooLarge(name(member), max: max)
    case .notOneWeight(let member): .notOneWeight(name(member))
    case .noMember(let member): .noMember(name(member))
    case .noMembers, .tooManyMembers, .negativeAmount, .amountTooLarge, .sharesDoNotAddUp, .noWeight, .feesAboveCost:
      self
    }
  }
}
