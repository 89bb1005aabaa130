import Majordomo
import Randomness

/// A broker among random peers: some behave, some break every rule, some die, messages to them fail, time jumps.
///
/// All randomness comes from the seed, so a run can be repeated exactly.
public struct BrokerSimulation: ~Copyable {
  /// What a run came to.
  public struct Outcome: Equatable, Sendable {
    /// The hash of everything that happened.
    public var history: UInt64
    public var events: Int
    public var counters: BrokerCounters
    /// What did not hold; empty when all is well.
    public var violations: [String]
    /// The last that happened, when something did not hold.
    public var last: [String] = []
  }

  private struct Actor {
    var peer: PeerID?
    var role: Role
    /// The service it works for, when it does.
    var service: Int?
    var request: UInt64?
    var isGone = false
  }

  private static let serviceNames: [StaticString] = ["alpha", "beta", "gamma", "delta", "another"]
  private static let origins = 3

  private var random: SeededRandom
  private var broker: BrokerMachine
  private var model: BrokerModel
  private var history = History()
  private var actors: [Actor] = []
  /// The actor of each peer.
  private var actorsByPeer: [Int] = []
  private var freePeers: [PeerID] = []
  private var peerCount = 0
  private var freeSlots: [SlotID] = []
  private var slotCount = 0
  private var now: Int64 = 1_000_000
  private var events = 0
  private var actions: [BrokerAction] = []
  private var failures: [BrokerEvent] = []

  public init(seed: UInt64) {
    random = SeededRandom(seed: seed)
    let policies = Self.policies()
    var rules = BrokerRules()
    rules.maxPeers = 44
    rules.maxGuestPeers = 9
    rules.maxServices = 4
    rules.maxRequests = 80
    rules.maxBytes = 40_000
    rules.maxRequestsPerClient = 12
    rules.maxGuestRequests = 40
    rules.maxGuestRequestsPerOrigin = 20
    rules.clientIdle = .seconds(8)
    for (name, policy) in zip(Self.serviceNames, policies) { rules.policies["\(name)"] = policy }
    broker = BrokerMachine(rules: rules, now: Instant(microseconds: now), seed: 0)
    model = BrokerModel(rules: rules, policies: policies + [rules.defaultPolicy])
    for number in 0..<48 {
      let role = Role.allCases[number % Role.allCases.count]
      actors.append(Actor(role: role, service: number % 2 == 0 ? nil : Int.random(in: 0..<4, using: &random)))
    }
  }

  /// Runs until so many events have happened, then lets everything end, and reports.
  public mutating func run(events wanted: Int) -> Outcome {
    while events < wanted && model.violations.isEmpty { step() }
    give(.stop)
    return Outcome(
      history: history.hash, events: events, counters: broker.counters, violations: model.violations,
      last: model.violations.isEmpty ? [] : history.last)
  }

  private static func policies() -> [ServicePolicy] {
    var alpha = ServicePolicy()
    alpha.retry = .beforeReply
    alpha.deadline = .seconds(20)
    alpha.maxGuestsAtWork = 2
    var beta = ServicePolicy()
    beta.maxQueued = 6
    beta.maxQueuedBytes = 3000
    var gamma = alpha
    gamma.busyPatience = .seconds(15)
    gamma.maxTries = 2
    gamma.maxGuestsAtWork = 1
    var delta = ServicePolicy()
    delta.mayAsk = RoleSet(.member, .service)
    delta.mayServe = RoleSet(.worker, .guest, .member)
    return [alpha, beta, gamma, delta]
  }

  // MARK: Steps

  private mutating func step() {
    switch chance() {
    case 0..<30: passTime(Int64.random(in: 100...60_000, using: &random))
    case 30..<31: passTime(Int64.random(in: 100_000...1_500_000, using: &random))
    case 31..<32 where chance() < 8: passTime(Int64.random(in: 5_000_000...60_000_000, using: &random))
    case 32..<33 where chance() < 20: reconnect(pick())
    case 33..<34 where chance() < 30: actors[pick()].isGone = true
    default: act(pick())
    }
  }

  private mutating func chance() -> Int { Int.random(in: 0..<100, using: &random) }
  private mutating func pick() -> Int { Int.random(in: 0..<actors.count, using: &random) }

  /// Lets time pass, and calls the broker when it asked for it, or somewhat late.
  private mutating func passTime(_ microseconds: Int64) {
    now += microseconds
    if let wanted = broker.nextDeadline?.microseconds, wanted <= now { give(.tick) }
  }

  /// The actor comes back as another peer; the broker is not told.
  private mutating func reconnect(_ actor: Int) {
    actors[actor].peer = nil
    actors[actor].request = nil
    actors[actor].isGone = false
  }

  private mutating func act(_ actor: Int) {
    if actors[actor].isGone { return }
    guard let peer = connect(actor) else { return }
    if actors[actor].service == nil { actAsClient(peer) } else { actAsWorker(actor, peer) }
  }

