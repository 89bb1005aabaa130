import Titanic
import Vocabulary

/// What is kept of a durable request.
struct DurableRecord: Sendable {
  var request: DurableRequest
  /// Whose words are in it, when their key was bound anew too.
  var person: String
}

/// Durable requests as a plain value: what `DurableRequestStore` promises, with nothing between.
extension StoreModel {
  /// As `DurableRequestStore.keep`.
  public mutating func keep(_ request: DurableRequest, rules: DurableRules) -> KeepOutcome {
    let owners = durable.values.map(\.request).filter { Bytes($0.owner.user) == Bytes(request.owner.user) }
    if let refusal = rules.refusal(of: request.bytes, owners: share(owners), all: share(durable.values.map(\.request)))
    {
      return refusal
    }
    durable[request.id] = DurableRecord(request: request, person: person(of: request.person))
    return .kept
  }

  /// As `DurableRequestStore.durableRequest`.
  public func durableRequest(_ id: DurableRequestID) -> DurableRequest? { durable[id]?.request }

  /// As `DurableRequestStore.tell`.
  public mutating func tell(_ news: [DurableNews], at now: Timestamp, rules: DurableRules) -> [DurableRequest] {
    news.compactMap { news in
      guard var request = durable[news.id]?.request, request.received(news.event, at: now, rules: rules) else {
        return nil
      }
      if request.state == .closed { durable[news.id] = nil } else { durable[news.id]?.request = request }
      return request
    }
  }

  /// As `DurableRequestStore.agenda`.
  public func agenda(at now: Timestamp, limit: Int) -> DurableAgenda {
    let requests = durable.values.map(\.request)
    let services = Set(requests.filter { $0.isToBeSent(at: now) }.map(\.service))
    let overdue = requests.filter { $0.isOverdue(at: now) }.map(\.id)
    return DurableAgenda(
      services: Array(services.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.prefix(limit)),
      overdue: Array(overdue.sorted().prefix(limit)))
  }

  /// As `DurableRequestStore.durableRequests`.
  public func durableRequests(waitingFor service: String, at now: Timestamp, limit: Int) -> [DurableRequest] {
    let requests = durable.values.map(\.request).filter { Bytes($0.service) == Bytes(service) }
    // By owner, those that come before the next of theirs: first of all those that are with workers.
    var before: [Bytes: Int] = [:]
    for request in requests where request.state == .sent { before[Bytes(request.owner.user), default: 0] += 1 }
    let waiting = requests.filter { $0.isToBeSent(at: now) }.sorted { ($0.due, $0.id) < ($1.due, $1.id) }.map {
      request in
      before[Bytes(request.owner.user), default: 0] += 1
      return (place: before[Bytes(request.owner.user), default: 0], request: request)
    }
    let inTurn = waiting.sorted {
      ($0.place, $0.request.due, $0.request.id) < ($1.place, $1.request.due, $1.request.id)
    }
    return inTurn.prefix(limit).map(\.request)
  }

  /// As `DurableRequestStore.durableSummaries`.
  public func durableSummaries() -> [DurableSummary] {
    durable.values.map(\.request).sorted { ($0.keptAt, $0.id) < ($1.keptAt, $1.id) }.map(DurableSummary.init)
  }

  mutating func moveDurable(from before: String, to person: String) {
    for id in durable.keys where durable[id].map({ Bytes($0.person) == Bytes(before) }) ?? false {
      durable[id]?.person = person
    }
  }

  private func share(_ requests: [DurableRequest]) -> DurableRules.Share {
    DurableRules.Share(count: requests.count, bytes: requests.reduce(0) { $0 + $1.bytes })
  }
}

extension DurableRequest {
  fileprivate func isToBeSent(at now: Timestamp) -> Bool { state == .waiting && due <= now && expires > now }

  fileprivate func isOverdue(at now: Timestamp) -> Bool { state == .waiting ? expires <= now : due <= now }
}
