import Vocabulary

/// Agreements: noted here, signed elsewhere.
extension Work {
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
    if day > now.day { throw .conditionNotMet }
    if place.count > Agreement.placeMax { throw .noteTooLong(max: Agreement.placeMax) }
    let row = try family.agreement.state.row(move, by: company == nil ? .advisor : .party) { _ in nil }
    family.agreement.state = row.to
    family.agreement.steps.append(
      Agreement.Step(state: row.to, on: day, place: place, parties: family.companies(.member)))
    put(family)
    for telling in row.tells {
      for party in family.companies(.member) where network.isPresent(party) {
        tell(party, telling.notice, .family(id))
      }
    }
  }
}
