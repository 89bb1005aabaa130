import Companies
import Vocabulary

/// Where durable requests are kept. Every implementation passes the same contract suite.
///
/// *Kept* means: when `keep` has returned `kept`, the request survives the death of any process and of the machine; so does
/// each change that `tell` made.
public protocol DurableRequestStore: Sendable {
  /// Keeps a new request where there is room for it.
  func keep(_ request: DurableRequest, rules: DurableRules) async throws(StoreError) -> KeepOutcome

  func durableRequest(_ id: DurableRequestID) async throws(StoreError) -> DurableRequest?

  /// Tells requests what happened, all in one transaction, and forgets those that are closed by it.
  ///
  /// - Returns: the requests that were changed, as they are now, in the order of the news.
  func tell(_ news: [DurableNews], at now: Timestamp, rules: DurableRules) async throws(StoreError) -> [DurableRequest]

  /// What is to be done now.
  ///
  /// - Parameter limit: at most so many services, and so many ids.
  func agenda(at now: Timestamp, limit: Int) async throws(StoreError) -> DurableAgenda

  /// Requests that wait for a service and whose pause is over: of those with the fewest that are sent or stand before, then
  /// the longest due, so that who has many kept lets others pass.
  func durableRequests(waitingFor service: String, at now: Timestamp, limit: Int) async throws(StoreError)
    -> [DurableRequest]

  /// All that are kept, without a word of theirs, the oldest first.
  func durableSummaries() async throws(StoreError) -> [DurableSummary]
}

/// What became of a new request.
public enum KeepOutcome: Sendable, Hashable {
  /// It is on disk.
  case kept
  /// Its owner has as much kept as one may.
  case ownerFull
  /// There is as much kept as there may be.
  case full
}

/// What happened to a request.
public struct DurableNews: Sendable, Hashable {
  public var id: DurableRequestID
  public var event: DurableRequest.Event

  public init(_ id: DurableRequestID, _ event: DurableRequest.Event) {
    (self.id, self.event) = (id, event)
  }
}

/// What is to be done with the requests that are kept.
public struct DurableAgenda: Sendable, Hashable {
  /// The services that requests wait for, by name.
  public var services: [String]
  /// Requests whose time is over in the state that they are in.
  public var overdue: [DurableRequestID]

  public init(services: [String] = [], overdue: [DurableRequestID] = []) {
    (self.services, self.overdue) = (services, overdue)
  }
}

/// What an operator sees of a request.
public struct DurableSummary: Sendable, Hashable {
  public var id: DurableRequestID
  public var owner: Principal
  public var service: String
  public var state: DurableState
  public var keptAt: Timestamp
  public var tries: Int
  public var losses: Int
  public var bytes: Int

  public init(
    id: DurableRequestID, owner: Principal, service: String, state: DurableState, keptAt: Timestamp, tries: Int,
    losses: Int, bytes: Int
  ) {
    (self.id, self.owner, self.service, self.state) = (id, owner, service, state)
    (self.keptAt, self.tries, self.losses, self.bytes) = (keptAt, tries, losses, bytes)
  }

  public init(_ request: DurableRequest) {
    self.init(
      id: request.id, owner: request.owner, service: request.service, state: request.state, keptAt: request.keptAt,
      tries: request.tries, losses: request.losses, bytes: request.bytes)
  }
}
