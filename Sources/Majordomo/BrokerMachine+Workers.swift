/// Workers: how they come, how they go, and what becomes of their request.
extension BrokerMachine {
  mutating func ready(
    _ peer: PeerID, _ service: ServiceReference, _ isPermitted: Bool, into actions: inout [BrokerAction]
  ) {
    if peers[peer].service != Self.none {
      expel(peer, into: &actions)
      if case .ordinary(let service) = service { dropIfUnused(service) }
      return
    }
    guard case .ordinary(let service) = service else {
      actions.append(.sendDisconnect(to: peer))
      return
    }
    guard isPermitted, !isDraining, services[service].policy.mayServe.contains(peers[peer].role) else {
      counters.refusedNotPermitted += 1
      actions.append(.sendDisconnect(to: peer))
      dropIfUnused(service)
      return
    }
    peers[peer].service = service
    peers[peer].request = Self.none
    peers[peer].expires = now + window
    peers[peer].lastSent = now
    services[service].workers += 1
    counters.workers += 1
    counters.workersRegistered += 1
    linkIdle(peer)
    timers.set(timer(ofPeer: peer), at: now + interval)
    dispatch(service, into: &actions)
  }

  /// Notes a sign of life.
  mutating func heard(_ peer: PeerID) {
    precondition(peers[peer].isKnown, "peer \(peer) was never admitted")
    peers[peer].lastHeard = now
    if peers[peer].service != Self.none { peers[peer].expires = max(peers[peer].expires, now + window) }
  }

  /// Sends a worker away that broke the protocol.
  mutating func expel(_ worker: PeerID, into actions: inout [BrokerAction]) {
    counters.workersExpelled += 1
    actions.append(.sendDisconnect(to: worker))
    removeWorker(worker, into: &actions)
  }

  /// Takes a worker out of its service; the peer itself stays known until it was idle for long.
  mutating func removeWorker(_ worker: PeerID, into actions: inout [BrokerAction]) {
    let service = peers[worker].service
    if peers[worker].isIdle { unlinkIdle(worker) }
    peers[worker].service = Self.none
    services[service].workers -= 1
    counters.workers -= 1
    timers.set(timer(ofPeer: worker), at: now + clientIdle)
    if peers[worker].request != Self.none {
      let request = unassign(worker)
      orphan(request, into: &actions)
      dispatch(service, into: &actions)
    }
    refuseWaiting(service, into: &actions)
    dropIfUnused(service)
  }

  /// Decides about a request whose worker is dead.
  private mutating func orphan(_ request: Int, into actions: inout [BrokerAction]) {
    let service = requests[request].service
    let mayRetry =
      services[service].retries && !requests[request].hasReplied
      && requests[request].tries < services[service].policy.maxTries && requests[request].deadline > now
    if mayRetry {
      counters.retries += 1
      enqueue(request, atHead: true)
    } else {
      counters.abandoned += 1
      // A broker that ends lets its workers go, and they did not die of what they had.
      if !isDraining {
        actions.append(
          .sendRefusal(to: requests[request].client, reason: .workerLost, slot: requests[request].slot))
      }
      close(request, into: &actions)
    }
  }

  /// The request did not reach its worker: it was not tried at all, whatever the service's rule for retries.
  mutating func requestUnsent(to worker: PeerID, _ number: UInt64, into actions: inout [BrokerAction]) {
    guard let request = assigned(worker, number) else { return }
    let service = requests[request].service
    unassign(worker)
    requests[request].tries -= 1
    enqueue(request, atHead: true)
    removeWorker(worker, into: &actions)
    dispatch(service, into: &actions)
    refuseWaiting(service, into: &actions)
  }

  private func assigned(_ worker: PeerID, _ number: UInt64) -> Int? {
    guard peers.indices.contains(worker), peers[worker].isKnown, peers[worker].request != Self.none else { return nil }
    return requests[peers[worker].request].number == number ? peers[worker].request : nil
  }

  /// A peer takes nothing any more: a worker is gone, and what a client still has waiting is of no use to anybody.
  mutating func unsent(to peer: PeerID, into actions: inout [BrokerAction]) {
    counters.unroutable += 1
    guard peers.indices.contains(peer), peers[peer].isKnown else { return }
    leave(peer, into: &actions)
  }

