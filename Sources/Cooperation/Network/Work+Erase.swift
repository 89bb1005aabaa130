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
    for var plan in network.sortedPlans where plan.answers.contains(where: { $0.company == company }) {
      plan.answers = plan.answers.map { $0.withoutUser(of: company) }
      put(plan)
    }
    for var family in network.sortedFamilies where family.answers.contains(where: { $0.company == company }) {
      family.answers = family.answers.map { $0.withoutUser(of: company) }
      put(family)
    }
    for var introduction in network.introductions(with: company) {
      introduction.answers = introduction.answers.map { $0.withoutUser(of: company) }
      put(introduction)
    }
  }
}

extension ConsentAnswer {
  fileprivate func withoutUser(of erased: CompanyID) -> ConsentAnswer {
    company == erased ? ConsentAnswer(company: company, user: "", yes: yes, at: at) : self
  }
}
