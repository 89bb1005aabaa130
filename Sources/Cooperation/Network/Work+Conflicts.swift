import Vocabulary

/// Conflicts, raised in confidence and heard by an advisor who has no part in them.
extension Work {
  /// With a company that it knows or has known.
  mutating func raise(_ match: MatchNumber, by company: CompanyID) throws(CooperationProblem) {
    let peer = try peer(match, of: company)
    guard let pair = Pair(company, peer), network.trust[pair]?.steps.contains(where: { $0.shared == .contact }) == true
    else { throw .notIntroduced }
    let isOpen = network.conflicts.values.contains {
      $0.pair == pair && $0.raisedBy == company && !$0.state.isEnd
    }
    if isOpen { throw .tooMany(max: 1) }
    let id = ConflictID(network.conflicts.count + 1)
    put(Conflict(id: id, raisedBy: company, pair: pair, changedAt: now))
    tellAdvisors(.conflictRaised, .conflict(id))
  }

  mutating func withdrawConflict(_ id: ConflictID, by company: CompanyID) throws(CooperationProblem) {
    let conflict = try conflict(id, of: company)
    try move(conflict, .withdraw, by: conflict.raisedBy == company ? .owner : .party)
  }

  mutating func wantToMeet(_ id: ConflictID, by company: CompanyID) throws(CooperationProblem) {
    var conflict = try conflict(id, of: company)
    if conflict.wanting.contains(company) { throw .alreadyConfirmed }
    conflict.wanting.append(company)
    try move(conflict, .wantToMeet, by: .party)
  }

  /// The advisor who hears it is the one who goes on with it. One who stepped aside does not come back.
  mutating func moveConflict(
    _ id: ConflictID, _ move: ConflictState.Move, by user: String
  ) throws(CooperationProblem) {
    guard var conflict = network.conflicts[id] else { throw .unknownNumber }
    if conflict.asideFor.contains(user) { throw .notAllowed }
    if let advisor = conflict.advisor, advisor != user { throw .notAllowed }
    conflict.advisor = move == .stepAside ? nil : user
    if move == .stepAside {
      conflict.asideFor.append(user)
      conflict.wanting = []
    }
    try self.move(conflict, move, by: .advisor)
  }

  private func conflict(_ id: ConflictID, of company: CompanyID) throws(CooperationProblem) -> Conflict {
    guard let conflict = network.conflicts[id], conflict.isSeen(by: company), network.isPresent(company) else {
      throw .unknownNumber
    }
    return conflict
  }

  private mutating func move(
    _ conflict: Conflict, _ move: ConflictState.Move, by who: Who
  ) throws(CooperationProblem) {
    let row = try conflict.state.row(move, by: who) { condition in
      condition == .bothWant && conflict.wanting.count < 2 ? .conditionNotMet : nil
    }
    var conflict = conflict
    conflict.state = row.to
    conflict.isKnown = conflict.isKnown || row.to == .heard
    conflict.changedAt = now
    put(conflict)
    for telling in row.tells {
      if telling.whom == .advisors { tellAdvisors(telling.notice, .conflict(conflict.id)) }
      if telling.whom == .parties {
        for party in conflict.pair.companies {
          tell(party, telling.notice, .conflict(conflict.id))
        }
      }
    }
  }
}

extension Conflict {
  /// The one who raised it sees it from the beginning, the other when an advisor hears it.
  func isSeen(by company: CompanyID) -> Bool { raisedBy == company || isKnown && pair.contains(company) }
}
