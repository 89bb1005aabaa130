import Randomness

/// Settings of a client.
public struct ClientRules: Equatable, Sendable {
  /// How long the first try of a request waits for its answer; each further one twice as long, with jitter.
  public var firstTry: Duration = .seconds(5)
  /// The longest try.
  public var longestTry: Duration = .seconds(40)
  /// Sockets, and so requests under way at once.
  public var maxSockets = 64
  /// Requests that may wait for a socket.
  public var maxWaiting = 1024
  /// How many endpoints there are; a try without an answer moves on to the next.
  public var endpoints = 1

  public init() {}
}

/// Many requests over a pool of sockets, without the sockets.
///
/// One socket carries one request, so an answer can never be mistaken. A try without an answer closes its socket and sends
/// the same body again on a new one, until it is answered, cancelled or out of time.
public struct ClientMachine: Sendable {
  /// A request's small number, given by the runtime and free for another after `answer` or `fail`, or after `cancel`.
  public typealias RequestID = Int
  /// A socket's small number, given by `open` and free after `close`.
  public typealias SocketID = Int

  public enum Event: Equatable, Sendable {
    /// A new request that may take as long as `timeout`.
    case submit(RequestID, timeout: Duration)
    /// Nobody waits for it any more.
    case cancel(RequestID)
    case partial(SocketID)
    case final(SocketID)
    /// Time passed.
    case tick
    /// Fail everything and close all sockets.
    case close
  }

  public enum Action: Equatable, Sendable {
    /// Make a socket and connect it to the endpoint of this position in the list.
    case open(SocketID, endpoint: Int)
    case close(SocketID)
    case send(RequestID, SocketID)
    /// The message just received on this socket is the answer.
    case answer(RequestID, SocketID)
    case fail(RequestID, Failure)
  }

  public enum Failure: Equatable, Sendable {
    case timedOut
    case overloaded
    case closed
  }

  private static let none = -1

  private struct Request {
    var isOpen = false
    var socket = none
    var deadline: Int64 = 0
    var tryLength: Duration = .zero
    var previous = none
    var next = none
  }

  private struct Socket {
    var isOpen = false
    var request = none
  }

  public let rules: ClientRules
  private var requests: [Request] = []
  private var sockets: [Socket] = []
  private var idle: [SocketID] = []
  private var free: [SocketID] = []
  private var openSockets = 0
  private var firstWaiting = none
  private var lastWaiting = none
  /// Requests that wait for a socket.
  public private(set) var waiting = 0
  private var endpoint = 0
  private var timers = TimerOrder()
  private var random: SeededRandom
  private var isClosed = false

  /// - Parameter seed: of the jitter.
  public init(rules: ClientRules, seed: UInt64) {
    precondition(rules.endpoints > 0 && rules.maxSockets > 0, "a client needs an endpoint and a socket")
    self.rules = rules
    random = SeededRandom(seed: seed)
  }

  /// When the next `.tick` is wanted; nil: not before the next event.
  public var nextDeadline: Instant? { timers.earliest.map(Instant.init(microseconds:)) }

  /// Takes one event and appends what is to be done, in order.
  public mutating func received(_ event: Event, at time: Instant, into actions: inout [Action]) {
    let now = time.microseconds
    switch event {
    case .submit(let request, let timeout): submit(request, timeout, now, &actions)
    case .cancel(let request): cancel(request, now, &actions)
    case .partial(let socket): partial(socket, now)
    case .final(let socket): final(socket, now, &actions)
    case .tick:
      while let request = timers.popDue(at: now) { timeUp(request, now, &actions) }
    case .close: close(&actions)
    }
  }

  private mutating func submit(_ id: RequestID, _ timeout: Duration, _ now: Int64, _ actions: inout [Action]) {
    if isClosed {
      actions.append(.fail(id, .closed))
      return
    }
    let mayStart = !idle.isEmpty || openSockets < rules.maxSockets
    if !mayStart && waiting >= rules.maxWaiting {
      actions.append(.fail(id, .overloaded))
      return
    }
    while requests.count <= id { requests.append(Request()) }
    requests[id] = Request()
    requests[id].isOpen = true
    requests[id].deadline = now + timeout.wholeMicroseconds
    requests[id].tryLength = rules.firstTry
    if mayStart { start(id, now, &actions) } else { enqueue(id) }
  }

