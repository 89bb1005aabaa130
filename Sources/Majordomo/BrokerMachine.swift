/// The broker of MDP 0.1 and 0.2 and of MMI, without sockets: events and the time in, actions out.
///
/// | a peer that is | sends | then |
/// |---|---|---|
/// | anybody | REQUEST | it waits in the service's queue or goes to the worker that was idle longest, or it is refused |
/// | unknown | READY | it is an idle worker |
/// | unknown | HEARTBEAT, PARTIAL, FINAL | DISCONNECT: after a restart of the broker it registers anew at once |
/// | unknown | DISCONNECT | nothing |
/// | an idle worker | HEARTBEAT | it lives |
/// | an idle worker | READY, PARTIAL, FINAL | DISCONNECT, it is no worker any more |
/// | a busy worker | PARTIAL, FINAL with the pending address | its client gets it; after FINAL it is idle |
/// | a busy worker | READY, PARTIAL or FINAL with another address | DISCONNECT; its request is as that of a dead worker |
/// | a worker | DISCONNECT, nonsense, silence | it is gone; its request is given to another where the service allows, else its client is told |
///
/// Waiting requests stand in a lane for each client, and the lanes are served in turn. All lists are chains through
/// arrays, all look-ups by small numbers: in a steady state nothing is allocated, and no order depends on a hash.
public struct BrokerMachine: ~Copyable, Sendable {
  /// No entry in a chain.
  static let none = -1

  struct Peer {
    var isKnown = false
    var role = Role.guest
    /// The address group of a guest whose requests are limited together; none: not limited so.
    var origin = none
    /// Requests of this peer that wait or are with a worker.
    var open = 0
    var lanes = Chain()
    var lastHeard: Int64 = 0
    /// The service it works for.
    var service = none
    /// The request it works on.
    var request = none
    var expires: Int64 = 0
    var lastSent: Int64 = 0
    var isIdle = false
    var previousIdle = none
    var nextIdle = none
  }

  struct Request {
    var number: UInt64 = 0
    var client = none
    var service = none
    var slot = none
    var bytes = 0
    var deadline: Int64 = 0
    var tries = 0
    var hasReplied = false
    /// The lane it waits in; none while a worker has it.
    var lane = none
    var previous = none
    var next = none
  }

  /// The waiting requests of one client to one service.
  struct Lane {
    var client = none
    var service = none
    /// Whether its client is a guest: those stand in a chain of their own.
    var isGuests = false
    var requests = Chain()
    var previousInService = none
    var nextInService = none
    var previousOfClient = none
    var nextOfClient = none
  }

  struct Service {
    var isNamed = true
    var policy = ServicePolicy()
    var retries = false
    var patience: Int64 = 0
    var deadline: Int64 = 0
    var workers = 0
    var idle = Chain()
    var lanes = LaneChains()
    var queued = Amount()
    /// What of it is guests'.
    var guestQueued = Amount()
    var inFlight = 0
    /// What of it is guests'.
    var guestsAtWork = 0

    /// Whether one more request of a guest may go to a worker.
    var takesGuests: Bool { guestsAtWork < policy.maxGuestsAtWork }

    /// Whether a request that comes now goes to a worker at once.
    func startsAtOnce(isGuests: Bool) -> Bool {
      idle.first != none && lanes[isGuests].first == none && (!isGuests || takesGuests)
    }

    /// The lane to be served next; none when nobody waits who may be served.
    var nextLane: Int { takesGuests ? lanes.first : lanes[false].first }
  }

  /// The lanes of a service. Those of known keys and those of guests are served by turns, so that however many new keys
  /// ask, every second worker that is free goes to a known one.
  struct LaneChains {
    private var known = Chain()
    private var guests = Chain()
    var guestsAreNext = false

    subscript(isGuests: Bool) -> Chain {
      get { isGuests ? guests : known }
      set { if isGuests { guests = newValue } else { known = newValue } }
    }

    /// The lane whose turn it is; none when nobody waits.
    var first: Int {
      if known.first == none { return guests.first }
      return guestsAreNext && guests.first != none ? guests.first : known.first
    }
  }

  /// Requests, and their bytes.
  struct Amount {
    var count = 0
    var bytes = 0

    func hasRoom(for more: Int, atMost count: Int, _ bytes: Int) -> Bool {
      self.count < count && self.bytes + more <= bytes
    }

    static func += (amount: inout Amount, change: Amount) {
      amount.count += change.count
      amount.bytes += change.bytes
    }

    static prefix func - (amount: Amount) -> Amount { Amount(count: -amount.count, bytes: -amount.bytes) }
  }

  struct Chain {
    var first = none
    var last = none
  }

  public let rules: BrokerRules
  /// What was counted so far.
  public internal(set) var counters = BrokerCounters()
  /// True after `.drain` or `.stop`.
  public internal(set) var isDraining = false

