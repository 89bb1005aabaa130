import Majordomo
import Randomness

/// The client's, the broker's and the workers' machines together, over a network with delays, while workers die and the
/// broker is restarted.
///
/// Requests may be worked on more than once (the client resends), but each ends once, with its own answer, and all are
/// answered, because each has more time than the faults last.
public struct NetworkSimulation: ~Copyable {
  /// What a run came to.
  public struct Outcome: Equatable, Sendable {
    /// The hash of everything that happened.
    public var history: UInt64
    public var answered: Int
    public var failed: Int
    /// Times that a worker worked on a request.
    public var worked: Int
    public var restarts: Int
    /// What did not hold; empty when all is well.
    public var violations: [String]
    /// The last that happened, when something did not hold.
    public var last: [String] = []
  }

  private enum Content: Equatable {
    case ask(body: Int)
    case ready
    case heartbeat
    case disconnect
    case request(number: UInt64, body: Int)
    case final(number: UInt64, body: Int)
  }

  /// A message on its way: `socket` is its end that is not the broker's.
  private struct Message {
    var at: Int64
    var socket: Int
    var isToBroker: Bool
    var content: Content
  }

  private struct Worker {
    var machine: WorkerMachine
    var socket: Int?
    var number: UInt64 = 0
    var body = 0
    /// When its handler will be done.
    var done: Int64?
  }

  private enum Owner {
    case client(ClientMachine.SocketID)
    case worker(Int)
    case nobody
  }

  private static let echo: StaticString = "echo"

  private var random: SeededRandom
  private var history = History()
  private var now: Int64 = 0
  private var broker: BrokerMachine
  private var client: ClientMachine
  private var workers: [Worker] = []
  /// Who has each socket; a socket's number is never used again.
  private var owners: [Owner] = []
  private var peers: [PeerID?] = []
  private var socketsByPeer: [Int] = []
  private var clientSockets: [Int?] = []
  private var bodies: [Int] = []
  private var arrived: Int?
  private var messages: [Message] = []
  private var lastArrival: [Int64] = []
  private var ends: [Int] = []
  private var outcome = Outcome(history: 0, answered: 0, failed: 0, worked: 0, restarts: 0, violations: [])

  public init(seed: UInt64) {
    random = SeededRandom(seed: seed)
    broker = Self.newBroker(at: 0)
    var rules = ClientRules()
    rules.firstTry = .seconds(3)
    rules.longestTry = .seconds(12)
    rules.maxSockets = 6
    rules.maxWaiting = 10_000
    client = ClientMachine(rules: rules, seed: seed)
    for number in 0..<4 {
      let machine = WorkerMachine(heartbeatInterval: .seconds(1), liveness: 4, seed: seed &+ UInt64(number))
      workers.append(Worker(machine: machine))
    }
  }

  /// Sends so many requests through the network while faults happen, then waits until all have ended.
  public mutating func run(requests: Int) -> Outcome {
    for worker in workers.indices { tell(worker, .start) }
    var sent = 0
    while sent < requests || ends.contains(0) {
      if sent < requests && chance(40) {
        ends.append(0)
        tell(.submit(sent, timeout: .seconds(100_000)))
        sent += 1
      }
      if sent < requests { fault() }
      pass()
      if now > 1_000_000 * 200_000 { break }
    }
    for (body, end) in ends.enumerated() where end != 1 { violate("request \(body) ended \(end) times") }
    outcome.history = history.hash
    if !outcome.violations.isEmpty { outcome.last = history.last }
    return outcome
  }

  private static func newBroker(at now: Int64) -> BrokerMachine {
    var rules = BrokerRules()
    rules.defaultPolicy.retry = .beforeReply
    return BrokerMachine(rules: rules, now: Instant(microseconds: now), seed: 0)
  }

  private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  private mutating func violate(_ sentence: String) { outcome.violations.append("at \(now): \(sentence)") }

  // MARK: Faults

  private mutating func fault() {
    switch Int.random(in: 0..<1000, using: &random) {
    case 0..<2: restartBroker()
    case 2..<8: killWorker(Int.random(in: 0..<workers.count, using: &random))
    default: break
    }
  }

  private mutating func restartBroker() {
    outcome.restarts += 1
    history.note(1)
    broker = Self.newBroker(at: now)
    messages.removeAll()
    for socket in peers.indices { peers[socket] = nil }
    socketsByPeer.removeAll()
    bodies.removeAll()
  }

  /// The worker's process dies without a word and is started again.
  private mutating func killWorker(_ worker: Int) {
    history.note(2, worker)
    if let socket = workers[worker].socket { owners[socket] = .nobody }
    let seed = random.next()
    workers[worker] = Worker(machine: WorkerMachine(heartbeatInterval: .seconds(1), liveness: 4, seed: seed))
    tell(worker, .start)
  }

  // MARK: Time

  /// Goes on to the next thing that happens: a message, a handler's end, or a timer.
  private mutating func pass() {
    now += Int64.random(in: 1...20_000, using: &random)
    while let index = messages.indices.min(by: { messages[$0].at < messages[$1].at }), messages[index].at <= now {
      deliver(messages.remove(at: index))
    }
    for worker in workers.indices {
      if let done = workers[worker].done, done <= now {
        workers[worker].done = nil
        tell(worker, .finished)
      }
      if let due = workers[worker].machine.nextDeadline?.microseconds, due <= now { tell(worker, .tick) }
    }
    if let due = client.nextDeadline?.microseconds, due <= now { tell(.tick) }
    if let due = broker.nextDeadline?.microseconds, due <= now { give(.tick) }
  }

