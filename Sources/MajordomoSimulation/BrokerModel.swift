import Majordomo

/// What must hold after every event, kept apart from the broker: a second, slower telling of its promises.
///
/// It sees events and actions only. What it finds wrong is a sentence in `violations`.
struct BrokerModel {
  struct Peer {
    var role: Role
    var isRegistered = false
    var service = -1
    var request: UInt64?
    var expires: Int64 = 0
  }

  private enum Slot: Equatable {
    case free
    /// Came with the event that is being handled.
    case fresh
    /// Holds this request.
    case request(UInt64)
  }

  private struct Request {
    var client: PeerID
    var service: Int
    var slot: SlotID
    var worker: PeerID?
    var tries = 0
    var isUnsent = false
    var hasReplied = false
  }

  /// What one service has to do; sums alone, which are the same in whatever order.
  private struct Work {
    var idle = 0
    var known = 0
    var guests = 0
    var guestsAtWork = 0

    mutating func count(isAtWork: Bool, isGuests: Bool) {
      switch (isAtWork, isGuests) {
      case (true, true): guestsAtWork += 1
      case (true, false): break
      case (false, true): guests += 1
      case (false, false): known += 1
      }
    }
  }

  private(set) var violations: [String] = []
  private(set) var peers: [Peer?] = []
  private var slots: [Slot] = []
  /// Open requests by number; nothing hangs on their order.
  private var requests: [UInt64: Request] = [:]
  /// Slots of requests that were taken but not sent to a worker yet, so that their number is not known.
  private var unsentSlots: [SlotID: (client: PeerID, service: Int)] = [:]
  private let policies: [ServicePolicy]
  private let interval: Int64
  private let window: Int64
  private var event = BrokerEvent.tick
  /// Whether the sender of this event's READY was answered with DISCONNECT.
  private var wasSentAway = false
  /// The index of the policy of each number that the broker gave to a service; only looked up.
  private var indices: [ServiceID: Int] = [:]
  private var now: Int64 = 0

  init(rules: BrokerRules, policies: [ServicePolicy]) {
    self.policies = policies
    interval =
      rules.heartbeatInterval.components.attoseconds / 1_000_000_000_000
      + rules.heartbeatInterval.components.seconds * 1_000_000
    window = interval * Int64(rules.liveness)
  }

  // MARK: Before an event

  mutating func admitted(_ peer: PeerID, role: Role) {
    while peers.count <= peer { peers.append(nil) }
    check(peers[peer] == nil, "peer \(peer) is admitted twice")
    peers[peer] = Peer(role: role)
  }

  mutating func filled(_ slot: SlotID) {
    while slots.count <= slot { slots.append(.free) }
    check(slots[slot] == .free, "slot \(slot) is filled while in use")
    slots[slot] = .fresh
  }

  /// - Parameter wanted: when the broker asked to be called, before this event.
  mutating func begin(_ event: BrokerEvent, at time: Int64, wanted: Int64?) {
    self.event = event
    now = time
    wasSentAway = false
    switch event {
    case .request(let peer, _, _, _), .inquiry(let peer, _, _), .ready(let peer, _, _), .partial(let peer, _, _),
      .final(let peer, _, _), .heartbeat(let peer), .disconnect(let peer), .malformed(let peer):
      if peers[peer]?.isRegistered == true { extend(peer, to: now + window) }
      if case .disconnect = event { unregister(peer) }
    case .unsent(let peer), .barred(let peer):
      unregister(peer)
    case .requestUnsent(let peer, let number):
      if peers[peer]?.request == number {
        requests[number]?.isUnsent = true
        requests[number]?.tries -= 1
        unregister(peer)
      }
    case .tick:
      tick(wanted)
    case .drain, .stop:
      break
    }
  }

  private mutating func tick(_ wanted: Int64?) {
    guard let wanted, wanted <= now else { return }
    let gap = now - wanted > interval ? now - wanted : 0
    for peer in peers.indices where peers[peer]?.isRegistered == true {
      peers[peer]?.expires += gap
      if let expires = peers[peer]?.expires, now >= expires { unregister(peer) }
    }
  }

  // MARK: Actions

