import Vocabulary

/// What companies do together, and what it costs each.
extension Work {
  mutating func performOnPlan(_ act: Act, by company: CompanyID, user: String) throws(CooperationProblem) {
    switch act {
    case .makePlan(let id, let content):
      guard let opportunity = network.opportunities[id] else { throw .unknownNumber }
      try makePlan(
        content, .opportunity(id), of: network.parties(of: opportunity), isReady: opportunity.state == .agreed,
        by: company)
    case .makeFamilyPlan(let id, let content):
      let family = try family(id, of: company)
      try makePlan(
        content, .family(id), of: family.companies(.member), isReady: family.state.hasPlans, by: company)
    case .addAction(let id, _, _), .setCost(let id, _, _, _): try change(id, .change, by: act, of: company)
    case .takeAction(let id, _): try change(id, .take, by: act, of: company)
    case .tickAction(let id, _, _): try change(id, .tick, by: act, of: company)
    case .proposePlan(let id):
      var plan = try plan(id, of: company)
      if plan.state == .draft {
        plan.answers = [ConsentAnswer(company: company, user: user, yes: true, at: now)]
      }
      try move(plan, .propose, by: .party)
    case .answerPlan(let id, let yes): try answerPlan(id, yes: yes, by: company, user: user)
    case .leavePlan(let id): try leavePlan(id, by: company)
    case .reviewPlan(let id): try move(plan(id, of: company), .review, by: .party)
    case .closePlan(let id, let reason): try move(plan(id, of: company), .close, by: .party, reason: reason)
    default: throw .notAllowed
    }
  }

  private mutating func makePlan(
    _ content: MarketingPlan, _ origin: PlanOrigin, of parties: [CompanyID], isReady: Bool, by company: CompanyID
  ) throws(CooperationProblem) {
    _ = try active(company)
    guard parties.contains(company) else { throw .unknownNumber }
    guard isReady else { throw .notInThisState }
    guard content.namesNobody else { throw .notAllowed }
    if let problem = content.problem(on: now.day) { throw problem }
    if network.plans.values.contains(where: { $0.origin == origin && !$0.state.isEnd }) { throw .tooMany(max: 1) }
    var content = content
    content.members = parties.map { PlanMember(id: $0, shownAs: "", roles: []) }
    for pair in Pair.all(of: parties) { number(pair) }
    put(JointPlan(id: PlanID(network.plans.count + 1), origin: origin, content: content, changedAt: now))
  }

  private mutating func answerPlan(
    _ id: PlanID, yes: Bool, by company: CompanyID, user: String
  ) throws(CooperationProblem) {
    var plan = try plan(id, of: company)
    if plan.state == .proposed, yes, plan.answers.contains(where: { $0.company == company }) { throw .alreadyAnswered }
    plan.answers.append(ConsentAnswer(company: company, user: user, yes: yes, at: now))
    try move(plan, yes ? .yes : .no, by: .party)
  }

  /// Before it runs it is a draft again without the one who left; a running plan is the advisor's to clear up.
  mutating func leavePlan(_ id: PlanID, by company: CompanyID) throws(CooperationProblem) {
    var plan = try plan(id, of: company)
    if plan.state == .running || plan.state == .reviewed {
      plan.left.append(company)
    } else {
      plan.content.drop(company)
    }
    try move(plan, .leave, by: .party)
    guard let left = network.plans[id], left.parties.count < 2, !left.state.isEnd else { return }
    try move(left, .close, by: .system)
  }

  mutating func closePlan(_ id: PlanID, _ reason: ReasonCode) throws(CooperationProblem) {
    guard let plan = network.plans[id], plan.state != .draft else { throw .unknownNumber }
    try move(plan, .close, by: .advisor, reason: reason)
  }

  /// The plan, for those who take part: to another it is as if there were none.
  private func plan(_ id: PlanID, of company: CompanyID) throws(CooperationProblem) -> JointPlan {
    guard let plan = network.plans[id], plan.parties.contains(company) else { throw .unknownNumber }
    return plan
  }

  private mutating func change(
    _ id: PlanID, _ move: PlanState.Move, by act: Act, of company: CompanyID
  ) throws(CooperationProblem) {
    var plan = try plan(id, of: company)
    guard PlanState.table.contains(where: { $0.from == plan.state && $0.move == move }) else { throw .notInThisState }
    try change(&plan, by: act, of: company)
    try self.move(plan, move, by: .party)
  }

  private mutating func move(
    _ plan: JointPlan, _ move: PlanState.Move, by who: Who, reason: ReasonCode? = nil
  ) throws(CooperationProblem) {
    let row = try plan.state.row(move, by: who) { condition in
      switch condition {
      case .fieldsValid: plan.content.problem(on: now.day)
      case .allAccepted: plan.isAccepted ? nil : .conditionNotMet
      case .reviewDue: now.day < plan.content.reviewOn ? .dateNotAhead : nil
      case .fewerThanTwo: plan.parties.count < 2 ? nil : .conditionNotMet
      case .withReason: reason == nil ? .needsReason : nil
      default: nil
      }
    }
    var plan = plan
    plan.state = row.to
    plan.reason = reason
    plan.changedAt = now
    if row.to == .draft { plan.answers = [] }
    put(plan)
    for telling in row.tells {
      if telling.whom == .advisors { tellAdvisors(telling.notice, .plan(plan.id)) }
      if telling.whom == .parties { for party in plan.parties { tell(party, telling.notice, .plan(plan.id)) } }
    }
  }
}

extension MarketingPlan {
  /// Takes a member out, with what it was to do. A cost that it had a share of is to be split anew.
  fileprivate mutating func drop(_ member: CompanyID) {
    members.removeAll { $0.id == member }
    for index in actions.indices {
      if actions[index].who == member { actions[index].who = nil }
      if actions[index].cost?.share(of: member) != nil { actions[index].cost = nil }
    }
  }
}
