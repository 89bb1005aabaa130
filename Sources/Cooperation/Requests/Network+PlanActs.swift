import Vocabulary

/// What a request for a joint plan means.
extension Network {
  func planAct(
    _ request: NetworkRequest, by company: CompanyID, on today: Day, in directory: Directory
  ) throws(CooperationProblem) -> Act {
    if request.act == .makePlan { return try makePlan(request, by: company, on: today, in: directory) }
    guard let number = request.plan else { throw .unknownNumber }
    let id = PlanID(number)
    switch request.act {
    case .addTask:
      // Not all members know each other, and who leaves takes its name along.
      let parties = plans[id]?.parties ?? []
      if parties.contains(company) { try checkNames(in: [request.text ?? ""], of: parties, directory) }
      return .addAction(id, what: request.text ?? "", by: request.day ?? today)
    case .takeTask: return .takeAction(id, action: try task(request))
    case .tickTask: return .tickAction(id, action: try task(request), request.status ?? .done)
    case .setCost: return try setCost(request, id, by: company)
    case .proposePlan: return .proposePlan(id)
    case .answerPlan: return .answerPlan(id, yes: request.yes ?? false)
    case .leavePlan: return .leavePlan(id)
    case .reviewPlan: return .reviewPlan(id)
    case .closePlan: return .closePlan(id, request.reason ?? .other)
    default: throw .notAllowed
    }
  }

  /// For an agreed opportunity, in its owner's words, or for a family, by the name of its chain.
  private func makePlan(
    _ request: NetworkRequest, by company: CompanyID, on today: Day, in directory: Directory
  ) throws(CooperationProblem) -> Act {
    if let number = request.family {
      let id = FamilyID(number)
      guard let family = families[id], familyEntry(family, for: company) != nil else { throw .unknownNumber }
      let aim = directory.settings.chainNames[family.template]?[request.lang ?? .en] ?? family.template
      return .makeFamilyPlan(id, try content(request, .fair, aim: aim, market: family.market, on: today, in: directory))
    }
    let id = OpportunityID(request.opportunity ?? 0)
    guard let opportunity = opportunities[id], parties(of: opportunity).contains(company) else { throw .unknownNumber }
    let (kind, terms) = (PlanKind(fitting: opportunity.terms.kind), opportunity.terms)
    return .makePlan(id, try content(request, kind, aim: terms.what, market: terms.market, on: today, in: directory))
  }

  /// From the template of its kind. What is not known is not made up.
  private func content(
    _ request: NetworkRequest, _ kind: PlanKind, aim: String, market: String, on today: Day, in directory: Directory
  ) throws(CooperationProblem) -> MarketingPlan {
    let kind = request.planKind ?? kind
    guard let day = request.day,
      let template = directory.settings.plans[request.lang ?? .en]?.templates[kind],
      let plan = template.plan(kind, aim: aim, market: market, members: [], on: day, today: today)
    else { throw .dateNotAhead }
    return plan
  }

  private func setCost(
    _ request: NetworkRequest, _ id: PlanID, by company: CompanyID
  ) throws(CooperationProblem) -> Act {
    guard let cost = request.cost, let plan = plans[id], plan.parties.contains(company) else { throw .unknownNumber }
    let members = plan.parties.map { alias(of: $0, for: company) }
    return .setCost(id, action: try task(request), Money(cents: cost.cents), try cost.key(members))
  }

  private func task(_ request: NetworkRequest) throws(CooperationProblem) -> Int {
    guard let task = request.task else { throw .unknownNumber }
    return task
  }
}

extension PlanKind {
  fileprivate init(fitting kind: OpportunityKind) {
    self =
      switch kind {
      case .jointMarketing: .brochure
      case .sharedExportPerson: .exportPerson
      default: .fair
      }
  }
}
