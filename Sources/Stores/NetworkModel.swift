import Companies
import Cooperation
import Vocabulary

/// The network as a plain value: what `CooperationStore` promises, with nothing between.
extension StoreModel {
  /// As `CooperationStore.act`.
  mutating func act(
    _ request: Request, at now: Timestamp,
    _ act: (inout Network) throws(CooperationProblem) -> Performed
  ) -> ActOutcome {
    if let verdict = networkRequests[Key(request.key)]?.verdict(for: request, now: now) { return verdict }
    let performed: Performed
    do {
      performed = try act(&network)
    } catch {
      return .refused(error)
    }
    if performed.erases, let company = performed.company { forgetNetworkRequests(of: company) }
    networkRequests[Key(request.key)] = ActRecord(
      asked: (request.op, request.hash), company: performed.company, at: now, deed: performed.deed)
    for effect in performed.outcome.effects {
      var talk: ConversationID?
      if case .company(let company) = effect.to { talk = talks(of: company, limit: 1).first?.id }
      if let event = effect.event(in: talk) { append(event, at: now) }
    }
    return .done(performed.deed)
  }

  private mutating func forgetNetworkRequests(of company: CompanyID) {
    for (key, record) in networkRequests where record.company == company { networkRequests[key]?.asked = nil }
  }
}

/// What is kept of an act.
struct ActRecord: Sendable {
  /// `nil` in a tombstone.
  var asked: (op: String, hash: String)?
  var company: CompanyID?
  var at: Timestamp
  var deed: NetworkDeed

  func verdict(for request: Request, now: Timestamp) -> ActOutcome {
    guard let asked, at.milliseconds >= RequestRecord.oldestKept(now: now) else { return .gone }
    return asked == (request.op, request.hash) ? .done(deed) : .idUsedOtherwise
  }
}
