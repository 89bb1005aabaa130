import Vocabulary

/// The stages of a family, and who may take it from one to the next.
extension Work {
  /// What each confirms: a market problem and a deed in common, then the signed letter, the first action abroad, the
  /// signed agreement, and at the end the settled accounts.
  mutating func confirmStage(_ id: FamilyID, by company: CompanyID) throws(CooperationProblem) {
    var family = try family(id, of: company)
    guard family.companies(.member).contains(company) else { throw .notInThisState }
    if family.confirmedBy.contains(company) { throw .alreadyConfirmed }
    if family.state != .closing { try checkColour(of: family) }
    family.confirmedBy.append(company)
    try move(family, .confirm, by: .party, company: company)
  }

  /// An advisor's own reason, in place of a deed in common.
  mutating func advanceFamily(_ id: FamilyID, note: String) throws(CooperationProblem) {
    var family = try family(id)
    if note.count > Family.noteMax { throw .noteTooLong(max: Family.noteMax) }
    if family.colour == .red { throw .lawForbids }
    if note.allSatisfy(\.isWhitespace) { throw .needsReason }
    family.note = note
    try move(family, .advance, by: .advisor)
  }

  mutating func colour(_ id: FamilyID, _ colour: LawColour, note: String) throws(CooperationProblem) {
    var family = try family(id)
    if family.state.isEnd { throw .notInThisState }
    if note.allSatisfy(\.isWhitespace) { throw .needsNote }
    if note.count > Family.noteMax { throw .noteTooLong(max: Family.noteMax) }
    if family.colour != colour { family.isCompetitionChecked = false }
    family.colour = colour
    family.note = note
    put(family)
  }

  mutating func checkCompetition(of id: FamilyID) throws(CooperationProblem) {
    var family = try family(id)
    if family.state.isEnd { throw .notInThisState }
    try checkColour(of: family)
    family.isCompetitionChecked = true
    put(family)
  }

  func checkColour(of family: Family) throws(CooperationProblem) {
    if family.colour == .red { throw .lawForbids }
    if family.colour == .amber, family.note == nil { throw .needsNote }
  }

  /// An advisor, or a rule that found that members have become rivals.
  mutating func moveFamily(
    _ id: FamilyID, _ move: FamilyState.Move, by who: Who, reason: ReasonCode? = nil
  ) throws(CooperationProblem) {
    var family = try family(id)
    if move == .resume { try checkColour(of: family) }
    if move == .close { try expire(family.companies(.asked, .willing), in: &family) }
    try self.move(family, move, by: who, reason: reason)
  }

  func family(_ id: FamilyID) throws(CooperationProblem) -> Family {
    guard let family = network.families[id] else { throw .unknownNumber }
    return family
  }

  /// The family, for those who see it: to another it is as if there were none.
  func family(_ id: FamilyID, of company: CompanyID) throws(CooperationProblem) -> Family {
    guard let family = network.families[id],
      family.members.contains(where: { $0.company == company && $0.seesFamily })
    else { throw .unknownNumber }
    return family
  }

  mutating func move(
    _ family: Family, _ move: FamilyState.Move, by who: Who, company: CompanyID? = nil, reason: ReasonCode? = nil
  ) throws(CooperationProblem) {
    let row = try family.state.row(move, by: who) { condition in
      hindrance(to: family, condition, company: company, reason: reason)
    }
    var family = family
    let parties = family.companies(.asked, .willing, .member, .leaving)
    if row.to != family.state {
      if row.to == .paused || row.to == .closing {
        family.earlier = family.state == .paused ? family.earlier : family.state
      } else if row.to != .closed {
        family.earlier = nil
      }
      family.state = row.to
      family.since = now
      family.confirmedBy = []
      family.note = nil
      family.reason = reason ?? (row.to == .closed ? family.reason : nil)
    }
    put(family)
    for telling in row.tells {
      if telling.whom == .advisors { tellAdvisors(telling.notice, .family(family.id)) }
      if telling.whom == .parties {
        for party in parties { tell(party, telling.notice, .family(family.id)) }
      }
    }
  }

  private func hindrance(
    to family: Family, _ condition: Guard, company: CompanyID?, reason: ReasonCode?
  ) -> CooperationProblem? {
    let areAllConfirmed = family.companies(.member).allSatisfy(family.confirmedBy.contains)
    let hasDeed = company.map { network.hasDeed($0, in: family) } ?? false
    let willing = family.companies(.willing).count >= FamilyCondition.sizes.lowerBound
    return switch condition {
    case .deedWithAnother: hasDeed ? nil : .rungMissing
    case .allConfirmedWithDeed: areAllConfirmed && hasDeed ? nil : hasDeed ? .conditionNotMet : .rungMissing
    case .competitionChecked: family.isCompetitionChecked ? nil : .needsCompetitionCheck
    case .allConfirmedAndChecked:
      family.isCompetitionChecked ? (areAllConfirmed ? nil : .conditionNotMet) : .needsCompetitionCheck
    case .allConfirmed: areAllConfirmed ? nil : .conditionNotMet
    case .allWilling: family.companies(.willing).count == family.members.count ? nil : .conditionNotMet
    case .enoughWilling: willing ? nil : .conditionNotMet
    case .tooFewWilling: willing ? .conditionNotMet : nil
    case .enoughIntroducedToAll: family.hasEnough ? nil : .conditionNotMet
    case .tooFewIntroducedToAll, .fewerThanThree: family.hasEnough ? .conditionNotMet : nil
    case .wasRunning: family.isSigned ? nil : .conditionNotMet
    case .wasSigned: family.earlier == .letter || family.earlier == .agreement ? nil : .conditionNotMet
    case .withReason: reason == nil && family.note == nil ? .needsReason : nil
    default: nil
    }
  }
}
