import Companies
import Majordomo
import Titanic
import Vocabulary

/// The services of a region that somebody asks over the queue.
enum RegionService: Int, CaseIterable {
  case company, titanic, assistant

  var name: String {
    switch self {
    case .company: "company"
    case .titanic: "titanic.request"
    case .assistant: "assistant"
    }
  }
}

/// What a request or an answer says.
enum RegionBody {
  case ask(Question)
  case open(Request)
  case commit(Commit)
  case keep(Question)
  case fetch(DurableRequestID)

  case answer(String)
  case opened(Opening)
  case committed(CommitOutcome)
  case kept(DurableRequestID)
  case status(TitanicStatus, [[UInt8]])
  /// It may be asked again.
  case problem(workerLost: Bool)
}

/// A body and the request that it belongs to.
struct RegionMessage {
  /// Made once for each request, whoever sends it how often.
  var tag: Int
  var body: RegionBody
}

/// Connections, and what is on its way on them. A connection keeps the order of its messages, as a stream does, and loses all
/// of them when it breaks.
struct RegionNetwork {
  /// The end of a connection that is not the broker's or the stream's.
  enum Owner {
    case caller(Int, ClientMachine.SocketID)
    case worker(Int)
    case reader(Int)
    /// Somebody who has the bytes of a request and sends them again.
    case replayer(Question, tag: Int)
    case nobody
  }

  enum Content {
    case request(RegionService, RegionMessage)
    case reply(RegionMessage)
    case ready(RegionService)
    case work(number: UInt64, RegionMessage)
    case done(number: UInt64, RegionMessage)
    case heartbeat
    case disconnect
    case subscribe(StreamRequest)
    case stream(StreamReply, bytes: Int)
  }

  struct Sent {
    var at: Int64
    var socket: Int
    var isToServer: Bool
    var content: Content
  }

  struct Connection {
    var owner: Owner
    /// The number by which the server knows it; nil: it has not heard of it yet.
    var peer: Int?
    /// When the last message of each way arrives.
    var last: (toServer: Int64, fromServer: Int64) = (0, 0)
  }

  /// A socket's number is never used again.
  private(set) var connections: [Connection] = []
  private var sent: [Sent] = []

  subscript(_ socket: Int) -> Connection {
    get { connections[socket] }
    set { connections[socket] = newValue }
  }

  mutating func open(_ owner: Owner) -> Int {
    connections.append(Connection(owner: owner))
    return connections.count - 1
  }

  mutating func close(_ socket: Int) { connections[socket].owner = .nobody }

  mutating func send(_ content: Content, socket: Int, isToServer: Bool, now: Int64, delay: Int64) {
    let last = isToServer ? connections[socket].last.toServer : connections[socket].last.fromServer
    let at = max(last, now + delay)
    if isToServer { connections[socket].last.toServer = at + 1 } else { connections[socket].last.fromServer = at + 1 }
    sent.append(Sent(at: at, socket: socket, isToServer: isToServer, content: content))
  }

  /// The earliest that has arrived.
  mutating func next(before now: Int64) -> Sent? {
    guard let index = sent.indices.min(by: { sent[$0].at < sent[$1].at }), sent[index].at <= now else { return nil }
    return sent.remove(at: index)
  }

  /// What is on its way there is lost.
  mutating func lose(where isLost: (Connection) -> Bool) {
    sent.removeAll { isLost(connections[$0.socket]) }
  }

  /// What is on its way on this connection is lost, and the server meets the socket as a new peer.
  mutating func breakOff(_ socket: Int) {
    sent.removeAll { $0.socket == socket }
    connections[socket].peer = nil
  }
}

extension RegionNetwork.Owner {
  var isReader: Bool { if case .reader = self { true } else { false } }
  var isNobody: Bool { if case .nobody = self { true } else { false } }
}

// MARK: The broker

extension RegionSimulation {
  var isBrokerUp: Bool { now >= brokerIsUpAt }

  mutating func send(_ content: RegionNetwork.Content, socket: Int, isToServer: Bool) {
    let delay = Int64.random(in: 100...30_000, using: &random)
    network.send(content, socket: socket, isToServer: isToServer, now: now, delay: delay)
  }

  mutating func deliver(_ sent: RegionNetwork.Sent) {
    record.note(.arrives, sent.socket, sent.isToServer ? 1 : 0, at: now)
    switch (sent.content, network[sent.socket].owner) {
    case (.subscribe(let request), _): tellStream(.message(streamPeer(of: sent.socket), request))
    case (_, let owner) where !sent.isToServer: deliver(sent.content, to: owner, sent.socket)
    default: deliverToBroker(sent)
    }
  }

  private mutating func deliver(_ content: RegionNetwork.Content, to owner: RegionNetwork.Owner, _ socket: Int) {
    switch (content, owner) {
    case (.reply(let message), .caller(let caller, let id)):
      callers[caller].arrived = message
      tell(caller: caller, .final(id))
    case (.reply(let message), .replayer(let question, let tag)):
      if message.tag != tag { violate("who replays \(tag) is told of \(message.tag)") }
      if case .answer(let answer) = message.body { compare(answer, to: question) }
    case (.work(let number, let message), .worker(let worker)):
      workers[worker].number = number
      workers[worker].message = message
      tell(worker, .request)
    case (.heartbeat, .worker(let worker)): tell(worker, .heartbeat)
    case (.disconnect, .worker(let worker)): tell(worker, .disconnect)
    case (.stream(let reply, let bytes), .reader(let reader)): tellReader(reader, .message(reply, bytes: bytes))
    default: record.note(.lost, socket, at: now)
    }
  }

