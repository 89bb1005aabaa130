import Majordomo

/// Who is connected: routing ids of each endpoint to peers' numbers, and what the broker knows of each.
struct Peers: ~Copyable {
  struct Peer {
    var endpoint = 0
    /// Its number in the table of routing ids.
    var entry = 0
    var routingID: [UInt8] = []
    var role = Role.guest
    var userID: [UInt8] = []
    var origin: Int?
    var clientDialect = Dialect.v02
    var workerDialect = Dialect.v02
    /// The address frame it was given last as a worker, and the request's number.
    var address: [UInt8] = []
    var number: UInt64 = 0
    /// How its key stands since it was looked up again.
    var standing = Standing.valid
  }

  /// What became of a peer's key while the peer was connected.
  enum Standing {
    case valid
    /// The key has another role now: what is under way is answered, then the peer is taken up anew.
    case outdated
    /// The key is refused: nothing is taken from the peer and nothing sent to it.
    case refused
    /// The number is free.
    case absent
  }

  private var routingIDs: ByteTable
  private var peersByEntry: [PeerID] = []
  private var peers: [Peer] = []
  private var free: [PeerID] = []
  private var origins: ByteTable
  private var peersByOrigin: [Int] = []

  init(seed: UInt64) {
    routingIDs = ByteTable(seed: seed)
    origins = ByteTable(seed: seed)
  }

  subscript(_ id: PeerID) -> Peer {
    _read { yield peers[id] }
    _modify { yield &peers[id] }
  }

  /// The peer of a routing id.
  func find(_ routingID: UnsafeRawBufferPointer, endpoint: Int) -> PeerID? {
    guard let entry = routingIDs.find(routingID, in: endpoint) else { return nil }
    return peersByEntry[entry]
  }

  /// Takes up a peer. `origin` is what guests share a limit by; nil: none.
  mutating func add(
    _ routingID: UnsafeRawBufferPointer, endpoint: Int, role: Role, userID: [UInt8], origin: [UInt8]?
  ) -> PeerID {
    let id: PeerID
    if let reused = free.popLast() {
      id = reused
    } else {
      id = peers.count
      peers.append(Peer())
    }
    let entry = routingIDs.insert(routingID, in: endpoint)
    while peersByEntry.count <= entry { peersByEntry.append(0) }
    peersByEntry[entry] = id
    peers[id] = Peer(
      endpoint: endpoint, entry: entry, routingID: routingIDs[entry], role: role, userID: userID,
      origin: origin.map { join($0) })
    return id
  }

  /// The peers that are there.
  var present: [PeerID] { peers.indices.filter { peers[$0].standing != .absent } }

  mutating func remove(_ id: PeerID) {
    peers[id].standing = .absent
    routingIDs.remove(peers[id].entry)
    peers[id].routingID = []
    if let origin = peers[id].origin {
      peersByOrigin[origin] -= 1
      if peersByOrigin[origin] == 0 { origins.remove(origin) }
    }
    free.append(id)
  }

  private mutating func join(_ origin: [UInt8]) -> Int {
    let id = origin.withUnsafeBytes { origins.find($0) ?? origins.insert($0) }
    while peersByOrigin.count <= id { peersByOrigin.append(0) }
    peersByOrigin[id] += 1
    return id
  }
}
