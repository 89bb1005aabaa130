import Vocabulary

/// Joining, matching, leaving.
extension Work {
  /// A card rests when its owner has not confirmed it for so many days: six months.
  static let cardDays = 183
  static let blockedMax = 100

  func active(_ company: CompanyID) throws(CooperationProblem) -> Membership {
    guard let member = network.memberships[company], member.isActive else { throw .notMember }
    return member
  }

  mutating func join(
    _ company: CompanyID, previewSeen: Bool, in region: String?
  ) throws(CooperationProblem) {
    var member = network.memberships[company] ?? Membership(company: company, at: now)
    member.region = region
    try move(member, .join, by: .owner, previewSeen: previewSeen)
  }

  mutating func move(_ company: CompanyID, _ move: Visibility.Move) throws(CooperationProblem) {
    guard let member = network.memberships[company] else { throw .notMember }
    try self.move(member, move, by: .owner)
  }

  mutating func move(
    _ member: Membership, _ move: Visibility.Move, by who: Who, previewSeen: Bool = true
  ) throws(CooperationProblem) {
    let row = try member.visibility.row(move, by: who) { condition in
      switch condition {
      case .previewSeen: previewSeen ? nil : .previewNotSeen
      case .nameShown: member.showsName ? nil : .conditionNotMet
      default: nil
      }
    }
    var member = member
    member.visibility = row.to
    if row.to != .resting { member.showsName = row.to == .named }
    if move == .join || move == .confirm { member.confirmedAt = now }
    put(member)
    for telling in row.tells { tell(member.company, telling.notice, .membership) }
    if move == .confirm { try countAgain(member.company) }
  }

  mutating func settleCards(_ levels: [CompanyID: Anonymity.Level]) {
    for (company, level) in levels.sorted(by: { $0.key < $1.key }) {
      guard var member = network.memberships[company], member.isActive else { continue }
      let next = member.card?.moved(to: level, on: now.day) ?? CardLevel(level)
      if next == member.card { continue }
      member.card = next
      put(member)
    }
  }

  /// An interest of a company whose card rested counts again, and may be the last that was missing.
  private mutating func countAgain(_ company: CompanyID) throws(CooperationProblem) {
    for opportunity in network.opportunities(of: company) { try closeIfDue(opportunity.id) }
    for interest in network.interests(of: company) {
      if interest.state == .expressed, case .opportunity(let id) = interest.id.target { try closeIfDue(id) }
    }
  }

  /// At once and everywhere; others learn only what they already could: that something is no longer open, or that a
  /// company they know has stopped the contact.
  mutating func leave(_ company: CompanyID) throws(CooperationProblem) {
    try move(company, .leave)
    for interest in network.interests(of: company) where interest.state == .expressed {
      try move(interest, .withdraw, by: .owner)
    }
    for opportunity in network.opportunities(of: company) {
      switch opportunity.state {
      case .draft, .checking, .open, .forming: try withdraw(opportunity.id, by: company)
      case .agreed: try moveOwn(opportunity.id, .cancel, by: company, reason: .leaderLeft)
      default: break
      }
    }
    for introduction in network.introductions(with: company) {
      if introduction.state == .disclosed {
        try stop(introduction.pair, by: company)
      } else if introduction.state.isWaiting, introduction.answer(of: company) != false {
        try move(introduction, .no, by: company)
      }
    }
    for plan in network.sortedPlans where plan.parties.contains(company) && !plan.state.isEnd {
      try leavePlan(plan.id, by: company)
    }
    for family in network.sortedFamilies where !family.state.isEnd {
      guard let standing = family.members.first(where: { $0.company == company })?.standing else { continue }
      if standing == .member || standing == .willing {
        try leaveFamily(family.id, by: company)
      }
    }
  }

  mutating func block(_ other: CompanyID, by company: CompanyID) throws(CooperationProblem) {
    guard var member = network.memberships[company] else { throw .notMember }
    guard other != company else { throw .notAllowed }
    if member.blocked.contains(other) { return }
    if member.blocked.count >= Self.blockedMax { throw .tooMany(max: Self.blockedMax) }
    member.blocked.append(other)
    put(member)
    for introduction in network.sortedIntroductions
    where introduction.pair.contains(company) && introduction.pair.contains(other) {
      if introduction.state == .disclosed {
        try stop(introduction.pair, by: company)
      } else if introduction.state.isWaiting, introduction.answer(of: company) != false {
        try move(introduction, .no, by: company)
      }
    }
  }

  mutating func match(_ one: CompanyID, _ other: CompanyID) throws(CooperationProblem) {
    guard let pair = Pair(one, other) else { throw .notAllowed }
    guard try active(one).isActive, try active(other).isActive, !network.blocks(pair) else { throw .notAllowed }
    number(pair)
    climb(pair, to: .anonymousCard, sharing: .card, by: nil)
  }

  /// Gives each of the two its number for the other, if it has none.
  mutating func number(_ pair: Pair) {
    for company in pair.companies {
      guard var member = network.memberships[company] else { continue }
      let other = pair.other(than: company)
      if member.matches.contains(other) { continue }
      member.matches.append(other)
      put(member)
    }
  }

  /// The company behind a number of this one.
  func peer(_ match: MatchNumber, of company: CompanyID) throws(CooperationProblem) -> CompanyID {
    guard let member = network.memberships[company], member.matches.indices.contains(match - 1) else {
      throw .unknownNumber
    }
    return member.matches[match - 1]
  }
}
