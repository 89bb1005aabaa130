import Cooperation
import Vocabulary

/// What the crowd does with families.
extension Crowd {
  mutating func familyAct(of company: CompanyID) -> Act? {
    guard let family = network.view(for: company)?.families.last, family.state != .closed else { return nil }
    switch family.state {
    case .asking: return .answerFamily(family.id, yes: below(8) > 0)
    case .introducing: return nil
    default:
      if below(25) == 0 { return .leaveFamily(family.id) }
      if below(5) == 0 { return .noteAgreement(family.id, anyMove(), on: now.day, place: "A safe") }
      return below(6) == 0 ? .tellOfLeaving(family.id) : .confirmStage(family.id)
    }
  }

  private mutating func anyMove() -> AgreementState.Move {
    AgreementState.Move.allCases[below(AgreementState.Move.allCases.count)]
  }

  /// Help, and quarrels with those that it knows.
  mutating func caseAct(of company: CompanyID) -> Act? {
    guard let view = network.view(for: company) else { return nil }
    if let conflict = view.conflicts.last, below(3) > 0 {
      return below(6) == 0 ? .withdrawConflict(conflict.id) : .wantToMeet(conflict.id)
    }
    guard let known = view.matches.first(where: { $0.company != nil }), below(2) == 0 else { return .askAdvisor }
    return .raiseConflict(known.number)
  }

  /// What one of two advisors does with cases and conflicts.
  mutating func caseAdvice() -> Act {
    let view = network.advisorView(at: now)
    if let conflict = view.conflicts.last(where: { !$0.state.isEnd }), below(2) == 0 {
      let moves = ConflictState.Move.allCases
      return .moveConflict(conflict.id, conflict.state == .raised ? .hear : moves[below(moves.count)])
    }
    let id = view.cases.last { !$0.state.isEnd }?.id ?? CaseID(below(5))
    return .moveCase(id, CaseState.Move.allCases[below(CaseState.Move.allCases.count)])
  }

  /// What an advisor does with the latest family, or the idea of another.
  mutating func familyAdvice() -> Act {
    guard let family = network.advisorView(at: now).families.map(\.family).last, family.state != .closed else {
      var companies = Self.companies
      companies.shuffle(using: &random)
      return .thinkOfFamily(
        FamilyIdea(
          template: "hall", required: [.design], market: "SE",
          seats: companies.prefix(3 + below(3)).map { FamilyIdea.Seat($0, [.design]) },
          colour: below(4) == 0 ? .amber : .green))
    }
    let leaver = family.members.first { $0.standing == .leaving }
    if let leaver, let item = LeavingItem.allCases.first(where: { !leaver.cleared.contains($0) }), below(2) == 0 {
      return .clearLeaving(family.id, leaver.company, item)
    }
    let acts: [Act] = [
      .askFamily(family.id), .askFamily(family.id), .checkCompetition(family.id), .checkCompetition(family.id),
      .advanceFamily(family.id, note: "They know each other"), .resumeFamily(family.id),
      .colourFamily(family.id, .amber, note: "Looked at"),
      .noteAgreement(family.id, anyMove(), on: now.day, place: ""),
    ]
    let rare: [Act] = [
      .pauseFamily(family.id, .law), .closeFamily(family.id, .noFit), .windUpFamily(family.id, .goalReached),
      .colourFamily(family.id, .red, note: "Looked at"),
    ]
    return below(15) == 0 ? rare[below(rare.count)] : acts[below(acts.count)]
  }
}
