import Vocabulary

/// What time brings about.
extension Work {
  /// An interest that was withdrawn is kept so many days, then forgotten.
  static let withdrawnDays = 30

  mutating func passTime() throws(CooperationProblem) {
    for id in due().memberships.sorted() {
      guard let member = network.memberships[id], member.isActive else { continue }
      try move(member, .rest, by: .system)
    }
    for id in due().introductions.sorted() {
      guard let introduction = network.introductions[id], introduction.state.isWaiting else { continue }
      try move(introduction, .expire, by: .system)
    }
    for id in due().interests.sorted() {
      guard let interest = network.interests[id] else { continue }
      switch interest.state {
      case .expressed: try move(interest, .lapse, by: .system)
      case .withdrawn: forget(interest)
      default: break
      }
    }
    for id in due().cases.sorted() {
      guard let open = network.cases[id] else { continue }
      try expire(open)
    }
    for id in due().families.sorted() {
      guard let family = network.families[id] else { continue }
      try passTime(of: family)
    }
    for id in due().opportunities.sorted() { try closeIfDue(id) }
  }

  /// The keys of what is due now.
  private func due() -> Due { Due(network.index.agenda.due(by: now)) }
}

/// What is due, kind by kind.
private struct Due {
  var memberships: [CompanyID] = []
  var introductions: [IntroductionID] = []
  var interests: [InterestID] = []
  var cases: [CaseID] = []
  var families: [FamilyID] = []
  var opportunities: [OpportunityID] = []

  init(_ ids: [RecordID]) {
    for id in ids {
      switch id {
      case .membership(let id): memberships.append(id)
      case .introduction(let id): introductions.append(id)
      case .interest(let id): interests.append(id)
      case .advisorCase(let id): cases.append(id)
      case .family(let id): families.append(id)
      case .opportunity(let id): opportunities.append(id)
      case .trust, .plan, .conflict: break
      }
    }
  }
}
