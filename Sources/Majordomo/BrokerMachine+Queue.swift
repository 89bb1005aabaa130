/// Waiting requests: lanes of clients in the turn of their service.
extension BrokerMachine {
  /// Puts a request into its client's lane: at the end, or in front of everybody when its worker died.
  mutating func enqueue(_ id: Int, atHead: Bool) {
    let (client, service) = (requests[id].client, requests[id].service)
    let lane = findLane(client, service) ?? openLane(client, service, atHead: atHead)
    if atHead {
      services[service].lanes.guestsAreNext = lanes[lane].isGuests
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
    countQueued(id, Amount(count: 1, bytes: requests[id].bytes))
    timers.set(timer(ofRequest: id), at: requests[id].deadline)
  }

  /// Takes a waiting request out, and its lane when that was the last in it.
  mutating func dequeue(_ id: Int) {
    let lane = requests[id].lane
    let (previous, next) = (requests[id].previous, requests[id].next)
    if previous == Self.none { lanes[lane].requests.first = next } else { requests[previous].next = next }
    if next == Self.none { lanes[lane].requests.last = previous } else { requests[next].previous = previous }
    requests[id].lane = Self.none
    countQueued(id, -Amount(count: 1, bytes: requests[id].bytes))
    timers.cancel(timer(ofRequest: id))
    if lanes[lane].requests.first == Self.none { closeLane(lane) }
  }

  private mutating func countQueued(_ id: Int, _ change: Amount) {
    let service = requests[id].service
    services[service].queued += change
    if peers[requests[id].client].role == .guest { services[service].guestQueued += change }
    counters.queued += change.count
  }

  @inline(__always)
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
    lanes[lane].isGuests = peers[client].role == .guest
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
    let (service, isGuests) = (lanes[lane].service, lanes[lane].isGuests)
    var chain = services[service].lanes[isGuests]
    lanes[lane].previousInService = atHead ? Self.none : chain.last
    lanes[lane].nextInService = atHead ? chain.first : Self.none
    if atHead {
      if chain.first != Self.none { lanes[chain.first].previousInService = lane }
      chain.first = lane
      if chain.last == Self.none { chain.last = lane }
    } else {
      if chain.last != Self.none { lanes[chain.last].nextInService = lane }
      chain.last = lane
      if chain.first == Self.none { chain.first = lane }
    }
    services[service].lanes[isGuests] = chain
  }

  mutating func unlinkLane(_ lane: Int) {
    let (service, isGuests) = (lanes[lane].service, lanes[lane].isGuests)
    let (previous, next) = (lanes[lane].previousInService, lanes[lane].nextInService)
    var chain = services[service].lanes[isGuests]
    if previous == Self.none { chain.first = next } else { lanes[previous].nextInService = next }
    if next == Self.none { chain.last = previous } else { lanes[next].previousInService = previous }
    services[service].lanes[isGuests] = chain
  }
}
