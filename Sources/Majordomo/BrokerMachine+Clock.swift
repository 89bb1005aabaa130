/// Time: heartbeats, deadlines, and what a suspended process does about them.
extension BrokerMachine {
  /// Renews deadlines after a gap in the clock, then handles all timers that are due.
  mutating func runTimers(into actions: inout [BrokerAction]) {
    guard let earliest = timers.earliest, earliest <= now else { return }
    // We ask to be called at `earliest`. So late a call means that this process stood still, not that all others died.
    let lateness = now - earliest
    if lateness > interval { renewDeadlines(by: lateness) }
    while let timer = timers.popDue(at: now) {
      if timer % 2 == 0 { checkPeer(timer / 2, into: &actions) } else { expire(timer / 2, into: &actions) }
    }
    // Only now, when the idle ones that are dead too have gone: their requests are given to others at once.
    while let worker = expiredBusyWorkers.popLast() { removeWorker(worker, into: &actions) }
  }

  private mutating func renewDeadlines(by gap: Int64) {
    counters.clockJumps += 1
    timers.postponeAll(by: gap)
    for peer in peers.indices where peers[peer].isKnown {
      peers[peer].expires += gap
      peers[peer].lastHeard += gap
    }
    for request in requests.indices { requests[request].deadline += gap }
  }

  private mutating func checkPeer(_ peer: PeerID, into actions: inout [BrokerAction]) {
    if peers[peer].service != Self.none {
      checkWorker(peer, into: &actions)
    } else if peers[peer].open == 0 && now - peers[peer].lastHeard >= clientIdle {
      forget(peer, into: &actions)
    } else {
      timers.set(timer(ofPeer: peer), at: max(peers[peer].lastHeard + clientIdle, now + interval))
    }
  }

  private mutating func checkWorker(_ worker: PeerID, into actions: inout [BrokerAction]) {
    if now >= peers[worker].expires {
      counters.workersExpired += 1
      // It gets no DISCONNECT: if it lives after all, its next heartbeat is answered with one.
      if peers[worker].request == Self.none {
        removeWorker(worker, into: &actions)
      } else {
        expiredBusyWorkers.append(worker)
      }
      return
    }
    if now - peers[worker].lastSent >= interval {
      peers[worker].lastSent = now
      actions.append(.sendHeartbeat(to: worker))
    }
    timers.set(timer(ofPeer: worker), at: min(peers[worker].expires, peers[worker].lastSent + interval))
  }

  private mutating func expire(_ request: Int, into actions: inout [BrokerAction]) {
    let service = requests[request].service
    counters.expired += 1
    dequeue(request)
    close(request, into: &actions)
    dropIfUnused(service)
  }
}