  var peers: [Peer] = []
  var guestPeers = 0
  var requests: [Request] = []
  var freeRequests: [Int] = []
  var lanes: [Lane] = []
  var freeLanes: [Int] = []
  var services: [Service] = []
  var names: ByteTable
  var held = Amount()
  var guestHeld = Amount()
  var guestRequestsByOrigin: [Int] = []
  var guestPeersByOrigin: [Int] = []
  var lastNumber: UInt64 = 0
  var timers = TimerOrder()
  /// Workers found dead while timers run, each with a request; empty between events.
  var expiredBusyWorkers: [PeerID] = []
  var now: Int64
  let interval: Int64
  let window: Int64
  let clientIdle: Int64

  /// - Parameters:
  ///   - now: the time of all later events must not be before it.
  ///   - seed: for the hash of service names; it changes no decision.
  public init(rules: BrokerRules, now: Instant, seed: UInt64) {
    self.rules = rules
    self.now = now.microseconds
    interval = max(rules.heartbeatInterval.wholeMicroseconds, 1000)
    window = interval * Int64(max(rules.liveness, 1))
    clientIdle = rules.clientIdle.wholeMicroseconds
    names = ByteTable(seed: seed)
  }

  /// When the next `.tick` is wanted; nil: not before the next message.
  public var nextDeadline: Instant? { timers.earliest.map(Instant.init(microseconds:)) }

  /// True when no request waits and none is with a worker.
  public var isQuiet: Bool { held.count == 0 }

  /// What a name in a message stands for. An ordinary name gets its number here, which stays while the service is in use;
  /// hand the result to `received` at once.
  public mutating func service(named name: UnsafeRawBufferPointer) -> ServiceReference {
    guard Self.isValid(name) else { return .invalid }
    if name.hasPrefix("mmi.") { return name.equals("mmi.service") ? .inquiry : .unknownManagement }
    if let id = names.find(name) { return .ordinary(id) }
    guard names.count < rules.maxServices else { return .tooMany }
    let id = names.insert(name)
    while services.count <= id { services.append(Service()) }
    services[id] = Service()
    let policy = rules.policy(of: String(decoding: name, as: UTF8.self))
    services[id].policy = policy
    services[id].retries = policy.retry == .beforeReply
    services[id].patience = policy.busyPatience?.wholeMicroseconds ?? 0
    services[id].deadline = policy.deadline.wholeMicroseconds
    return .ordinary(id)
  }

  /// The number of a service that somebody offers or asked for, without giving it one.
  public func knownService(named name: UnsafeRawBufferPointer) -> ServiceID? { names.find(name) }

  /// The name of a service in use.
  public func name(of service: ServiceID) -> [UInt8] { names[service] }

  /// The service that a peer works for; nil when it is no worker.
  public func service(ofWorker peer: PeerID) -> ServiceID? {
    peers[peer].service == Self.none ? nil : peers[peer].service
  }

  /// Takes up a new peer; false when there are too many, and then it gets no answer.
  ///
  /// - Parameter origin: a small number of the peer's address, the same for all guests that share a limit; nil: no such limit.
  public mutating func admit(_ peer: PeerID, role: Role, origin: Int?, at time: Instant) -> Bool {
    if let origin { makeRoom(forOrigin: origin) }
    guard counters.peers < rules.maxPeers, role != .guest || hasRoom(forGuestOf: origin) else {
      counters.refusedPeers += 1
      return false
    }
    now = max(now, time.microseconds)
    while peers.count <= peer { peers.append(Peer()) }
    precondition(!peers[peer].isKnown, "peer \(peer) is known already")
    peers[peer] = Peer()
    peers[peer].isKnown = true
    peers[peer].role = role
    peers[peer].origin = origin ?? Self.none
    peers[peer].lastHeard = now
    counters.peers += 1
    if role == .guest { countGuest(peer, 1) }
    timers.set(timer(ofPeer: peer), at: now + clientIdle)
    return true
  }

  private mutating func makeRoom(forOrigin origin: Int) {
    while guestPeersByOrigin.count <= origin {
      guestPeersByOrigin.append(0)
      guestRequestsByOrigin.append(0)
    }
  }

  private func hasRoom(forGuestOf origin: Int?) -> Bool {
    guestPeers < rules.maxGuestPeers
      && origin.map { guestPeersByOrigin[$0] < rules.maxGuestPeersPerOrigin } ?? true
  }

  /// Counts a guest that comes or goes.
  mutating func countGuest(_ peer: PeerID, _ change: Int) {
    guestPeers += change
    if peers[peer].origin != Self.none { guestPeersByOrigin[peers[peer].origin] += change }
  }

