import Vocabulary

/// Agreements: noted here, signed elsewhere.
extension Work {
  /// What two alone agree on here: that secrets stay between them, and that they try.
  private static let movesOfTwo: [AgreementState.Move] = [.needNDA, .signNDA, .signLetter, .end]

  /// - Parameter company: `nil`: an advisor notes it.
  mutating func noteAgreement(
    _ id: FamilyID, _ move: AgreementState.Move, on day: Day, place: String, by company: CompanyID?
  ) throws(CooperationProblem) {
    var family: Family
    if let company {
      family = try self.family(id, of: company)
      guard family.companies(.member).contains(company) else { throw .notInThisState }
    } else {
      family = try self.family(id)
    }
    guard family.hasCompany else { throw .notInThisState }
    let row = try note(
      move, in: &family.agreement, on: day, place: place, among: family.companies(.member), by: company)
    put(family)
    for telling in row.tells {
      for party in family.companies(.member) {
        tell(party, telling.notice, .family(id))
      }
    }
  }

  mutating func noteAgreement(
    with match: MatchNumber, _ move: AgreementState.Move, on day: Day, place: String, by company: CompanyID
  ) throws(CooperationProblem) {
    let peer = try peer(match, of: company)
    guard let pair = Pair(company, peer), network.knowEachOther(pair), var trust = network.trust[pair] else {
      throw .notIntroduced
    }
    guard Self.movesOfTwo.contains(move) else { throw .notAllowed }
    var agreement = trust.agreement ?? Agreement()
    // Who ended one may begin anew.
    if agreement.state.isEnd { agreement.state = .start }
    let row = try note(move, in: &agreement, on: day, place: place, among: pair.companies, by: company)
    trust.agreement = agreement
    put(trust)
    for telling in row.tells {
      for party in pair.companies {
        guard let number = network.number(of: pair.other(than: party), for: party) else { continue }
        tell(party, telling.notice, .match(number))
      }
    }
  }

  private func note(
    _ move: AgreementState.Move, in agreement: inout Agreement, on day: Day, place: String, among parties: [CompanyID],
    by company: CompanyID?
  ) throws(CooperationProblem) -> Transition<AgreementState> {
    if day > now.day { throw .conditionNotMet }
    if place.count > Agreement.placeMax { throw .noteTooLong(max: Agreement.placeMax) }
    let row = try agreement.state.row(move, by: company == nil ? .advisor : .party) { _ in nil }
    agreement.state = row.to
    agreement.steps.append(Agreement.Step(state: row.to, on: day, place: place, parties: parties, by: company))
    return row
  }
}