  /// Sends a request on an idle socket or a new one.
  private mutating func start(_ id: RequestID, _ now: Int64, _ actions: inout [Action]) {
    let socket = idle.popLast() ?? open(&actions)
    requests[id].socket = socket
    sockets[socket].request = id
    actions.append(.send(id, socket))
    startTimer(id, now)
  }

  private mutating func startTimer(_ id: RequestID, _ now: Int64) {
    timers.set(id, at: min(requests[id].deadline, now + requests[id].tryLength.wholeMicroseconds))
  }

  private mutating func open(_ actions: inout [Action]) -> SocketID {
    let socket: SocketID
    if let reused = free.popLast() {
      socket = reused
    } else {
      socket = sockets.count
      sockets.append(Socket())
    }
    sockets[socket] = Socket(isOpen: true)
    openSockets += 1
    actions.append(.open(socket, endpoint: endpoint))
    return socket
  }

  private mutating func close(_ socket: SocketID, _ actions: inout [Action]) {
    sockets[socket] = Socket()
    openSockets -= 1
    free.append(socket)
    actions.append(.close(socket))
  }

  private mutating func partial(_ socket: SocketID, _ now: Int64) {
    guard sockets.indices.contains(socket), sockets[socket].request != Self.none else { return }
    // The answer is under way, so this try goes on as long as the request may.
    startTimer(sockets[socket].request, now)
  }

  private mutating func final(_ socket: SocketID, _ now: Int64, _ actions: inout [Action]) {
    guard sockets.indices.contains(socket), sockets[socket].request != Self.none else { return }
    let id = sockets[socket].request
    actions.append(.answer(id, socket))
    forget(id)
    sockets[socket].request = Self.none
    idle.append(socket)
    startWaiting(now, &actions)
  }

  private mutating func timeUp(_ id: RequestID, _ now: Int64, _ actions: inout [Action]) {
    let socket = requests[id].socket
    if now >= requests[id].deadline {
      actions.append(.fail(id, .timedOut))
      cancel(id, now, &actions)
      return
    }
    // The endpoint did not answer: try the next, and let no other request meet a socket that may be as dead.
    endpoint = (endpoint + 1) % rules.endpoints
    while let other = idle.popLast() { close(other, &actions) }
    close(socket, &actions)
    requests[id].tryLength = min(random.spread(requests[id].tryLength * 2), rules.longestTry)
    start(id, now, &actions)
  }

  /// Ends a request; its socket closes, so that a late answer finds nobody.
  private mutating func cancel(_ id: RequestID, _ now: Int64, _ actions: inout [Action]) {
    guard requests.indices.contains(id), requests[id].isOpen else { return }
    let socket = requests[id].socket
    if socket == Self.none { dequeue(id) } else { close(socket, &actions) }
    forget(id)
    startWaiting(now, &actions)
  }

  private mutating func forget(_ id: RequestID) {
    timers.cancel(id)
    requests[id] = Request()
  }

  private mutating func startWaiting(_ now: Int64, _ actions: inout [Action]) {
    while firstWaiting != Self.none && (!idle.isEmpty || openSockets < rules.maxSockets) {
      let id = firstWaiting
      dequeue(id)
      start(id, now, &actions)
    }
  }

  private mutating func enqueue(_ id: RequestID) {
    requests[id].previous = lastWaiting
    if lastWaiting == Self.none { firstWaiting = id } else { requests[lastWaiting].next = id }
    lastWaiting = id
    waiting += 1
    timers.set(id, at: requests[id].deadline)
  }

  private mutating func dequeue(_ id: RequestID) {
    let (previous, next) = (requests[id].previous, requests[id].next)
    if previous == Self.none { firstWaiting = next } else { requests[previous].next = next }
    if next == Self.none { lastWaiting = previous } else { requests[next].previous = previous }
    requests[id].previous = Self.none
    requests[id].next = Self.none
    waiting -= 1
  }

  private mutating func close(_ actions: inout [Action]) {
    isClosed = true
    for id in requests.indices where requests[id].isOpen {
      actions.append(.fail(id, .closed))
      timers.cancel(id)
      requests[id] = Request()
    }
    firstWaiting = Self.none
    lastWaiting = Self.none
    waiting = 0
    idle.removeAll()
    for socket in sockets.indices where sockets[socket].isOpen { close(socket, &actions) }
  }
}