  mutating func saw(_ action: BrokerAction) {
    switch action {
    case .sendRequest(let worker, let number, let client, let slot): sawRequest(worker, number, client, slot)
    case .sendPartial(let client, _, let slot): sawReply(client, slot, isFinal: false)
    case .sendFinal(let client, _, let slot): sawReply(client, slot, isFinal: true)
    case .sendManagementReply(let client, _, let slot):
      check(isKnown(client), "peer \(client) is answered after it was forgotten")
      check(slots[slot] == .fresh, "slot \(slot) of an answer by the broker is not of this event")
    case .sendRefusal(let client, let reason, let slot):
      check(isKnown(client), "peer \(client) is refused after it was forgotten")
      let holder = holder(of: slot)
      if reason == .workerLost {
        sawLoss(of: slot)
      } else {
        check(slots[slot] == .fresh || reason == .draining, "slot \(slot) of a refusal is not of this event")
      }
      check(holder == nil || holder == client, "client \(client) is refused what another asked for")
    case .sendHeartbeat(let worker):
      check(peers[worker]?.isRegistered == true, "peer \(worker) is no worker but gets a heartbeat")
    case .sendDisconnect(let worker):
      check(isKnown(worker), "peer \(worker) is sent away after it was forgotten")
      unregister(worker)
    case .release(let slot): sawRelease(slot)
    case .forget(let peer):
      check(isKnown(peer), "peer \(peer) is forgotten twice")
      check(peers[peer]?.isRegistered != true, "worker \(peer) is forgotten")
      peers[peer] = nil
    }
  }

  private mutating func sawRequest(_ worker: PeerID, _ number: UInt64, _ client: PeerID, _ slot: SlotID) {
    register(worker)
    guard let peer = peers[worker], peer.isRegistered else {
      violations.append("request \(number) goes to \(worker), which is no worker")
      return
    }
    check(peer.request == nil, "worker \(worker) gets \(number) while it has another")
    check(isKnown(client), "request \(number) is of a forgotten client")
    take(number, slot)
    guard var request = requests[number] else {
      violations.append("request \(number) came from nowhere")
      return
    }
    check(request.client == client && request.slot == slot, "request \(number) changed client or slot")
    check(request.service == peer.service, "request \(number) goes to a worker of another service")
    let policy = policies[request.service]
    if let last = request.worker {
      check(peers[last]?.request != number, "request \(number) is given away while worker \(last) has it")
      check(!request.hasReplied, "request \(number) is repeated after a part of its answer")
      check(request.isUnsent || policy.retry == .beforeReply, "request \(number) is repeated against the rule")
      check(request.tries < policy.maxTries, "request \(number) is tried more than \(policy.maxTries) times")
    }
    request.worker = worker
    request.tries += 1
    request.isUnsent = false
    requests[number] = request
    peers[worker]?.request = number
    if let patience = policy.busyPatience { extend(worker, to: now + patience.components.seconds * 1_000_000) }
  }

  /// Learns the number of a request that was taken earlier or just now.
  private mutating func take(_ number: UInt64, _ slot: SlotID) {
    if requests[number] != nil { return }
    if case .request(let client, .ordinary(let service), slot, _) = event {
      requests[number] = Request(client: client, service: serviceIndex(service), slot: slot)
    } else if let waiting = unsentSlots.removeValue(forKey: slot) {
      requests[number] = Request(client: waiting.client, service: waiting.service, slot: slot)
    }
    slots[slot] = .request(number)
  }

  private mutating func sawReply(_ client: PeerID, _ slot: SlotID, isFinal: Bool) {
    guard let (worker, number) = replying(isFinal: isFinal), let request = requests[number] else {
      violations.append("client \(client) is answered without a worker's answer")
      return
    }
    check(peers[worker]?.request == number, "an answer to \(number) passes although \(worker) does not have it")
    check(request.client == client, "the answer to \(number) goes to \(client), not to \(request.client)")
    check(slots[slot] == .fresh, "slot \(slot) of an answer is not of this event")
    requests[number]?.hasReplied = true
    if isFinal {
      peers[worker]?.request = nil
      peers[worker]?.expires = now + window
    }
  }

  private mutating func sawLoss(of slot: SlotID) {
    guard case .request(let number) = slots[slot], let worker = requests[number]?.worker else {
      violations.append("slot \(slot) is told to be lost, but no worker had it")
      return
    }
    check(peers[worker]?.request != number, "request \(number) is told to be lost while worker \(worker) has it")
  }

  private func replying(isFinal: Bool) -> (PeerID, UInt64)? {
    switch event {
    case .partial(let worker, let number?, _) where !isFinal: (worker, number)
    case .final(let worker, let number?, _) where isFinal: (worker, number)
    default: nil
    }
  }

