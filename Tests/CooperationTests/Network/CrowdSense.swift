import Cooperation
import Vocabulary

/// What somebody would do who looks first: so that things come about, not refusals only.
extension Crowd {
  mutating func sensibleAct(of company: CompanyID) -> Act? {
    if network.view(for: company)?.visibility == .resting { return .confirmCard }
    if isCalm, below(3) == 0, let act = familyAct(of: company) { return act }
    if below(3) == 0, let act = planAct(of: company) { return act }
    if below(12) == 0, let act = caseAct(of: company) { return act }
    if below(2) == 0, let act = familyAct(of: company) { return act }
    if below(3) == 0, let act = boardAct(of: company) { return act }
    guard let matches = network.view(for: company)?.matches, !matches.isEmpty else { return nil }
    let match = matches.first { $0.asked != nil && $0.asked?.ownAnswer == nil } ?? matches[below(matches.count)]
    if let asked = match.asked { return asked.ownAnswer == nil ? .answer(match.number, yes: below(9) > 0) : nil }
    guard match.company == nil else {
      return below(6) == 0
        ? .stop(match.number) : .takeStep(match.number, TrustRung.allCases[below(TrustRung.allCases.count)])
    }
    return .expressPeer(match.number)
  }

  private mutating func boardAct(of company: CompanyID) -> Act? {
    guard let view = network.view(for: company) else { return nil }
    if let draft = view.own.last(where: { $0.state == .draft }) { return .submit(draft.id) }
    if below(3) == 0, let act = ownerAct(view) { return act }
    if let agreed = view.board.last(where: { $0.state == .agreed }), below(2) == 0 { return .confirmDeed(agreed.id) }
    if let wanted = view.board.last(where: { $0.ownInterest == .expressed }), below(6) == 0 {
      return .withdrawInterest(wanted.id)
    }
    let open = view.board.filter { $0.state == .open && $0.ownInterest == .none }
    return open.isEmpty ? nil : .express(open[below(open.count)].id)
  }

  /// What becomes of an own opportunity.
  private mutating func ownerAct(_ view: CompanyView) -> Act? {
    if let agreed = view.own.last(where: { $0.state == .agreed }) {
      return below(4) == 0 ? .cancel(agreed.id, .noTime) : .confirmDeed(agreed.id)
    }
    guard let open = view.own.last(where: { $0.state == .open }) else { return nil }
    let acts: [Act] = [.welcome(open.id), .welcome(open.id), .decline(open.id), .withdraw(open.id)]
    return acts[below(acts.count)]
  }

  mutating func sensibleAdvice() -> Act {
    if below(5) == 0 { return caseAdvice() }
    if below(2) == 0 { return familyAdvice() }
    let view = network.advisorView(at: now)
    if let waiting = view.opportunities.first(where: { $0.state == .checking }), below(2) == 0 {
      let acts: [Act] = [.refuse(waiting.id, .law), .sendBack(waiting.id, .unclear), .pass(waiting.id)]
      return acts[min(below(8), 2)]
    }
    let unverified = view.members.filter { !$0.isVerified }
    return .verify(unverified.isEmpty ? anyone() : unverified[below(unverified.count)].company)
  }
}
