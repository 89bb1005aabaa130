import Vocabulary

/// Interest, and what comes of it when it is mutual.
extension Work {
  /// An interest without an answer lapses after so many days.
  static let interestDays = 30

  mutating func express(_ company: CompanyID, in id: OpportunityID) throws(CooperationProblem) {
    _ = try active(company)
    guard let opportunity = network.opportunities[id], network.mayKnow(opportunity, company) else {
      throw .unknownNumber
    }
    if opportunity.owner == company { throw .ownOpportunity }
    if opportunity.state != .open { throw .notInThisState }
    try express(company, in: .opportunity(id))
    try closeIfDue(id)
  }

  mutating func expressPeer(_ match: MatchNumber, by company: CompanyID) throws(CooperationProblem) {
    _ = try active(company)
    let peer = try peer(match, of: company)
    try express(company, in: .peer(peer))
    guard let pair = Pair(company, peer), network.canMeet(pair),
      let own = network.interests[InterestID(company: company, target: .peer(peer))],
      let theirs = network.interests[InterestID(company: peer, target: .peer(company))], theirs.state == .expressed,
      network.waitingIntroduction(of: pair) == nil
    else { return }
    try move(own, .welcome, by: .system)
    try move(theirs, .welcome, by: .other)
    ask(pair, from: nil)
  }

  private mutating func express(_ company: CompanyID, in target: InterestTarget) throws(CooperationProblem) {
    let id = InterestID(company: company, target: target)
    try move(network.interests[id] ?? Interest(id: id, changedAt: now), .express, by: .owner)
  }

  /// Leaves no trace for the other side: it has not learned of the interest.
  mutating func withdrawInterest(of company: CompanyID, in target: InterestTarget) throws(CooperationProblem) {
    guard let interest = network.interests[InterestID(company: company, target: target)] else { throw .unknownNumber }
    try move(interest, .withdraw, by: .owner)
  }

  /// The same for the decliner whether the other was interested or not.
  mutating func declinePeer(_ match: MatchNumber, by company: CompanyID) throws(CooperationProblem) {
    let peer = try peer(match, of: company)
    guard let theirs = network.interests[InterestID(company: peer, target: .peer(company))], theirs.state == .expressed
    else { return }
    try move(theirs, .decline, by: .other)
  }

  /// The owner's answer to all who are interested now; with nobody interested nothing happens.
  mutating func answerInterests(
    in id: OpportunityID, by company: CompanyID, _ move: InterestState.Move
  ) throws(CooperationProblem) {
    let opportunity = try own(id, of: company)
    if opportunity.state != .open { throw .notInThisState }
    if move == .welcome { return try welcome(in: opportunity, by: .other) }
    for interest in network.expressed(in: opportunity) { try self.move(interest, move, by: .other) }
  }

  /// Each interest starts an introduction. Where one of the same two companies still waits, its turn comes later.
  mutating func welcome(in opportunity: Opportunity, by who: Who) throws(CooperationProblem) {
    for interest in network.expressed(in: opportunity) {
      guard let pair = Pair(opportunity.owner, interest.id.company), network.waitingIntroduction(of: pair) == nil
      else { continue }
      try move(interest, .welcome, by: who)
      ask(pair, from: opportunity.id)
    }
  }

  mutating func move(_ interest: Interest, _ move: InterestState.Move, by who: Who) throws(CooperationProblem) {
    let row = try interest.state.row(move, by: who) { _ in nil }
    var interest = interest
    interest.state = row.to
    interest.changedAt = now
    put(interest)
    for telling in row.tells {
      switch interest.id.target {
      case .opportunity(let id): tell(interest.id.company, telling.notice, .opportunity(id))
      case .peer(let peer):
        guard let number = network.number(of: peer, for: interest.id.company) else { continue }
        tell(interest.id.company, telling.notice, .match(number))
      }
    }
  }

  /// What is withdrawn or over takes its interests with it, and is the owner's no where the two were asked.
  mutating func close(_ id: OpportunityID) throws(CooperationProblem) {
    guard let opportunity = network.opportunities[id] else { return }
    for interest in network.interests(in: id) where interest.state == .expressed {
      try move(interest, .close, by: .system)
    }
    for introduction in network.introductions(for: id)
    where introduction.state.isWaiting && introduction.answer(of: opportunity.owner) != false {
      try move(introduction, .no, by: opportunity.owner)
    }
  }

  /// Closes what has as many as it wants, or whose day is over; then asks those who are interested.
  mutating func closeIfDue(_ id: OpportunityID) throws(CooperationProblem) {
    guard let opportunity = network.opportunities[id] else { return }
    let counts = network.counts(of: opportunity)
    switch opportunity.state {
    case .open where isPast(opportunity) || counts.wanted >= opportunity.terms.places.upperBound,
      .checking where isPast(opportunity):
      if opportunity.state == .checking || counts.wanted < opportunity.terms.places.lowerBound {
        try move(opportunity, .close, by: .system)
        try close(id)
      } else {
        try move(opportunity, .close, by: .system)
      }
    default: break
    }
    if let forming = network.opportunities[id], forming.state == .forming {
      try welcome(in: forming, by: .system)
      try settleIfDone(id)
    }
  }

  /// When all who were asked have an outcome that both sides know.
  mutating func settleIfDone(_ id: OpportunityID) throws(CooperationProblem) {
    guard let opportunity = network.opportunities[id], opportunity.state == .forming,
      network.counts(of: opportunity).waiting == 0
    else { return }
    try move(opportunity, .settle, by: .system)
    if network.opportunities[id]?.state == .expired { try close(id) }
  }
}