  /// Takes one event and appends what is to be done, in order. Timers run at `.tick` only: what came in meanwhile goes first.
  public mutating func received(_ event: BrokerEvent, at time: Instant, into actions: inout [BrokerAction]) {
    now = max(now, time.microseconds)
    switch event {
    case .request(let peer, let service, let slot, let bytes):
      heard(peer)
      request(from: peer, to: service, slot, bytes, into: &actions)
    case .inquiry(let peer, let service, let slot):
      heard(peer)
      let isOffered = service.map { services[$0].workers > 0 } ?? false
      answer(peer, isOffered ? .found : .notFound, slot, into: &actions)
    case .ready(let peer, let service, let isPermitted):
      heard(peer)
      ready(peer, service, isPermitted, into: &actions)
    case .partial(let peer, let number, let slot):
      heard(peer)
      partial(from: peer, number, slot, into: &actions)
    case .final(let peer, let number, let slot):
      heard(peer)
      final(from: peer, number, slot, into: &actions)
    case .heartbeat(let peer):
      heard(peer)
      if peers[peer].service == Self.none { actions.append(.sendDisconnect(to: peer)) }
    case .disconnect(let peer):
      heard(peer)
      if peers[peer].service != Self.none { removeWorker(peer, into: &actions) }
    case .malformed(let peer):
      heard(peer)
      counters.malformed += 1
      if peers[peer].service != Self.none { expel(peer, into: &actions) }
    case .barred(let peer):
      bar(peer, into: &actions)
    case .requestUnsent(let peer, let number):
      requestUnsent(to: peer, number, into: &actions)
    case .unsent(let peer):
      unsent(to: peer, into: &actions)
    case .tick:
      runTimers(into: &actions)
    case .drain:
      drain(into: &actions)
    case .stop:
      stop(into: &actions)
    }
  }

  private static func isValid(_ name: UnsafeRawBufferPointer) -> Bool {
    if name.isEmpty || name.count > 255 { return false }
    for byte in name where byte < 0x20 || byte == 0x7F { return false }
    return true
  }

  func timer(ofPeer peer: PeerID) -> Int { peer * 2 }
  func timer(ofRequest request: Int) -> Int { request * 2 + 1 }

  private mutating func answer(
    _ peer: PeerID, _ status: ManagementStatus, _ slot: SlotID, into actions: inout [BrokerAction]
  ) {
    counters.managementRequests += 1
    actions.append(.sendManagementReply(to: peer, status: status, slot: slot))
    actions.append(.release(slot))
  }

  // MARK: Requests

  private mutating func request(
    from peer: PeerID, to service: ServiceReference, _ slot: SlotID, _ bytes: Int, into actions: inout [BrokerAction]
  ) {
    switch service {
    case .inquiry, .unknownManagement:
      answer(peer, .notImplemented, slot, into: &actions)
    case .invalid:
      counters.invalidNames += 1
      actions.append(.release(slot))
    case .tooMany:
      refuse(peer, slot, .tooManyServices, into: &actions)
    case .ordinary(let service):
      if let reason = refusal(of: peer, service, bytes) {
        refuse(peer, slot, reason, into: &actions)
        dropIfUnused(service)
        return
      }
      let request = open(peer, service, slot, bytes)
      counters.requests += 1
      if services[service].startsAtOnce(isGuests: peers[peer].role == .guest) {
        assign(request, to: services[service].idle.first, into: &actions)
      } else {
        enqueue(request, atHead: false)
      }
    }
  }

  @inline(__always)
  private func refusal(of peer: PeerID, _ service: ServiceID, _ bytes: Int) -> Refusal? {
    let role = peers[peer].role
    let policy = services[service].policy
    if isDraining && !policy.servesWhileDraining { return .draining }
    if !policy.mayAsk.contains(role) { return .notPermitted }
    if peers[peer].open >= rules.maxRequestsPerClient { return .clientLimit }
    if role == .guest {
      let origin = peers[peer].origin
      if origin != Self.none && guestRequestsByOrigin[origin] >= rules.maxGuestRequestsPerOrigin { return .clientLimit }
      if !guestHeld.hasRoom(for: bytes, atMost: rules.maxGuestRequests, rules.maxGuestBytes) { return .brokerFull }
    }
    if !held.hasRoom(for: bytes, atMost: rules.maxRequests, rules.maxBytes) { return .brokerFull }
    let state = services[service]
    if state.startsAtOnce(isGuests: role == .guest) { return nil }
    let fits =
      state.queued.hasRoom(for: bytes, atMost: policy.maxQueued, policy.maxQueuedBytes)
      && (role != .guest
        || state.guestQueued.hasRoom(for: bytes, atMost: policy.maxGuestQueued, policy.maxGuestQueuedBytes))
    return fits ? nil : .queueFull
  }

