import Vocabulary

/// What a request for help, or on an agreement, means.
extension Network {
  func helpAct(_ request: NetworkRequest, on today: Day) throws(CooperationProblem) -> Act {
    switch request.act {
    case .askAdvisor: return .askAdvisor
    case .raiseConflict:
      guard let match = request.match else { throw .unknownNumber }
      return .raiseConflict(match)
    case .withdrawConflict: return .withdrawConflict(try conflict(request))
    case .wantToMeet: return .wantToMeet(try conflict(request))
    case .noteAgreement:
      guard let step = request.agreement else { throw .unknownNumber }
      let (day, place) = (request.day ?? today, request.text ?? "")
      if let family = request.family { return .noteAgreement(FamilyID(family), step.move, on: day, place: place) }
      guard let match = request.match else { throw .unknownNumber }
      return .notePairAgreement(match, step.move, on: day, place: place)
    default: throw .notAllowed
    }
  }

  private func conflict(_ request: NetworkRequest) throws(CooperationProblem) -> ConflictID {
    guard let conflict = request.conflict else { throw .unknownNumber }
    return ConflictID(conflict)
  }
}
