import Glibc
import Majordomo
import ZeroMQ

/// The broker's loop: it uses the sockets, tells the machine what came in, and does what the machine says.
///
/// In a steady state nothing is allocated here for a message. It is a value that nobody shares, so that the compiler itself
/// proves that no two parts of it are changed at once, and nothing is checked for that at run time.
struct BrokerLoop: ~Copyable {
  enum Command: Sendable {
    /// Take no new requests, except those by which others finish what they are at.
    case drain
    /// The same; finish what there is until then, and end.
    case stop(deadline: Instant)
    /// The table of keys changed.
    case reviewKeys
  }

  /// Messages taken from one socket before the others and the timers get their turn.
  private static let batch = 256
  /// How often a socket is looked at again once it has nothing: under load the next message comes sooner than a thread sleeps
  /// and wakes up.
  private static let looksAgain = 3

  private let configuration: BrokerConfiguration
  private let mailbox: Mailbox<Command>
  private let publish: (BrokerCounters) -> Void
  private let sockets: [Socket]
  private let limit: Socket.Limit
  private var machine: BrokerMachine
  private var peers: Peers
  private var slots = Slots()
  private var actions: [BrokerAction] = []
  private var failures: [BrokerEvent] = []
  private let outgoing = Multipart(capacity: 16)
  private var now: Instant
  private var stopDeadline: Instant?
  private var isTerminated = false
  /// By endpoint: whether it may have something to receive that no wait will tell any more.
  private var isUsed: [Bool]
  private var commands: [Command] = []

  init(
    sockets: [Socket], configuration: BrokerConfiguration, mailbox: Mailbox<Command>,
    publish: @escaping (BrokerCounters) -> Void
  ) {
    self.sockets = sockets
    self.configuration = configuration
    self.mailbox = mailbox
    self.publish = publish
    limit = Socket.Limit(frames: configuration.maxFrames, bytes: configuration.maxMessageBytes)
    now = MonotonicClock.now
    isUsed = sockets.map { _ in false }
    machine = BrokerMachine(rules: configuration.rules, now: now, seed: .random(in: 0 ... .max))
    peers = Peers(seed: .random(in: 0 ... .max))
  }

  func start(_ watch: Watch) throws(ZeroMQError) {
    try watch.add(mailbox.wakeup, key: sockets.count)
    for endpoint in sockets.indices { try watch.add(sockets[endpoint], key: endpoint) }
  }

  /// False once it is stopped or the context was shut down.
  mutating func turn(_ ready: [Int]) throws(ZeroMQError) -> Bool {
    now = MonotonicClock.now
    for key in ready { if key == sockets.count { mailbox.wakeup.clear() } else { isUsed[key] = true } }
    for endpoint in sockets.indices where isUsed[endpoint] { try receiveBatch(endpoint) }
    take(.tick)
    mailbox.take(into: &commands)
    for command in commands { take(command) }
    publish(machine.counters)
    guard let stopDeadline, machine.isQuiet || now >= stopDeadline else { return !isTerminated }
    take(.stop)
    return false
  }

  mutating func end() {
    mailbox.close(into: &commands)
    publish(machine.counters)
  }

  private mutating func take(_ command: Command) {
    switch command {
    case .drain: take(.drain as BrokerEvent)
    case .stop(let deadline):
      stopDeadline = deadline
      take(.drain as BrokerEvent)
    case .reviewKeys: reviewKeys()
    }
  }

  /// Looks up the keys of those who are connected: ZAP asks at the handshake only, and a connection can last for days.
  private mutating func reviewKeys() {
    for peer in peers.present {
      guard case .curve(_, _, let role) = configuration.endpoints[peers[peer].endpoint].identity else { continue }
      let now = role(String(decoding: peers[peer].userID, as: UTF8.self))
      if now == peers[peer].role && peers[peer].standing == .valid && !servesWithoutRight(peer) { continue }
      peers[peer].standing = now == nil ? .refused : .outdated
      take(.barred(peer))
    }
  }

  private func servesWithoutRight(_ peer: PeerID) -> Bool {
    guard let service = machine.service(ofWorker: peer) else { return false }
    return machine.name(of: service).withUnsafeBytes { !isPermitted(peer, $0) }
  }

  func pause() -> Duration? {
    if isUsed.contains(true) || !mailbox.maySleep() { return .zero }
    var wanted = stopDeadline
    if let next = machine.nextDeadline { wanted = min(next, wanted ?? next) }
    return wanted.map { max($0.since(MonotonicClock.now), .zero) }
  }

  // MARK: In

