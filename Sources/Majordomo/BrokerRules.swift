/// The broker's settings: intervals, limits and what differs from service to service.
public struct BrokerRules: Equatable, Sendable {
  /// How often each side shows that it lives. Both sides must use the same; the protocol does not negotiate it.
  public var heartbeatInterval: Duration = .seconds(1)
  /// Intervals of silence after which a worker counts as dead.
  public var liveness = 4
  /// A client silent for this long is forgotten; it costs nothing but a look-up to come back.
  public var clientIdle: Duration = .seconds(60)

  /// Peers known at once.
  public var maxPeers = 16_384
  /// Of these, guests: known keys keep the rest for themselves.
  public var maxGuestPeers = 8192
  /// Guests known at once of one address (of one /64 in IPv6): an office behind one address still fits.
  public var maxGuestPeersPerOrigin = 1024
  /// Services with a worker or a waiting request.
  public var maxServices = 1024
  /// Requests held at once, waiting or with a worker.
  public var maxRequests = 16_384
  /// Their bytes in all.
  public var maxBytes = 256 << 20
  /// Requests that one client may have open.
  public var maxRequestsPerClient = 1024
  /// Requests that all guests together may have open.
  public var maxGuestRequests = 8192
  /// Their bytes.
  public var maxGuestBytes = 128 << 20
  /// Requests that the guests of one address (of one /64 in IPv6) may have open.
  public var maxGuestRequestsPerOrigin = 256

  /// Rules of services that are named here.
  public var policies: [String: ServicePolicy] = [:]
  /// Rules of all others.
  public var defaultPolicy = ServicePolicy()

  public init() {}

  func policy(of name: String) -> ServicePolicy { policies[name] ?? defaultPolicy }
}

/// Rules of one service.
public struct ServicePolicy: Equatable, Sendable {
  /// What happens to a request whose worker died.
  public enum Retry: Equatable, Sendable {
    /// It goes to another worker if nothing of an answer was sent yet. For services where doing twice does no harm.
    case beforeReply
    /// It is dropped; its client finds out by its own time limit.
    case never
  }

  public var retry = Retry.never
  /// Workers that one request may be given to, so that a request that kills workers does not kill them all.
  public var maxTries = 3
  /// How long a stock worker that cannot beat while it works may be silent; nil: no longer than any other.
  public var busyPatience: Duration?
  /// How long a request waits for a worker: not longer than a client's try.
  public var deadline: Duration = .seconds(5)
  /// Requests that may wait.
  public var maxQueued = 4096
  /// Bytes that may wait.
  public var maxQueuedBytes = 64 << 20
  /// Of these, guests'.
  public var maxGuestQueued = 2048
  public var maxGuestQueuedBytes = 32 << 20
  /// Guests' requests that workers may have at once; the others wait while workers are idle, so that a flood of new keys
  /// leaves the processors to known ones.
  public var maxGuestsAtWork = Int.max
  /// Whether requests are still taken while the broker ends: for services by which others finish what they are at.
  public var servesWhileDraining = false
  /// Who may ask.
  public var mayAsk = RoleSet.all
  /// Who may register as a worker.
  public var mayServe = RoleSet.all

  public init() {}
}
