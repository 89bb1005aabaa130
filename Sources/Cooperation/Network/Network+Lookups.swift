import Vocabulary

/// What the rules ask of the records. Everything comes in the order of ids, so that nothing depends on a hash.
extension Network {
  var sortedOpportunities: [Opportunity] { opportunities.sorted }
  var sortedIntroductions: [Introduction] { introductions.sorted }
  var sortedPlans: [JointPlan] { plans.sorted }
  var sortedFamilies: [Family] { families.sorted }
  var sortedCases: [AdvisorCase] { cases.sorted }
  var sortedConflicts: [Conflict] { conflicts.sorted }

  func interests(of company: CompanyID) -> [Interest] { index.interestsOf[company].compactMap { interests[$0] } }
  func interests(in id: OpportunityID) -> [Interest] { index.interestsIn[id].compactMap { interests[$0] } }
  func introductions(of pair: Pair) -> [Introduction] { index.introductionsOf[pair].compactMap { introductions[$0] } }

  func introductions(with company: CompanyID) -> [Introduction] {
    index.introductionsWith[company].compactMap { introductions[$0] }
  }

  func introductions(for id: OpportunityID) -> [Introduction] {
    index.introductionsFor[id].compactMap { introductions[$0] }
  }

  func opportunities(of company: CompanyID) -> [Opportunity] {
    index.opportunitiesOf[company].compactMap { opportunities[$0] }
  }

  func blocks(_ pair: Pair) -> Bool {
    memberships[pair.first]?.blocked.contains(pair.second) == true
      || memberships[pair.second]?.blocked.contains(pair.first) == true
  }

  func canMeet(_ pair: Pair) -> Bool {
    !blocks(pair) && pair.companies.allSatisfy { memberships[$0]?.isActive == true }
  }

  /// Whether a company is in the network, be its card at rest.
  func isPresent(_ company: CompanyID) -> Bool {
    memberships[company].map { $0.visibility != .hidden } ?? false
  }

  /// Only here names are open.
  func knowEachOther(_ pair: Pair) -> Bool {
    introductions(of: pair).contains { $0.state == .disclosed }
  }

  func waitingIntroduction(of pair: Pair) -> Introduction? {
    introductions(of: pair).first { $0.state.isWaiting }
  }

  func number(of peer: CompanyID, for company: CompanyID) -> MatchNumber? {
    memberships[company]?.matches.firstIndex(of: peer).map { $0 + 1 }
  }

  /// How a company goes by for another: its id while the two are introduced, else the other's number for it.
  func alias(of company: CompanyID, for reader: CompanyID) -> CompanyID {
    guard !company.isFormerMember, let pair = Pair(company, reader), !knowEachOther(pair) else { return company }
    return CompanyID(rawValue: "match \(number(of: company, for: reader) ?? 0)")
  }

  /// Whether a company may know that the opportunity exists.
  func mayKnow(_ opportunity: Opportunity, _ company: CompanyID) -> Bool {
    if opportunity.owner == company { return true }
    switch opportunity.state {
    case .draft, .checking, .refused: return false
    default: break
    }
    guard isPresent(company), let pair = Pair(opportunity.owner, company) else { return false }
    return !blocks(pair) && isReached(company, by: opportunity)
  }

  /// What is for the region only is for those where its owner is.
  private func isReached(_ company: CompanyID, by opportunity: Opportunity) -> Bool {
    opportunity.terms.audience == .network
      || memberships[company]?.region == memberships[opportunity.owner]?.region
  }

  /// The interests that count, in the order of their companies.
  func expressed(in opportunity: Opportunity) -> [Interest] {
    interests(in: opportunity.id).filter {
      guard $0.state == .expressed, let pair = Pair(opportunity.owner, $0.id.company) else { return false }
      return canMeet(pair)
    }
  }

  /// Who is to be told of the opportunity's fate.
  func interested(in id: OpportunityID) -> [CompanyID] {
    interests(in: id).filter {
      ($0.state == .expressed || $0.state == .mutual) && isPresent($0.id.company)
    }.map(\.id.company)
  }

  /// The owner and those who were introduced to it for this opportunity.
  func parties(of opportunity: Opportunity) -> [CompanyID] {
    [opportunity.owner]
      + introductions(for: opportunity.id).filter { $0.state == .disclosed }
      .map { $0.pair.other(than: opportunity.owner) }
  }

  /// How many are interested and not out of it, how many have no outcome yet, how many are introduced.
  func counts(of opportunity: Opportunity) -> (wanted: Int, waiting: Int, introduced: Int) {
    let asked = introductions(for: opportunity.id)
    let waiting = asked.count { $0.state.isWaiting } + expressed(in: opportunity).count
    let introduced = asked.count { $0.state == .disclosed }
    return (waiting + introduced, waiting, introduced)
  }
}