  private mutating func receiveBatch(_ endpoint: Int) throws(ZeroMQError) {
    var looksLeft = Self.looksAgain
    for _ in 0..<Self.batch {
      let slot = slots.take()
      let outcome = try sockets[endpoint].receive(into: slots[slot].frames, limit: limit)
      if outcome == .nothing {
        slots.release(slot)
        if looksLeft > 0 {
          looksLeft -= 1
          continue
        }
        isUsed[endpoint] = false
        return
      }
      handle(slot, endpoint, isWhole: outcome == .message)
    }
  }

  private mutating func handle(_ id: SlotID, _ endpoint: Int, isWhole: Bool) {
    let message = slots[id].frames
    let event = message.withFrames { frames -> BrokerEvent? in
      guard let peer = identify(frames, message, endpoint) else { return nil }
      return isWhole ? read(frames, of: peer, into: id) : .malformed(from: peer)
    }
    guard let event else {
      slots.release(id)
      return
    }
    switch event {
    case .request, .inquiry, .partial, .final: break
    default: slots.release(id)
    }
    take(event)
  }

  /// The peer that sent a message; nil when it is not served.
  private mutating func identify(_ frames: FrameViews, _ message: Multipart, _ endpoint: Int) -> PeerID? {
    guard let routingID = frames.first else { return nil }
    if let known = peers.find(routingID, endpoint: endpoint) {
      if peers[known].standing != .valid { return nil }
      // A routing id proves nothing, so on a CURVE endpoint each message must be of the same key.
      if case .curve = configuration.endpoints[endpoint].identity,
        !message.property("User-Id", at: frames.count - 1, equals: peers[known].userID)
      {
        return nil
      }
      return known
    }
    guard let (principal, origin) = principal(message, endpoint) else { return nil }
    let peer = peers.add(
      routingID, endpoint: endpoint, role: principal.role, userID: Array(principal.userID.utf8), origin: origin)
    if machine.admit(peer, role: principal.role, origin: peers[peer].origin, at: now) { return peer }
    peers.remove(peer)
    return nil
  }

  private func principal(_ message: Multipart, _ endpoint: Int) -> (Principal, origin: [UInt8]?)? {
    let identity = configuration.endpoints[endpoint].identity
    guard let principal = identity.principal(of: message) else { return nil }
    if identity.isFixed { return (principal, nil) }
    return (principal, message.property("Peer-Address", at: message.count - 1).map(Origin.key(of:)))
  }

  private mutating func read(
    _ frames: FrameViews, of peer: PeerID, into slot: SlotID
  ) -> BrokerEvent? {
    switch BrokerInbound(frames) {
    case .request(let dialect, let service, let body):
      slots[slot].service = service
      slots[slot].body = body
      peers[peer].clientDialect = dialect
      let reference = machine.service(named: frames[service])
      if reference == .inquiry {
        return .inquiry(from: peer, about: machine.knownService(named: frames[body]), slot: slot)
      }
      return .request(from: peer, service: reference, slot: slot, bytes: slots[slot].frames.byteCount)
    case .ready(let dialect, let service):
      guard speaks(peer, dialect) else { return .malformed(from: peer) }
      return .ready(
        from: peer, service: machine.service(named: frames[service]), isPermitted: isPermitted(peer, frames[service]))
    case .partial(let address, let body):
      guard speaks(peer, .v02) else { return .malformed(from: peer) }
      slots[slot].body = body
      return .partial(from: peer, number: number(peer, frames[address]), slot: slot)
    case .final(let dialect, let address, let body):
      guard speaks(peer, dialect) else { return .malformed(from: peer) }
      slots[slot].body = body
      return .final(from: peer, number: number(peer, frames[address]), slot: slot)
    case .heartbeat(let dialect):
      return speaks(peer, dialect) ? .heartbeat(from: peer) : .malformed(from: peer)
    case .disconnect: return .disconnect(from: peer)
    case .probe: return nil
    case .malformed: return .malformed(from: peer)
    }
  }

  /// Whether a worker's frame is in its dialect, which is that of its first one; once registered it can't change.
  @inline(__always)
  private mutating func speaks(_ worker: PeerID, _ dialect: Dialect) -> Bool {
    if peers[worker].workerDialect == dialect { return true }
    if machine.service(ofWorker: worker) != nil { return false }
    peers[worker].workerDialect = dialect
    return true
  }

  /// The number of the request that this address frame stands for, if the worker was given exactly this frame last.
  @inline(__always)
  private func number(_ worker: PeerID, _ frame: UnsafeRawBufferPointer) -> UInt64? {
    let isSame = peers[worker].address.withUnsafeBytes { address in
      guard let known = address.baseAddress, let given = frame.baseAddress else { return false }
      return address.count == frame.count && memcmp(known, given, frame.count) == 0
    }
    return isSame ? peers[worker].number : nil
  }