  private mutating func deliverToBroker(_ sent: RegionNetwork.Sent) {
    guard let peer = network[sent.socket].peer ?? admit(sent.socket) else { return }
    switch sent.content {
    case .request(let service, let message):
      give(.request(from: peer, service: reference(service), slot: keep(message), bytes: 10))
    case .ready(let service): give(.ready(from: peer, service: reference(service), isPermitted: true))
    case .heartbeat: give(.heartbeat(from: peer))
    case .disconnect: give(.disconnect(from: peer))
    case .done(let number, let message): give(.final(from: peer, number: number, slot: keep(message)))
    case .work, .reply, .subscribe, .stream: break
    }
  }

  private mutating func reference(_ service: RegionService) -> ServiceReference {
    Array(service.name.utf8).withUnsafeBytes { broker.service(named: $0) }
  }

  /// Nil when the broker has as many peers as it may.
  private mutating func admit(_ socket: Int) -> PeerID? {
    guard isBrokerUp else { return nil }
    let peer = peerSockets.firstIndex(of: nil) ?? peerSockets.count
    // Every third person has no key that is known.
    let isGuest =
      if case .caller(let caller, _) = network[socket].owner { caller < Self.people && caller % 3 == 2 } else { false }
    guard broker.admit(peer, role: isGuest ? .guest : .member, origin: nil, at: instant) else { return nil }
    if peer == peerSockets.count { peerSockets.append(socket) } else { peerSockets[peer] = socket }
    network[socket].peer = peer
    return peer
  }

  private mutating func keep(_ message: RegionMessage) -> SlotID {
    if let free = slots.firstIndex(where: { $0 == nil }) {
      slots[free] = message
      return free
    }
    slots.append(message)
    return slots.count - 1
  }

  mutating func give(_ event: BrokerEvent) {
    var events = [event]
    while !events.isEmpty {
      var actions: [BrokerAction] = []
      broker.received(events.removeFirst(), at: instant, into: &actions)
      record.note(.event, actions.count, at: now)
      for action in actions { if let failure = perform(action) { events.append(failure) } }
    }
  }

  /// Does what the broker wants; what it is to be told when that did not work.
  private mutating func perform(_ action: BrokerAction) -> BrokerEvent? {
    switch action {
    case .sendRequest(let worker, let number, _, let slot):
      guard let message = slots[slot] else { return nil }
      return reach(worker, .work(number: number, message)) ? nil : .requestUnsent(to: worker, number: number)
    case .sendFinal(let client, _, let slot):
      guard let message = slots[slot] else { return nil }
      return reach(client, .reply(message)) ? nil : .unsent(to: client)
    case .sendRefusal(let client, let reason, let slot):
      guard let tag = slots[slot]?.tag else { return nil }
      let problem = RegionMessage(tag: tag, body: .problem(workerLost: reason == .workerLost))
      return reach(client, .reply(problem)) ? nil : .unsent(to: client)
    case .sendHeartbeat(let worker): return reach(worker, .heartbeat) ? nil : .unsent(to: worker)
    case .sendDisconnect(let worker): return reach(worker, .disconnect) ? nil : .unsent(to: worker)
    case .release(let slot):
      if slots[slot] == nil { violate("slot \(slot) is released twice") }
      slots[slot] = nil
      return nil
    case .forget(let peer):
      if let socket = peerSockets[peer], network[socket].peer == peer { network[socket].peer = nil }
      peerSockets[peer] = nil
      return nil
    case .sendPartial, .sendManagementReply: return nil
    }
  }

  /// False when the queue of the peer is full, or it is known to be gone.
  private mutating func reach(_ peer: PeerID, _ content: RegionNetwork.Content) -> Bool {
    guard let socket = peerSockets[peer] else { return false }
    let isConnected = network[socket].peer == peer
    let isGone = network[socket].owner.isNobody && draw(2) == 0
    if isGone || !isCalm && draw(1000) == 0 { return false }
    if isConnected { send(content, socket: socket, isToServer: false) }
    return true
  }

  // MARK: Faults of the network

  mutating func restartBroker(after pause: Int64) {
    record.note(.brokerRestarts, at: now)
    outcome.brokerRestarts += 1
    broker = Self.newBroker(at: now)
    brokerIsUpAt = now + pause
    slots = []
    peerSockets = []
    network.lose { !$0.owner.isReader }
    for socket in network.connections.indices where !network[socket].owner.isReader { network[socket].peer = nil }
  }

  /// One of the last connections that were made breaks, and both ends go on.
  mutating func breakConnection() {
    guard !network.connections.isEmpty else { return }
    let socket = network.connections.count - 1 - draw(min(network.connections.count, 24))
    record.note(.connectionBreaks, socket, at: now)
    outcome.connectionsLost += 1
    network.breakOff(socket)
  }

  /// Somebody sends the bytes of a question again, by a connection of its own.
  mutating func replay(_ question: Question, tag: Int) {
    record.note(.replays, question.person, question.number, at: now)
    outcome.replayed += 1
    let socket = network.open(.replayer(question, tag: tag))
    let delay = Int64.random(in: 0...20_000_000, using: &random)
    network.send(
      .request(.assistant, RegionMessage(tag: tag, body: .ask(question))), socket: socket, isToServer: true, now: now,
      delay: delay)
  }
}
