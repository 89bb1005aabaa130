import Cooperation
import Vocabulary

/// What the crowd does with families.
extension Crowd {
  mutating func familyAct(of company: CompanyID) -> Act? {
    if let left = network.advisorView(at: now).families.map(\.family).last(where: { family in
      family.members.contains { $0.company == company && $0.leavesAt != nil && !$0.isLeavingTold }
    }), below(4) == 0 {
      return .tellOfLeaving(left.id)
    }
    guard let family = network.view(for: company)?.families.last, family.state != .closed else { return nil }
    switch family.state {
    case .asking: return .answerFamily(family.id, yes: !seldom(8))
    case .introducing: return nil
    default:
      if seldom(12) { return .leaveFamily(family.id) }
      if below(4) == 0, let move = move(from: family.agreement, by: .party) {
        return .noteAgreement(family.id, move, on: now.day, place: "A safe")
      }
      return .confirmStage(family.id)
    }
  }

  /// One that the table has, and seldom the end.
  private mutating func move<State: MachineState>(from state: State, by who: Who) -> State.Move? {
    let mayEnd = below(4) == 0
    let moves = State.table.filter { $0.from == state && $0.by == who && (!$0.to.isEnd || mayEnd) }.map(\.move)
    return moves.isEmpty ? nil : moves[below(moves.count)]
  }

  /// Help, and quarrels with those that it knows.
  mutating func caseAct(of company: CompanyID) -> Act? {
    guard let view = network.view(for: company) else { return nil }
    if let conflict = view.conflicts.last, below(3) > 0 {
      return below(6) == 0 ? .withdrawConflict(conflict.id) : .wantToMeet(conflict.id)
    }
    guard let known = view.matches.first(where: { $0.company != nil }), below(2) == 0 else { return .askAdvisor }
    guard below(2) == 0, let move = move(from: known.papers.last?.state ?? .start, by: .party) else {
      return .raiseConflict(known.number)
    }
    return .notePairAgreement(known.number, move, on: now.day, place: "A safe")
  }

  /// What one of two advisors does with cases and conflicts.
  mutating func caseAdvice() -> Act {
    let view = network.advisorView(at: now)
    if let conflict = view.conflicts.last(where: { !$0.state.isEnd }), below(2) == 0 {
      let moves = ConflictState.Move.allCases
      return .moveConflict(conflict.id, conflict.state == .raised ? .hear : moves[below(moves.count)])
    }
    guard let open = view.cases.last(where: { !$0.state.isEnd }), let move = move(from: open.state, by: .advisor) else {
      return .moveCase(CaseID(below(5)), CaseState.Move.allCases[below(CaseState.Move.allCases.count)])
    }
    return .moveCase(open.id, move)
  }

  /// What an advisor does with the latest family, or the idea of another.
  mutating func familyAdvice() -> Act {
    let families = network.advisorView(at: now).families.map(\.family)
    for family in families {
      guard let leaver = family.members.first(where: { $0.standing == .leaving }), below(2) == 0 else { continue }
      if let item = LeavingItem.allCases.first(where: { !leaver.cleared.contains($0) }) {
        return .clearLeaving(family.id, leaver.company, item)
      }
    }
    guard let family = families.last, family.state != .closed else {
      var companies = Self.companies
      companies.shuffle(using: &random)
      return .thinkOfFamily(
        FamilyIdea(
          template: "hall", required: [.design], market: "SE",
          seats: companies.prefix(3 + below(3)).map { FamilyIdea.Seat($0, [.design]) },
          colour: below(4) == 0 ? .amber : .green))
    }
    if family.agreement.state == .draft, below(2) == 0 {
      return .noteAgreement(family.id, .check, on: now.day, place: "")
    }
    if family.state == .paused { return .resumeFamily(family.id) }
    if family.colour == .amber, family.note == nil {
      return .colourFamily(family.id, below(2) == 0 ? .amber : .green, note: "Looked at")
    }
    if family.state == .running, below(6) == 0 { return .windUpFamily(family.id, .goalReached) }
    let acts: [Act] = [
      .askFamily(family.id), .askFamily(family.id), .checkCompetition(family.id), .checkCompetition(family.id),
      .advanceFamily(family.id, note: "They know each other"), .resumeFamily(family.id),
    ]
    let rare: [Act] = [
      .colourFamily(family.id, .amber, note: "Looked at"), .pauseFamily(family.id, .law),
      .closeFamily(family.id, .noFit), .windUpFamily(family.id, .goalReached),
      .colourFamily(family.id, .red, note: "Looked at"),
    ]
    return seldom(8) ? rare[below(rare.count)] : acts[below(acts.count)]
  }
}
