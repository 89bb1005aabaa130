import Vocabulary

/// From an idea to a group whose members know each other.
extension Work {
  mutating func thinkOf(_ idea: FamilyIdea) throws(CooperationProblem) {
    guard idea.isWellFormed else { throw .conditionNotMet }
    if idea.colour == .red { throw .lawForbids }
    let companies = idea.seats.map(\.company)
    for company in companies { _ = try active(company) }
    for pair in Pair.all(of: companies) where network.blocks(pair) { throw .notAllowed }
    let isKnown = network.families.values.contains { family in
      !family.state.isEnd && family.template == idea.template && family.market == idea.market
        && Set(family.members.map(\.company)) == Set(companies)
    }
    if isKnown { throw .tooMany(max: 1) }
    put(Family(idea, id: FamilyID(network.families.count + 1), at: now))
  }

  /// Each gets a number for each other, for its card, and nothing that says who it is.
  mutating func askFamily(_ id: FamilyID) throws(CooperationProblem) {
    var family = try family(id)
    if family.state != .idea { throw .notInThisState }
    try checkColour(of: family)
    for member in family.members {
      _ = try active(member.company)
      try move(&family, member.company, .ask, by: .advisor)
    }
    for pair in Pair.all(of: family.members.map(\.company)) {
      if network.blocks(pair) { throw .notAllowed }
      number(pair)
      climb(pair, to: .anonymousCard, sharing: .card, by: nil)
    }
    try move(family, .ask, by: .advisor)
  }

  mutating func answerFamily(
    _ id: FamilyID, yes: Bool, by company: CompanyID, user: String
  ) throws(CooperationProblem) {
    _ = try active(company)
    var family = try family(id, of: company)
    guard family.state == .asking, let endsAt = family.endsAt, endsAt > now else { throw .notInThisState }
    if family.answers.last(where: { $0.company == company })?.yes == yes { throw .alreadyAnswered }
    family.answers.append(ConsentAnswer(company: company, user: user, yes: yes, at: now))
    try move(&family, company, yes ? .yes : .no, by: .party)
    put(family)
    if family.companies(.willing).count == family.members.count { try endAsking(family, .settle) }
  }

  /// When all are willing, or the time is over.
  mutating func endAsking(_ family: Family, _ move: FamilyState.Move) throws(CooperationProblem) {
    var family = family
    let isEnough = family.companies(.willing).count >= FamilyCondition.sizes.lowerBound
    let out = isEnough ? family.companies(.asked) : family.companies(.asked, .willing)
    try expire(out, in: &family)
    try self.move(family, move, by: .system, reason: isEnough ? nil : .noFit)
    guard isEnough else { return }
    for pair in Pair.all(of: family.companies(.willing))
    where network.canMeet(pair) && !network.knowEachOther(pair) && network.waitingIntroduction(of: pair) == nil {
      ask(pair, from: nil, for: family.id)
    }
    try settleFamily(family.id)
  }

  /// When no two of the willing wait to be introduced any more: those stay who know all the others that stay.
  mutating func settleFamily(_ id: FamilyID) throws(CooperationProblem) {
    guard var family = network.families[id], family.state == .introducing else { return }
    var stay = family.companies(.willing)
    let asked = family.companies(.asked, .willing)
    if Pair.all(of: asked).contains(where: { network.waitingIntroduction(of: $0) != nil }) { return }
    while let strange = strangest(of: stay) { stay.removeAll { $0 == strange } }
    if stay.count < FamilyCondition.sizes.lowerBound { stay = [] }
    for company in stay { try move(&family, company, .settle, by: .system) }
    try expire(asked.filter { !stay.contains($0) }, in: &family)
    try move(family, .settle, by: .system, reason: stay.isEmpty ? .noFit : nil)
  }

  mutating func settleFamilies(with pair: Pair) throws(CooperationProblem) {
    for family in network.sortedFamilies where family.state == .introducing {
      let asked = family.companies(.asked, .willing)
      if asked.contains(pair.first), asked.contains(pair.second) { try settleFamily(family.id) }
    }
  }

  mutating func expire(_ companies: [CompanyID], in family: inout Family) throws(CooperationProblem) {
    for company in companies { try move(&family, company, .expire, by: .system) }
  }

  /// Who knows the fewest of the others, the last of them; `nil` when all know each other.
  private func strangest(of companies: [CompanyID]) -> CompanyID? {
    let strangers = companies.map { company in
      companies.count { other in Pair(company, other).map { !network.knowEachOther($0) } ?? false }
    }
    guard let most = strangers.max(), most > 0, let index = strangers.lastIndex(of: most) else { return nil }
    return companies[index]
  }
}
