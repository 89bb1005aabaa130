import Vocabulary

/// What advisors see to.
extension Work {
  mutating func askAdvisor(_ company: CompanyID) throws(CooperationProblem) {
    guard network.isPresent(company) else { throw .notMember }
    try openCase(.handOver, [company])
  }

  /// One open case of a kind for the same companies is enough.
  mutating func openCase(_ source: CaseSource, _ companies: [CompanyID]) throws(CooperationProblem) {
    guard !companies.isEmpty, companies.allSatisfy({ network.memberships[$0] != nil }) else { throw .unknownNumber }
    let isOpen = network.cases.values.contains {
      $0.source == source && Set($0.companies) == Set(companies) && !$0.state.isEnd
    }
    if isOpen { throw .tooMany(max: 1) }
    let id = CaseID(network.cases.count + 1)
    put(AdvisorCase(id: id, source: source, companies: companies, changedAt: now))
    tellAdvisors(.caseOpen, .advisorCase(id))
  }

  /// A case is its advisor's alone until it is stuck.
  mutating func moveCase(_ id: CaseID, _ move: CaseState.Move, by user: String) throws(CooperationProblem) {
    guard let found = network.cases[id] else { throw .unknownNumber }
    if let advisor = found.advisor, advisor != user, found.state != .stuck { throw .notAllowed }
    try self.move(found, move, by: .advisor, advisor: user)
  }

  mutating func expire(_ open: AdvisorCase) throws(CooperationProblem) {
    try move(open, .expire, by: .system, advisor: open.advisor)
  }

  private mutating func move(
    _ open: AdvisorCase, _ move: CaseState.Move, by who: Who, advisor: String?
  ) throws(CooperationProblem) {
    let row = try open.state.row(move, by: who) { _ in nil }
    var open = open
    open.state = row.to
    open.advisor = advisor
    open.changedAt = now
    put(open)
    for telling in row.tells { tellAdvisors(telling.notice, .advisorCase(open.id)) }
  }
}