  /// Messages of one connection keep their order, as on a stream.
  private mutating func send(_ content: Content, socket: Int, isToBroker: Bool) {
    let link = socket * 2 + (isToBroker ? 1 : 0)
    let at = max(lastArrival[link], now + Int64.random(in: 100...50_000, using: &random))
    lastArrival[link] = at + 1
    messages.append(Message(at: at, socket: socket, isToBroker: isToBroker, content: content))
  }

  private mutating func newSocket(_ owner: Owner) -> Int {
    owners.append(owner)
    peers.append(nil)
    lastArrival += [0, 0]
    return owners.count - 1
  }

  // MARK: Arrivals

  private mutating func deliver(_ message: Message) {
    history.note(3, Int(message.at), message.socket, message.isToBroker ? 1 : 0)
    if message.isToBroker {
      deliverToBroker(message)
      return
    }
    switch (owners[message.socket], message.content) {
    case (.client(let socket), .final(_, let body)):
      arrived = body
      tell(.final(socket))
    case (.worker(let worker), .request(let number, let body)):
      workers[worker].number = number
      workers[worker].body = body
      tell(worker, .request)
    case (.worker(let worker), .heartbeat): tell(worker, .heartbeat)
    case (.worker(let worker), .disconnect): tell(worker, .disconnect)
    default: break
    }
  }

  private mutating func deliverToBroker(_ message: Message) {
    let peer = peers[message.socket] ?? admit(message.socket)
    switch message.content {
    case .ask(let body):
      give(.request(from: peer, service: broker.service(named: Self.echo.bytes), slot: keep(body), bytes: 10))
    case .ready: give(.ready(from: peer, service: broker.service(named: Self.echo.bytes), isPermitted: true))
    case .heartbeat: give(.heartbeat(from: peer))
    case .disconnect: give(.disconnect(from: peer))
    case .final(let number, let body): give(.final(from: peer, number: number, slot: keep(body)))
    case .request: break
    }
  }

  private mutating func admit(_ socket: Int) -> PeerID {
    let peer = socketsByPeer.count
    socketsByPeer.append(socket)
    peers[socket] = peer
    _ = broker.admit(peer, role: .member, origin: nil, at: Instant(microseconds: now))
    return peer
  }

  private mutating func keep(_ body: Int) -> SlotID {
    bodies.append(body)
    return bodies.count - 1
  }

  // MARK: The machines

  private mutating func give(_ event: BrokerEvent) {
    history.note(event, at: now)
    var actions: [BrokerAction] = []
    broker.received(event, at: Instant(microseconds: now), into: &actions)
    for action in actions {
      history.note(action)
      switch action {
      case .sendRequest(let worker, let number, _, let slot):
        answer(worker, .request(number: number, body: bodies[slot]))
      case .sendFinal(let client, _, let slot): answer(client, .final(number: 0, body: bodies[slot]))
      case .sendHeartbeat(let worker): answer(worker, .heartbeat)
      case .sendDisconnect(let worker): answer(worker, .disconnect)
      case .forget(let peer): peers[socketsByPeer[peer]] = nil
      case .sendPartial, .sendManagementReply, .sendRefusal, .release: break
      }
    }
  }

  private mutating func answer(_ peer: PeerID, _ content: Content) {
    send(content, socket: socketsByPeer[peer], isToBroker: false)
  }

  private mutating func tell(_ event: ClientMachine.Event) {
    var actions: [ClientMachine.Action] = []
    client.received(event, at: Instant(microseconds: now), into: &actions)
    for action in actions {
      switch action {
      case .open(let id, _):
        while clientSockets.count <= id { clientSockets.append(nil) }
        clientSockets[id] = newSocket(.client(id))
      case .close(let id):
        if let socket = clientSockets[id] { owners[socket] = .nobody }
      case .send(let request, let id):
        if let socket = clientSockets[id] { send(.ask(body: request), socket: socket, isToBroker: true) }
      case .answer(let request, _):
        if arrived != request { violate("request \(request) got the answer of \(arrived ?? -1)") }
        ends[request] += 1
        outcome.answered += 1
      case .fail(let request, _):
        violate("request \(request) failed")
        ends[request] += 1
        outcome.failed += 1
      }
    }
  }

  private mutating func tell(_ worker: Int, _ event: WorkerMachine.Event) {
    var actions: [WorkerMachine.Action] = []
    workers[worker].machine.received(event, at: Instant(microseconds: now), into: &actions)
    for action in actions { perform(action, worker) }
  }

  private mutating func perform(_ action: WorkerMachine.Action, _ worker: Int) {
    switch action {
    case .open:
      let socket = newSocket(.worker(worker))
      workers[worker].socket = socket
      send(.ready, socket: socket, isToBroker: true)
    case .deliver:
      if workers[worker].done != nil { violate("worker \(worker) works on two requests") }
      outcome.worked += 1
      let longest: Int64 = chance(2) ? 10_000_000 : 100_000
      workers[worker].done = now + Int64.random(in: 1000...longest, using: &random)
    case .sendHeartbeat: sendFrom(worker, .heartbeat)
    case .sendFinal: sendFrom(worker, .final(number: workers[worker].number, body: workers[worker].body))
    case .sendDisconnect: sendFrom(worker, .disconnect)
    case .close:
      if let socket = workers[worker].socket { owners[socket] = .nobody }
      workers[worker].socket = nil
    case .dropAnswer: break
    }
  }

  private mutating func sendFrom(_ worker: Int, _ content: Content) {
    if let socket = workers[worker].socket { send(content, socket: socket, isToBroker: true) }
  }
}