  /// Whose request a slot holds; nil when it holds none.
  private func holder(of slot: SlotID) -> PeerID? {
    if let waiting = unsentSlots[slot] { return waiting.client }
    guard case .request(let number) = slots[slot] else { return nil }
    return requests[number]?.client
  }

  private mutating func sawRelease(_ slot: SlotID) {
    guard slots.indices.contains(slot), slots[slot] != .free else {
      violations.append("slot \(slot) is released twice")
      return
    }
    if case .request(let number) = slots[slot] { requests[number] = nil }
    unsentSlots[slot] = nil
    slots[slot] = .free
  }

  // MARK: After an event

  mutating func end(_ counters: BrokerCounters) {
    switch event {
    case .ready(let peer, _, _): register(peer)
    case .request(let client, .ordinary(let service), let slot, _) where slots[slot] == .fresh:
      unsentSlots[slot] = (client, serviceIndex(service))
      slots[slot] = .request(0)
    default: break
    }
    let held = slots.count { $0 != .free }
    check(!slots.contains(.fresh), "a slot that came with this event was neither kept nor released")
    check(held == counters.queued + counters.inFlight, "\(held) slots are held for \(counters) requests")
    let ended = counters.finals + counters.expired + counters.abandoned
    check(
      counters.requests == ended + counters.queued + counters.inFlight,
      "of \(counters.requests) requests \(ended) ended, \(counters.queued) wait, \(counters.inFlight) are with workers")
    let busy = peers.count { $0?.request != nil }
    check(busy == counters.inFlight, "\(busy) workers are busy, the broker says \(counters.inFlight)")
    let registered = peers.count { $0?.isRegistered == true }
    check(registered == counters.workers, "\(registered) workers should live, the broker has \(counters.workers)")
    let known = peers.count { $0 != nil }
    check(known == counters.peers, "\(known) peers should be known, the broker has \(counters.peers)")
    checkWork()
  }

  /// Nobody waits who could be served, and no more of guests is with workers than may be.
  private mutating func checkWork() {
    var work = policies.map { _ in Work() }
    for peer in peers {
      guard let peer, peer.isRegistered else { continue }
      if peer.request == nil { work[peer.service].idle += 1 }
    }
    for (number, request) in requests {
      let isAtWork = request.worker.map { peers[$0]?.request == number } ?? false
      work[request.service].count(isAtWork: isAtWork, isGuests: isGuest(request.client))
    }
    for waiting in unsentSlots.values {
      work[waiting.service].count(isAtWork: false, isGuests: isGuest(waiting.client))
    }
    for (service, work) in work.enumerated() {
      let most = policies[service].maxGuestsAtWork
      check(work.guestsAtWork <= most, "service \(service) has \(work.guestsAtWork) of guests at work")
      check(work.idle == 0 || work.known == 0, "service \(service) has idle workers, and known keys wait")
      check(
        work.idle == 0 || work.guests == 0 || work.guestsAtWork == most,
        "service \(service) has idle workers and room for guests, and guests wait")
    }
  }

  private func isGuest(_ client: PeerID) -> Bool { peers[client]?.role == .guest }

  /// A READY that was not answered with DISCONNECT made a worker; its first request may come before the event ends.
  private mutating func register(_ peer: PeerID) {
    guard case .ready(peer, .ordinary(let service), let isPermitted) = event, isPermitted, !wasSentAway,
      peers[peer]?.isRegistered == false
    else { return }
    peers[peer]?.isRegistered = true
    let index = serviceIndex(service)
    peers[peer]?.service = index
    peers[peer]?.request = nil
    peers[peer]?.expires = now + window
  }

  private mutating func unregister(_ peer: PeerID) {
    guard peers.indices.contains(peer), peers[peer] != nil else { return }
    if case .ready(peer, _, _) = event { wasSentAway = true }
    peers[peer]?.isRegistered = false
    peers[peer]?.request = nil
  }

  private mutating func extend(_ worker: PeerID, to time: Int64) {
    guard let expires = peers[worker]?.expires, expires < time else { return }
    peers[worker]?.expires = time
  }

  private func isKnown(_ peer: PeerID) -> Bool { peers.indices.contains(peer) && peers[peer] != nil }

  private mutating func check(_ holds: Bool, _ sentence: @autoclosure () -> String) {
    if !holds { violations.append("\(event) at \(now): \(sentence())") }
  }

  /// The broker gave a number to the service with this policy.
  mutating func named(_ service: ServiceID, _ index: Int) { indices[service] = index }

  private func serviceIndex(_ service: ServiceID) -> Int { indices[service] ?? 0 }
}