  private mutating func connect(_ actor: Int) -> PeerID? {
    if let peer = actors[actor].peer { return peer }
    let peer = freePeers.popLast() ?? peerCount
    let role = actors[actor].role
    let origin = chance() < 50 ? Int.random(in: 0..<Self.origins, using: &random) : nil
    guard broker.admit(peer, role: role, origin: origin, at: Instant(microseconds: now)) else {
      if peer < peerCount { freePeers.append(peer) }
      return nil
    }
    peerCount = max(peerCount, peer + 1)
    while actorsByPeer.count <= peer { actorsByPeer.append(0) }
    actorsByPeer[peer] = actor
    actors[actor].peer = peer
    actors[actor].request = nil
    model.admitted(peer, role: role)
    return peer
  }

  private mutating func actAsClient(_ peer: PeerID) {
    switch chance() {
    case 0..<3: give(.malformed(from: peer))
    case 3..<6:
      let service = Self.serviceNames[Int.random(in: 0..<4, using: &random)]
      give(.inquiry(from: peer, about: broker.knownService(named: service.bytes), slot: takeSlot()))
    case 6..<8:
      give(.request(from: peer, service: broker.service(named: name("mmi.other")), slot: takeSlot(), bytes: 9))
    case 8..<10: give(.request(from: peer, service: broker.service(named: name("")), slot: takeSlot(), bytes: 9))
    case 10..<12: give(.final(from: peer, number: 1, slot: takeSlot()))
    case 12..<13: if chance() < 20 { give(.barred(peer)) }
    default:
      let bytes = Int.random(in: 1...900, using: &random)
      give(.request(from: peer, service: anyService(), slot: takeSlot(), bytes: bytes))
    }
  }

  private mutating func actAsWorker(_ actor: Int, _ peer: PeerID) {
    let service = actors[actor].service ?? 0
    switch chance() {
    case 0..<30: give(.heartbeat(from: peer))
    case 30..<34: give(.ready(from: peer, service: named(service), isPermitted: chance() < 95))
    case 34..<36: give(.disconnect(from: peer))
    case 36..<37: give(.malformed(from: peer))
    case 37..<39: give(.final(from: peer, number: UInt64.random(in: 0...50, using: &random), slot: takeSlot()))
    case 39..<40: give(.partial(from: peer, number: nil, slot: takeSlot()))
    case 40..<41: if chance() < 20 { give(.barred(peer)) }
    case 41..<48:
      if let number = actors[actor].request { give(.partial(from: peer, number: number, slot: takeSlot())) }
    default:
      if let number = actors[actor].request {
        if chance() < 97 { actors[actor].request = nil }
        give(.final(from: peer, number: number, slot: takeSlot()))
      } else if model.peers[peer]?.isRegistered == false {
        give(.ready(from: peer, service: named(service), isPermitted: true))
      }
    }
  }

  private mutating func anyService() -> ServiceReference {
    if chance() < 2 { return named(4) }
    return named(Int.random(in: 0..<4, using: &random))
  }

  private mutating func named(_ index: Int) -> ServiceReference {
    let reference = broker.service(named: Self.serviceNames[index].bytes)
    if case .ordinary(let id) = reference { model.named(id, index) }
    return reference
  }

  private func name(_ text: StaticString) -> UnsafeRawBufferPointer { text.bytes }

  // MARK: The broker

  private mutating func takeSlot() -> SlotID {
    let slot: SlotID
    if let reused = freeSlots.popLast() {
      slot = reused
    } else {
      slot = slotCount
      slotCount += 1
    }
    model.filled(slot)
    return slot
  }

  private mutating func give(_ event: BrokerEvent) {
    handle(event)
    while !failures.isEmpty { handle(failures.removeFirst()) }
  }

  private mutating func handle(_ event: BrokerEvent) {
    events += 1
    history.note(event, at: now)
    model.begin(event, at: now, wanted: broker.nextDeadline?.microseconds)
    actions.removeAll(keepingCapacity: true)
    broker.received(event, at: Instant(microseconds: now), into: &actions)
    for action in actions {
      history.note(action)
      model.saw(action)
      perform(action)
    }
    model.end(broker.counters)
  }

  private mutating func perform(_ action: BrokerAction) {
    switch action {
    case .sendRequest(let worker, let number, _, _):
      if fails(worker) {
        failures.append(.requestUnsent(to: worker, number: number))
      } else if let actor = actor(of: worker) {
        actors[actor].request = number
      }
    case .sendPartial(let peer, _, _), .sendFinal(let peer, _, _), .sendManagementReply(let peer, _, _),
      .sendRefusal(let peer, _, _), .sendHeartbeat(let peer):
      if fails(peer) { failures.append(.unsent(to: peer)) }
    case .sendDisconnect(let peer):
      if let actor = actor(of: peer) { actors[actor].request = nil }
      if fails(peer) { failures.append(.unsent(to: peer)) }
    case .release(let slot): freeSlots.append(slot)
    case .forget(let peer):
      if let actor = actor(of: peer) { actors[actor].peer = nil }
      freePeers.append(peer)
    }
  }

  /// Sending fails to peers that are gone, and now and then to one whose queue is full.
  private mutating func fails(_ peer: PeerID) -> Bool {
    let isGone = actor(of: peer).map { actors[$0].isGone } ?? true
    let isFull = Int.random(in: 0..<2000, using: &random) == 0
    return isGone ? chance() < 70 : isFull
  }

  private func actor(of peer: PeerID) -> Int? {
    let actor = actorsByPeer[peer]
    return actors[actor].peer == peer ? actor : nil
  }
}

extension StaticString {
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: utf8Start, count: utf8CodeUnitCount) }
}
