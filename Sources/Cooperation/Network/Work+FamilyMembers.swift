import Vocabulary

/// How one company comes into a family, and how it leaves.
extension Work {
  /// Moves one company's standing in a family that is put back later.
  mutating func move(
    _ family: inout Family, _ company: CompanyID, _ move: FamilyStanding.Move, by who: Who
  ) throws(CooperationProblem) {
    guard let index = family.members.firstIndex(where: { $0.company == company }) else { throw .unknownNumber }
    let isSigned = family.isSigned
    let isCleared = Set(family.members[index].cleared) == Set(LeavingItem.allCases)
    let row = try family.members[index].standing.row(move, by: who) { condition in
      switch condition {
      case .wasRunning: isSigned ? nil : .conditionNotMet
      case .checklistDone: isCleared ? nil : .conditionNotMet
      default: nil
      }
    }
    family.members[index].standing = row.to
    for telling in row.tells {
      if telling.whom == .advisors { tellAdvisors(telling.notice, .family(family.id)) }
      if telling.whom == .owner { tell(company, telling.notice, .family(family.id)) }
    }
  }

  /// No reason is needed. Before the group is together it is a no, of which the others learn nothing; later they hear
  /// of it from the one who leaves, or after seven days.
  mutating func leaveFamily(_ id: FamilyID, by company: CompanyID) throws(CooperationProblem) {
    var family = try family(id, of: company)
    if family.state.isEnd || family.companies(.leaving).contains(company) { throw .notInThisState }
    if family.state == .asking || family.state == .introducing {
      try move(&family, company, .no, by: .party)
      return put(family)
    }
    try move(&family, company, .leave, by: .party)
    for index in family.members.indices where family.members[index].company == company {
      family.members[index].leavesAt = now
    }
    family.confirmedBy.removeAll { $0 == company }
    put(family)
  }

  mutating func tellOfLeaving(_ id: FamilyID, by company: CompanyID) throws(CooperationProblem) {
    guard let member = network.families[id]?.members.first(where: { $0.company == company }),
      member.leavesAt != nil
    else { throw .unknownNumber }
    if member.isLeavingTold { throw .alreadyConfirmed }
    try announceLeaving(of: company, from: id)
  }

  /// What follows from it, follows when the others know: too few are closed, and a chain that is open is paused.
  mutating func announceLeaving(of company: CompanyID, from id: FamilyID) throws(CooperationProblem) {
    guard var family = network.families[id] else { return }
    for index in family.members.indices where family.members[index].company == company {
      family.members[index].isLeavingTold = true
    }
    put(family)
    if family.state.isEnd { return }
    for party in family.companies(.member) {
      tell(party, .familyMemberLeaves, .family(id))
    }
    switch family.state {
    case .exploring, .shaping, .letter, .agreement:
      if !family.hasEnough { try move(family, .close, by: .system, reason: .other) }
    case .running:
      if !family.hasEnough || !family.missingRoles.isEmpty { try move(family, .pause, by: .system, reason: .other) }
    default: break
    }
  }

  mutating func clear(_ item: LeavingItem, of company: CompanyID, in id: FamilyID) throws(CooperationProblem) {
    var family = try family(id)
    guard let index = family.members.firstIndex(where: { $0.company == company }) else { throw .unknownNumber }
    guard family.members[index].standing == .leaving else { throw .notInThisState }
    if family.members[index].cleared.contains(item) { throw .alreadyConfirmed }
    family.members[index].cleared.append(item)
    if family.members[index].cleared.count == LeavingItem.allCases.count {
      try move(&family, company, .finish, by: .advisor)
    }
    put(family)
  }

  mutating func passTime(of family: Family) throws(CooperationProblem) {
    for member in family.members where !member.isLeavingTold {
      guard let leavesAt = member.leavesAt, leavesAt.adding(days: Family.daysToTell) <= now else { continue }
      try announceLeaving(of: member.company, from: family.id)
    }
    guard let family = network.families[family.id], let endsAt = family.endsAt, endsAt <= now else { return }
    switch family.state {
    case .asking: try endAsking(family, .expire)
    case .exploring: try move(family, .expire, by: .system, reason: .noTime)
    default: try move(family, .expire, by: .system)
    }
  }
}