  private mutating func refuse(
    _ peer: PeerID, _ slot: SlotID, _ reason: Refusal, into actions: inout [BrokerAction]
  ) {
    switch reason {
    case .queueFull: counters.refusedQueueFull += 1
    case .clientLimit: counters.refusedClientLimit += 1
    case .brokerFull: counters.refusedBrokerFull += 1
    case .tooManyServices: counters.refusedTooManyServices += 1
    case .notPermitted: counters.refusedNotPermitted += 1
    case .draining: counters.refusedDraining += 1
    case .workerLost: preconditionFailure("what is refused at once had no worker")
    }
    actions.append(.sendRefusal(to: peer, reason: reason, slot: slot))
    actions.append(.release(slot))
  }

  private mutating func open(_ peer: PeerID, _ service: ServiceID, _ slot: SlotID, _ bytes: Int) -> Int {
    let id: Int
    if let reused = freeRequests.popLast() {
      id = reused
    } else {
      id = requests.count
      requests.append(Request())
    }
    lastNumber += 1
    requests[id] = Request()
    requests[id].number = lastNumber
    requests[id].client = peer
    requests[id].service = service
    requests[id].slot = slot
    requests[id].bytes = bytes
    requests[id].deadline = now + services[service].deadline
    count(of: peer, Amount(count: 1, bytes: bytes))
    return id
  }

  /// Ends a request that neither waits nor is with a worker any more.
  mutating func close(_ id: Int, into actions: inout [BrokerAction]) {
    actions.append(.release(requests[id].slot))
    count(of: requests[id].client, -Amount(count: 1, bytes: requests[id].bytes))
    freeRequests.append(id)
  }

  private mutating func count(of client: PeerID, _ change: Amount) {
    peers[client].open += change.count
    held += change
    guard peers[client].role == .guest else { return }
    guestHeld += change
    let origin = peers[client].origin
    if origin != Self.none { guestRequestsByOrigin[origin] += change.count }
  }

  /// Gives a request that does not wait to an idle worker.
  mutating func assign(_ id: Int, to worker: PeerID, into actions: inout [BrokerAction]) {
    let service = requests[id].service
    unlinkIdle(worker)
    requests[id].tries += 1
    peers[worker].request = id
    peers[worker].lastSent = now
    if services[service].patience > 0 {
      peers[worker].expires = max(peers[worker].expires, now + services[service].patience)
    }
    services[service].inFlight += 1
    if peers[requests[id].client].role == .guest { services[service].guestsAtWork += 1 }
    counters.inFlight += 1
    actions.append(
      .sendRequest(to: worker, number: requests[id].number, client: requests[id].client, slot: requests[id].slot))
  }

  /// Gives waiting requests to idle workers as long as there are both.
  mutating func dispatch(_ service: ServiceID, into actions: inout [BrokerAction]) {
    while services[service].idle.first != Self.none, services[service].nextLane != Self.none {
      let lane = services[service].nextLane
      let request = lanes[lane].requests.first
      services[service].lanes.guestsAreNext = !lanes[lane].isGuests
      dequeue(request)
      // The lane goes to the end: its client's next request waits for one of each other client.
      if lanes[lane].requests.first != Self.none {
        unlinkLane(lane)
        linkLane(lane, atHead: false)
      }
      assign(request, to: services[service].idle.first, into: &actions)
    }
  }

  // MARK: Replies

  private mutating func partial(
    from worker: PeerID, _ number: UInt64?, _ slot: SlotID, into actions: inout [BrokerAction]
  ) {
    guard let request = pending(worker, number) else {
      stray(worker, slot, into: &actions)
      return
    }
    requests[request].hasReplied = true
    counters.partials += 1
    actions.append(.sendPartial(to: requests[request].client, service: requests[request].service, slot: slot))
    actions.append(.release(slot))
  }

  private mutating func final(
    from worker: PeerID, _ number: UInt64?, _ slot: SlotID, into actions: inout [BrokerAction]
  ) {
    guard let request = pending(worker, number) else {
      stray(worker, slot, into: &actions)
      return
    }
    let service = requests[request].service
    counters.finals += 1
    actions.append(.sendFinal(to: requests[request].client, service: service, slot: slot))
    actions.append(.release(slot))
    unassign(worker)
    close(request, into: &actions)
    peers[worker].expires = now + window
    linkIdle(worker)
    dispatch(service, into: &actions)
  }

  /// The request that this worker may answer, if the address is that of it.
  @inline(__always)
  private func pending(_ worker: PeerID, _ number: UInt64?) -> Int? {
    let request = peers[worker].request
    guard request != Self.none, let number, requests[request].number == number else { return nil }
    return request
  }

  private mutating func stray(_ peer: PeerID, _ slot: SlotID, into actions: inout [BrokerAction]) {
    counters.strayReplies += 1
    actions.append(.release(slot))
    if peers[peer].service == Self.none {
      actions.append(.sendDisconnect(to: peer))
    } else {
      expel(peer, into: &actions)
    }
  }
}