  /// Sends a worker away and lets go of all that a peer has waiting: its key is not what it was.
  mutating func bar(_ peer: PeerID, into actions: inout [BrokerAction]) {
    guard peers.indices.contains(peer), peers[peer].isKnown else { return }
    counters.peersBarred += 1
    if peers[peer].service != Self.none {
      actions.append(.sendDisconnect(to: peer))
      removeWorker(peer, into: &actions)
    }
    leave(peer, into: &actions)
  }

  /// Lets go of all that belongs to a peer, except a request that a worker has: its answer will find nobody.
  private mutating func leave(_ peer: PeerID, into actions: inout [BrokerAction]) {
    if peers[peer].service != Self.none { removeWorker(peer, into: &actions) }
    while peers[peer].lanes.first != Self.none {
      let request = lanes[peers[peer].lanes.first].requests.first
      let service = requests[request].service
      dequeue(request)
      close(request, into: &actions)
      counters.abandoned += 1
      dropIfUnused(service)
    }
    if peers[peer].open == 0 { forget(peer, into: &actions) }
  }

  mutating func forget(_ peer: PeerID, into actions: inout [BrokerAction]) {
    timers.cancel(timer(ofPeer: peer))
    if peers[peer].role == .guest { countGuest(peer, -1) }
    peers[peer].isKnown = false
    counters.peers -= 1
    actions.append(.forget(peer))
  }

  /// Frees the number of a service that has no worker and no request.
  mutating func dropIfUnused(_ service: ServiceID) {
    let use = services[service]
    guard use.isNamed, use.workers == 0, use.queued.count == 0, use.inFlight == 0 else { return }
    services[service].isNamed = false
    names.remove(service)
  }

  /// Begins to end: what waits for a worker is refused at once, so that its client can go elsewhere.
  mutating func drain(into actions: inout [BrokerAction]) {
    isDraining = true
    for service in services.indices { refuseWaiting(service, into: &actions) }
  }

  /// While draining: nobody waits for a service that takes no requests any more.
  private mutating func refuseWaiting(_ service: ServiceID, into actions: inout [BrokerAction]) {
    guard isDraining, !services[service].policy.servesWhileDraining, services[service].lanes.first != Self.none else {
      return
    }
    while services[service].lanes.first != Self.none {
      let request = lanes[services[service].lanes.first].requests.first
      dequeue(request)
      counters.abandoned += 1
      counters.refusedDraining += 1
      actions.append(
        .sendRefusal(to: requests[request].client, reason: .draining, slot: requests[request].slot))
      close(request, into: &actions)
    }
    dropIfUnused(service)
  }

  mutating func stop(into actions: inout [BrokerAction]) {
    isDraining = true
    for peer in peers.indices where peers[peer].isKnown && peers[peer].service != Self.none {
      actions.append(.sendDisconnect(to: peer))
      removeWorker(peer, into: &actions)
    }
    for peer in peers.indices where peers[peer].isKnown { leave(peer, into: &actions) }
  }

  /// Parts a worker and its request.
  @discardableResult
  mutating func unassign(_ worker: PeerID) -> Int {
    let request = peers[worker].request
    peers[worker].request = Self.none
    let service = requests[request].service
    services[service].inFlight -= 1
    if peers[requests[request].client].role == .guest { services[service].guestsAtWork -= 1 }
    counters.inFlight -= 1
    return request
  }

  /// Puts a worker at the end of those that wait: the one idle longest comes first.
  mutating func linkIdle(_ worker: PeerID) {
    let service = peers[worker].service
    let last = services[service].idle.last
    peers[worker].isIdle = true
    peers[worker].previousIdle = last
    peers[worker].nextIdle = Self.none
    if last == Self.none { services[service].idle.first = worker } else { peers[last].nextIdle = worker }
    services[service].idle.last = worker
  }

  mutating func unlinkIdle(_ worker: PeerID) {
    let service = peers[worker].service
    let (previous, next) = (peers[worker].previousIdle, peers[worker].nextIdle)
    if previous == Self.none { services[service].idle.first = next } else { peers[previous].nextIdle = next }
    if next == Self.none { services[service].idle.last = previous } else { peers[next].previousIdle = previous }
    peers[worker].isIdle = false
  }
}
