import Vocabulary

/// Forgetting a company. What others have to do with it stays in their records, as a company that left.
extension Work {
  mutating func erase(_ company: CompanyID) throws(CooperationProblem) {
    guard let member = network.memberships[company] else { throw .notMember }
    if member.visibility != .hidden { try leave(company) }
    put(Membership(company: company, at: now))
    for var opportunity in network.opportunities(of: company) {
      (opportunity.terms.what, opportunity.terms.when, opportunity.terms.gives) = ("", "", "")
      put(opportunity)
    }
    for interest in network.interests(of: company) { forget(interest) }
    let own = network.opportunities(of: company).map { PlanOrigin.opportunity($0.id) }
    for var plan in network.sortedPlans {
      let isMember = plan.content.members.contains { $0.id == company }
      guard isMember || own.contains(plan.origin) else { continue }
      if isMember { plan.forget(company) }
      // The aim is in the words of whoever put the opportunity on the table.
      if own.contains(plan.origin) { plan.content.aim = "–" }
      put(plan)
    }
    for var family in network.sortedFamilies where family.members.contains(where: { $0.company == company }) {
      family.answers = family.answers.map { $0.withoutUser(of: company) }
      family.agreement.forget(company)
      put(family)
    }
    for peer in member.matches {
      guard let pair = Pair(company, peer), var trust = network.trust[pair], trust.agreement != nil else { continue }
      trust.agreement?.forget(company)
      put(trust)
    }
    for var introduction in network.introductions(with: company) {
      introduction.answers = introduction.answers.map { $0.withoutUser(of: company) }
      put(introduction)
    }
  }
}

extension JointPlan {
  /// Nothing in it names the company any more.
  fileprivate mutating func forget(_ company: CompanyID) {
    let former = content.forget(company)
    left.removeAll { $0 == company }
    left.append(former)
    answers.removeAll { $0.company == company }
  }
}

extension ConsentAnswer {
  fileprivate func withoutUser(of erased: CompanyID) -> ConsentAnswer {
    company == erased ? ConsentAnswer(company: company, user: "", yes: yes, at: at) : self
  }
}
