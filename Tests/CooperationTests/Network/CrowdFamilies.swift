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
      return below(6) == 0 ? .tellOfLeaving(family.id) : .confirmStage(family.id)
    }
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
    ]
    let rare: [Act] = [
      .pauseFamily(family.id, .law), .closeFamily(family.id, .noFit), .windUpFamily(family.id, .goalReached),
      .colourFamily(family.id, .red, note: "Looked at"),
    ]
    return below(15) == 0 ? rare[below(rare.count)] : acts[below(acts.count)]
  }
}
