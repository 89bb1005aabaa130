import Vocabulary

/// What is put on the table.
extension Work {
  /// A company has so many opportunities at a time that are not over.
  static let ownMax = 20

  mutating func draft(_ terms: OpportunityTerms, by company: CompanyID) throws(CooperationProblem) {
    _ = try active(company)
    let own = network.opportunities.values.count { $0.owner == company && !$0.state.isEnd }
    if own >= Self.ownMax { throw .tooMany(max: Self.ownMax) }
    if let problem = terms.problem(on: now.day) { throw problem }
    let id = OpportunityID(network.opportunities.count + 1)
    put(Opportunity(id: id, owner: company, terms: terms, changedAt: now))
  }

  mutating func rewrite(
    _ id: OpportunityID, _ terms: OpportunityTerms, by company: CompanyID
  ) throws(CooperationProblem) {
    var opportunity = try own(id, of: company)
    if opportunity.state != .draft { throw .notInThisState }
    if let problem = terms.problem(on: now.day) { throw problem }
    opportunity.terms = terms
    put(opportunity)
  }

  mutating func withdraw(_ id: OpportunityID, by company: CompanyID) throws(CooperationProblem) {
    let opportunity = try own(id, of: company)
    try move(opportunity, .withdraw, by: .owner)
    try close(id)
  }

  mutating func moveOwn(
    _ id: OpportunityID, _ move: OpportunityState.Move, by company: CompanyID, reason: ReasonCode? = nil
  ) throws(CooperationProblem) {
    try self.move(own(id, of: company), move, by: .owner, reason: reason)
  }

  mutating func judge(
    _ id: OpportunityID, _ move: OpportunityState.Move, reason: ReasonCode? = nil
  ) throws(CooperationProblem) {
    guard let opportunity = network.opportunities[id], opportunity.state != .draft else { throw .unknownNumber }
    try self.move(opportunity, move, by: .advisor, reason: reason)
  }

  mutating func confirmDeed(_ id: OpportunityID, by company: CompanyID) throws(CooperationProblem) {
    guard var opportunity = network.opportunities[id], network.parties(of: opportunity).contains(company) else {
      throw .unknownNumber
    }
    if opportunity.confirmedBy.contains(company) { throw .alreadyConfirmed }
    opportunity.confirmedBy.append(company)
    try move(opportunity, .confirm, by: .party)
    guard network.opportunities[id]?.state == .fulfilled else { return }
    for other in opportunity.confirmedBy {
      if let pair = Pair(opportunity.owner, other) { climb(pair, to: .didSomething, sharing: .deed, by: company) }
    }
  }

  /// The opportunity, for its owner alone: to another it is as if there were none.
  func own(_ id: OpportunityID, of company: CompanyID) throws(CooperationProblem) -> Opportunity {
    guard let opportunity = network.opportunities[id], network.mayKnow(opportunity, company) else {
      throw .unknownNumber
    }
    if opportunity.owner != company { throw .notAllowed }
    return opportunity
  }

  mutating func move(
    _ opportunity: Opportunity, _ move: OpportunityState.Move, by who: Who, reason: ReasonCode? = nil
  ) throws(CooperationProblem) {
    let counts = network.counts(of: opportunity)
    let row = try opportunity.state.row(move, by: who) { condition in
      let holds =
        switch condition {
        case .maxReached: counts.wanted >= opportunity.terms.places.upperBound
        case .minReached: isPast(opportunity) && counts.wanted >= opportunity.terms.places.lowerBound
        case .minMissed: isPast(opportunity) && counts.wanted < opportunity.terms.places.lowerBound
        case .enoughIntroduced: counts.waiting == 0 && counts.introduced >= opportunity.terms.places.lowerBound
        case .tooFewAhead:
          counts.waiting == 0 && counts.introduced < opportunity.terms.places.lowerBound && !isPast(opportunity)
        case .tooFewPast:
          counts.waiting == 0 && counts.introduced < opportunity.terms.places.lowerBound && isPast(opportunity)
        case .ownerAndAnother:
          opportunity.confirmedBy.contains(opportunity.owner) && opportunity.confirmedBy.count > 1
        default: true
        }
      switch condition {
      case .fieldsValid: return opportunity.terms.problem(on: now.day)
      case .dateAhead: return isPast(opportunity) ? .dateNotAhead : nil
      case .withReason: return reason == nil ? .needsReason : nil
      default: return holds ? nil : .conditionNotMet
      }
    }
    let parties = network.parties(of: opportunity)
    var opportunity = opportunity
    opportunity.state = row.to
    opportunity.reason = reason
    opportunity.changedAt = now
    put(opportunity)
    for telling in row.tells {
      let receivers =
        switch telling.whom {
        case .parties: parties
        case .interested: network.interested(in: opportunity.id)
        case .advisors: [CompanyID]()
        default: [opportunity.owner]
        }
      if telling.whom == .advisors { tellAdvisors(telling.notice, .opportunity(opportunity.id)) }
      for company in receivers { tell(company, telling.notice, .opportunity(opportunity.id)) }
    }
  }

  /// After the last moment of the closing day in UTC.
  func isPast(_ opportunity: Opportunity) -> Bool { now.day > opportunity.terms.closes }
}
