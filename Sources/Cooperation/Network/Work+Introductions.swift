import Vocabulary

/// Disclosure by mutual consent, and the ladder of trust.
extension Work {
  mutating func ask(_ pair: Pair, from opportunity: OpportunityID?, for family: FamilyID? = nil) {
    number(pair)
    climb(pair, to: .bothCurious, sharing: .curiosity, by: nil)
    let introduction = Introduction(
      id: IntroductionID(network.introductions.count + 1), pair: pair, opportunity: opportunity, family: family,
      askedAt: now)
    put(introduction)
    for company in pair.companies { tell(company, .introductionAsked, about: introduction) }
  }

  mutating func answer(
    _ match: MatchNumber, yes: Bool, by company: CompanyID, user: String
  ) throws(CooperationProblem) {
    _ = try active(company)
    let peer = try peer(match, of: company)
    guard let pair = Pair(company, peer), var introduction = network.waitingIntroduction(of: pair),
      introduction.endsAt > now
    else { throw .notInThisState }
    if introduction.answer(of: company) == yes { throw .alreadyAnswered }
    introduction.answers.append(ConsentAnswer(company: company, user: user, yes: yes, at: now))
    try move(introduction, yes ? .yes : .no, by: company)
  }

  mutating func move(
    _ introduction: Introduction, _ move: IntroductionState.Move, by company: CompanyID
  ) throws(CooperationProblem) {
    try self.move(introduction, move, by: .party, company: company)
  }

  private func isVerified(_ pair: Pair) -> Bool {
    pair.companies.allSatisfy { network.memberships[$0]?.isVerified == true }
  }

  mutating func move(
    _ introduction: Introduction, _ move: IntroductionState.Move, by who: Who, company: CompanyID? = nil
  ) throws(CooperationProblem) {
    let areVerified = isVerified(introduction.pair)
    let row = try introduction.state.row(move, by: who) { condition in
      switch condition {
      case .bothVerified: areVerified ? nil : .needsVerification
      case .notBothVerified: areVerified ? .conditionNotMet : nil
      default: nil
      }
    }
    var introduction = introduction
    introduction.state = row.to
    put(introduction)
    for telling in row.tells {
      switch telling.whom {
      case .advisors: tellAdvisors(telling.notice, .introduction(introduction.id))
      case .other:
        guard let company else { continue }
        tell(introduction.pair.other(than: company), telling.notice, about: introduction)
      default: for company in introduction.pair.companies { tell(company, telling.notice, about: introduction) }
      }
    }
    if row.to == .disclosed { climb(introduction.pair, to: .named, sharing: .contact, by: nil) }
    if row.to == .disclosed || row.to == .closed {
      if let opportunity = introduction.opportunity { try settleIfDone(opportunity) }
      try settleFamilies(with: introduction.pair)
    }
  }

  private mutating func tell(_ company: CompanyID, _ notice: Notice, about introduction: Introduction) {
    guard let number = network.number(of: introduction.pair.other(than: company), for: company) else { return }
    tell(company, notice, .match(number))
  }

  mutating func stop(_ match: MatchNumber, by company: CompanyID) throws(CooperationProblem) {
    let peer = try peer(match, of: company)
    guard let pair = Pair(company, peer), network.knowEachOther(pair) else { throw .notIntroduced }
    try stop(pair, by: company)
  }

  /// Hides the contact again, whatever it came from.
  mutating func stop(_ pair: Pair, by company: CompanyID) throws(CooperationProblem) {
    let disclosed = network.introductions(of: pair).filter { $0.state == .disclosed }
    for introduction in disclosed { try move(introduction, .stop, by: .party, company: company) }
    guard !disclosed.isEmpty, var trust = network.trust[pair] else { return }
    trust.told = nil
    trust.steps.append(TrustStep(rung: .anonymousCard, shared: .stopped, by: company, at: now))
    put(trust)
  }

  mutating func verify(_ company: CompanyID) throws(CooperationProblem) {
    guard var member = network.memberships[company] else { throw .unknownNumber }
    member.isVerified = true
    put(member)
    for introduction in network.introductions(with: company)
    where introduction.state == .unverified && introduction.endsAt > now
      && isVerified(introduction.pair)
    {
      try move(introduction, .verify, by: .advisor)
    }
  }

  mutating func unverify(_ company: CompanyID) throws(CooperationProblem) {
    guard var member = network.memberships[company] else { throw .unknownNumber }
    member.isVerified = false
    put(member)
  }

  /// Both see the step; it is taken when both have told of it.
  mutating func takeStep(
    _ rung: TrustRung, with match: MatchNumber, by company: CompanyID
  ) throws(CooperationProblem) {
    let peer = try peer(match, of: company)
    guard let pair = Pair(company, peer), network.knowEachOther(pair), var trust = network.trust[pair] else {
      throw .notIntroduced
    }
    guard rung > .named, rung.rawValue == trust.rung.rawValue + 1 else { throw .rungMissing }
    let shared: TrustStep.Shared = rung == .met ? .meeting : rung == .didSomething ? .deed : .agreement
    if trust.told?.by == company { throw .alreadyConfirmed }
    if trust.told == nil {
      trust.told = TrustStep(rung: rung, shared: shared, by: company, at: now)
      put(trust)
    } else {
      climb(pair, to: rung, sharing: shared, by: company)
    }
  }

  /// Never lowers the rung.
  mutating func climb(_ pair: Pair, to rung: TrustRung, sharing shared: TrustStep.Shared, by company: CompanyID?) {
    var trust = network.trust[pair] ?? Trust(pair: pair)
    if trust.rung >= rung { return }
    trust.told = nil
    trust.steps.append(TrustStep(rung: rung, shared: shared, by: company, at: now))
    put(trust)
  }
}
