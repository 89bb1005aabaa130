/// A peer's small number, given by the runtime and free for another after `BrokerAction.forget`.
public typealias PeerID = Int
/// A service's small number, given by `BrokerMachine.service(named:)`.
public typealias ServiceID = Int
/// The number of a place where the runtime keeps a message until `BrokerAction.release`.
public typealias SlotID = Int

/// What a service name in a message stands for.
public enum ServiceReference: Equatable, Sendable {
  case ordinary(ServiceID)
  /// `mmi.service`, which the broker answers itself.
  case inquiry
  /// Another name that begins with `mmi.`.
  case unknownManagement
  /// Empty, over 255 bytes, or with control characters.
  case invalid
  /// As many services as allowed are in use already.
  case tooMany
}

/// What happens to the broker.
public enum BrokerEvent: Equatable, Sendable {
  case request(from: PeerID, service: ServiceReference, slot: SlotID, bytes: Int)
  /// A request to `mmi.service`; nil: nobody ever heard of the service asked about.
  case inquiry(from: PeerID, about: ServiceID?, slot: SlotID)
  /// - `isPermitted`: what the runtime's table of keys says about this peer and this service.
  case ready(from: PeerID, service: ServiceReference, isPermitted: Bool)
  /// - `number`: the request's, or nil when the address frame is not the one this worker was given last.
  case partial(from: PeerID, number: UInt64?, slot: SlotID)
  case final(from: PeerID, number: UInt64?, slot: SlotID)
  case heartbeat(from: PeerID)
  case disconnect(from: PeerID)
  /// Frames that are no message of the protocol, or over the limits.
  case malformed(from: PeerID)
  /// The peer's key lost its rights, or has others now.
  case barred(PeerID)
  /// A request did not leave: the worker's queue is full or the worker is gone.
  case requestUnsent(to: PeerID, number: UInt64)
  /// Something else did not leave.
  case unsent(to: PeerID)
  /// Time passed.
  case tick
  /// Refuse new requests and those that wait, except to services by which others finish what they are at.
  case drain
  /// Say goodbye to all workers and let everything go.
  case stop
}

/// Why a request is not taken, or not done.
public enum Refusal: CaseIterable, Hashable, Sendable {
  case queueFull
  case clientLimit
  case brokerFull
  case tooManyServices
  case notPermitted
  case draining
  /// Its worker died, and it goes to no other one.
  case workerLost
}

/// What the broker wants done. Messages lie in slots; every slot that came with an event is released exactly once.
public enum BrokerAction: Equatable, Sendable {
  /// Send a REQUEST. The content stays in its slot, because it may go to another worker.
  case sendRequest(to: PeerID, number: UInt64, client: PeerID, slot: SlotID)
  case sendPartial(to: PeerID, service: ServiceID, slot: SlotID)
  case sendFinal(to: PeerID, service: ServiceID, slot: SlotID)
  /// Answer an `mmi.` request with a status; its service name is in the slot.
  case sendManagementReply(to: PeerID, status: ManagementStatus, slot: SlotID)
  /// Tell the client that its request is not taken or not done, if the runtime has a text for that; its service name is in the slot.
  case sendRefusal(to: PeerID, reason: Refusal, slot: SlotID)
  case sendHeartbeat(to: PeerID)
  case sendDisconnect(to: PeerID)
  /// The slot is free.
  case release(SlotID)
  /// The peer's number is free.
  case forget(PeerID)
}

/// Status of an answer by the broker itself (ZeroMQ RFC 8).
public enum ManagementStatus: UInt16, Sendable {
  case found = 200
  case notFound = 404
  case notImplemented = 501

  /// The body frame.
  public var text: StaticString {
    switch self {
    case .found: "200"
    case .notFound: "404"
    case .notImplemented: "501"
    }
  }
}

/// What the broker counted since it began, for metrics.
public struct BrokerCounters: Equatable, Sendable {
  public var requests = 0
  public var partials = 0
  public var finals = 0
  public var managementRequests = 0
  /// Requests given to another worker because theirs died.
  public var retries = 0
  /// Requests that waited longer than their deadline.
  public var expired = 0
  /// Requests whose worker died and which were not given to another.
  public var abandoned = 0
  /// Answers and signs of life whose receiver was gone or did not read.
  public var unroutable = 0
  public var malformed = 0
  /// Answers with another address than the pending one, or none pending: late, double or forged.
  public var strayReplies = 0
  public var refusedQueueFull = 0
  public var refusedClientLimit = 0
  public var refusedBrokerFull = 0
  public var refusedTooManyServices = 0
  public var refusedNotPermitted = 0
  public var refusedDraining = 0
  public var invalidNames = 0
  public var refusedPeers = 0
  /// Peers let go because their key changed.
  public var peersBarred = 0
  public var workersRegistered = 0
  /// Workers that fell silent.
  public var workersExpired = 0
  /// Workers sent away for breaking the protocol.
  public var workersExpelled = 0
  /// Gaps in the own clock, after which all deadlines were renewed.
  public var clockJumps = 0
  /// Workers registered now.
  public var workers = 0
  /// Peers known now.
  public var peers = 0
  /// Requests waiting now.
  public var queued = 0
  /// Requests with a worker now.
  public var inFlight = 0

  public init() {}
}