  private func isPermitted(_ peer: PeerID, _ name: UnsafeRawBufferPointer) -> Bool {
    let principal = Principal(role: peers[peer].role, userID: String(decoding: peers[peer].userID, as: UTF8.self))
    return configuration.mayServe(principal, String(decoding: name, as: UTF8.self))
  }

  // MARK: Out

  /// Tells the machine an event and does what it says, until nothing fails any more.
  private mutating func take(_ event: BrokerEvent) {
    machine.received(event, at: now, into: &actions)
    perform()
    while !failures.isEmpty && !isTerminated {
      machine.received(failures.removeFirst(), at: now, into: &actions)
      perform()
    }
  }

  private mutating func perform() {
    var index = 0
    while index < actions.count {
      perform(actions[index])
      index += 1
    }
    actions.removeAll(keepingCapacity: true)
  }

  private mutating func perform(_ action: BrokerAction) {
    switch action {
    case .sendRequest(let worker, let number, let client, let slot):
      if !sendRequest(worker, number, client, slot) {
        failures.append(.requestUnsent(to: worker, number: number))
      }
    case .sendPartial(let client, let service, let slot):
      if peers[client].clientDialect == .v02 { reply(to: client, .partial, service, slot) }
    case .sendFinal(let client, let service, let slot):
      reply(to: client, .final, service, slot)
    case .sendManagementReply(let client, let status, let slot):
      beginReply(to: client, .final)
      outgoing.append(sharing: slots[slot].frames, at: slots[slot].service)
      outgoing.append(status.text)
      send(to: client)
    case .sendRefusal(let client, let reason, let slot):
      guard let body = configuration.refusalBody(reason) else { return }
      beginReply(to: client, .final)
      outgoing.append(sharing: slots[slot].frames, at: slots[slot].service)
      outgoing.append(body)
      send(to: client)
    case .sendHeartbeat(let worker):
      beginCommand(to: worker, .heartbeat)
      send(to: worker)
    case .sendDisconnect(let worker):
      beginCommand(to: worker, .disconnect)
      send(to: worker)
    case .release(let slot): slots.release(slot)
    case .forget(let peer): peers.remove(peer)
    }
  }

  private mutating func sendRequest(_ worker: PeerID, _ number: UInt64, _ client: PeerID, _ slot: SlotID) -> Bool {
    let (role, userID) = (peers[client].role, peers[client].userID)
    ClientAddress.write(number: number, role: role, userID: userID, into: &peers[worker].address)
    peers[worker].number = number
    beginCommand(to: worker, .request)
    outgoing.append(peers[worker].address)
    outgoing.append("")
    let frames = slots[slot].frames
    for index in slots[slot].body..<frames.count { outgoing.append(sharing: frames, at: index) }
    return flush(to: worker)
  }

  private mutating func reply(to client: PeerID, _ command: ClientCommand, _ service: ServiceID, _ slot: SlotID) {
    beginReply(to: client, command)
    outgoing.append(machine.name(of: service))
    let frames = slots[slot].frames
    for index in slots[slot].body..<frames.count { outgoing.append(moving: frames, at: index) }
    sendReply(to: client)
  }

  private mutating func beginReply(to client: PeerID, _ command: ClientCommand) {
    let dialect = peers[client].clientDialect
    outgoing.append(peers[client].routingID)
    if dialect == .v01 { outgoing.append("") }
    outgoing.append(dialect.clientHeader)
    if dialect == .v02 { outgoing.append(command.rawValue) }
  }

  private mutating func beginCommand(to worker: PeerID, _ command: WorkerCommand) {
    let dialect = peers[worker].workerDialect
    outgoing.append(peers[worker].routingID)
    if dialect == .v01 { outgoing.append("") }
    outgoing.append(dialect.workerHeader)
    if let byte = command.byte(dialect) { outgoing.append(byte) }
  }

  private mutating func send(to peer: PeerID) {
    if !flush(to: peer) { failures.append(.unsent(to: peer)) }
  }

  /// Sends an answer to a client, unless its key was refused meanwhile; one whose role changed gets its last one.
  private mutating func sendReply(to client: PeerID) {
    if peers[client].standing == .refused {
      outgoing.removeAll()
    } else {
      send(to: client)
    }
    if peers[client].standing != .valid { failures.append(.unsent(to: client)) }
  }

  /// Sends what was put together; false when it did not leave.
  private mutating func flush(to peer: PeerID) -> Bool {
    do throws(ZeroMQError) {
      isUsed[peers[peer].endpoint] = true
      if try sockets[peers[peer].endpoint].send(outgoing) == .sent { return true }
    } catch {
      isTerminated = true
    }
    outgoing.removeAll()
    return false
  }
}
