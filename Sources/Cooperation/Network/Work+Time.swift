import Vocabulary

/// What time brings about.
extension Work {
  /// An interest that was withdrawn is kept so many days, then forgotten.
  static let withdrawnDays = 30

  mutating func passTime() throws(CooperationProblem) {
    for company in network.memberships.keys.sorted() {
      guard let member = network.memberships[company], member.isActive,
        member.confirmedAt.adding(days: Self.cardDays) <= now
      else { continue }
      try move(member, .rest, by: .system)
    }
    for introduction in network.sortedIntroductions where introduction.state.isWaiting && introduction.endsAt <= now {
      try move(introduction, .expire, by: .system)
    }
    for interest in network.sortedInterests {
      if interest.state == .expressed, interest.changedAt.adding(days: Self.interestDays) <= now {
        try move(interest, .lapse, by: .system)
      } else if interest.state == .withdrawn, interest.changedAt.adding(days: Self.withdrawnDays) <= now {
        forget(interest)
      }
    }
    for open in network.sortedCases { try passTime(of: open) }
    for family in network.sortedFamilies { try passTime(of: family) }
    for opportunity in network.sortedOpportunities { try closeIfDue(opportunity.id) }
  }
}
