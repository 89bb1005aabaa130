/// Waiting requests: lanes of clients in the turn of their service.
extension BrokerMachine {
  /// Puts a request into its client's lane: at the end, or in front of everybody when its worker died.
  mutating func enqueue(_ id: Int, atHead: Bool) {
    let (client, service) = (requests[id].client, requests[id].service)
    let lane = findLane(client, service) ?? openLane(client, service, atHead: atHead)
    if atHead && services[service].lanes.first != lane {
      unlinkLane(lane)
      linkLane(lane, atHead: true)
    }
    requests[id].lane = lane
    if atHead {
      let first = lanes[lane].requests.first
      requests[id].previous = Self.none
      requests[id].next = first
      if first == Self.none { lanes[lane].requests.last = id } else { requests[first].previous = id }
      lanes[lane].requests.first = id
    } else {
      let last = lanes[lane].requests.last
      requests[id].previous = last
      requests[id].next = Self.none
      if last == Self.none { lanes[lane].requests.first = id } else { requests[last].next = id }
      lanes[lane].requests.last = id
    }
    services[service].queued += 1
    services[service].queuedBytes += requests[id].bytes
    counters.queued += 1
    timers.set(timer(ofRequest: id), at: requests[id].deadline)
  }

  /// Takes a waiting request out, and its lane when that was the last in it.
  mutating func dequeue(_ id: Int) {
    let (lane, service) = (requests[id].lane, requests[id].service)
    let (previous, next) = (requests[id].previous, requests[id].next)
    if previous == Self.none { lanes[lane].requests.first = next } else { requests[previous].next = next }
    if next == Self.none { lanes[lane].requests.last = previous } else { requests[next].previous = previous }
    requests[id].lane = Self.none
    services[service].queued -= 1
    services[service].queuedBytes -= requests[id].bytes
    counters.queued -= 1
    timers.cancel(timer(ofRequest: id))
    if lanes[lane].requests.first == Self.none { closeLane(lane) }
  }

  private func findLane(_ client: PeerID, _ service: ServiceID) -> Int? {
    var lane = peers[client].lanes.first
    while lane != Self.none && lanes[lane].service != service { lane = lanes[lane].nextOfClient }
    return lane == Self.none ? nil : lane
  }

  private mutating func openLane(_ client: PeerID, _ service: ServiceID, atHead: Bool) -> Int {
    let lane: Int
    if let reused = freeLanes.popLast() {
      lane = reused
    } else {
      lane = lanes.count
      lanes.append(Lane())
    }
    lanes[lane] = Lane()
    lanes[lane].client = client
    lanes[lane].service = service
    let last = peers[client].lanes.last
    lanes[lane].previousOfClient = last
    if last == Self.none { peers[client].lanes.first = lane } else { lanes[last].nextOfClient = lane }
    peers[client].lanes.last = lane
    linkLane(lane, atHead: atHead)
    return lane
  }

  private mutating func closeLane(_ lane: Int) {
    let client = lanes[lane].client
    let (previous, next) = (lanes[lane].previousOfClient, lanes[lane].nextOfClient)
    if previous == Self.none { peers[client].lanes.first = next } else { lanes[previous].nextOfClient = next }
    if next == Self.none { peers[client].lanes.last = previous } else { lanes[next].previousOfClient = previous }
    unlinkLane(lane)
    freeLanes.append(lane)
  }

  mutating func linkLane(_ lane: Int, atHead: Bool) {
    let service = lanes[lane].service
    let chain = services[service].lanes
    lanes[lane].previousInService = atHead ? Self.none : chain.last
    lanes[lane].nextInService = atHead ? chain.first : Self.none
    if atHead {
      if chain.first != Self.none { lanes[chain.first].previousInService = lane }
      services[service].lanes.first = lane
      if chain.last == Self.none { services[service].lanes.last = lane }
    } else {
      if chain.last != Self.none { lanes[chain.last].nextInService = lane }
      services[service].lanes.last = lane
      if chain.first == Self.none { services[service].lanes.first = lane }
    }
  }

  mutating func unlinkLane(_ lane: Int) {
    let service = lanes[lane].service
    let (previous, next) = (lanes[lane].previousInService, lanes[lane].nextInService)
    if previous == Self.none { services[service].lanes.first = next } else { lanes[previous].nextInService = next }
    if next == Self.none { services[service].lanes.last = previous } else { lanes[next].previousInService = previous }
  }
}
