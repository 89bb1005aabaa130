import Majordomo
import ZeroMQ

/// The client's loop: it owns the sockets, tells the machine what comes in, and does what the machine says.
final class ClientLoop: Loop {
  struct Request: Sendable {
    let token: UInt64
    let service: String
    let frames: [[UInt8]]
    let timeout: Duration
    let continuation: CheckedContinuation<Result<[[UInt8]], ClientError>, Never>
  }

  enum Command: Sendable {
    case submit(Request)
    case cancel(UInt64)
    case close
  }

  private let context: Context
  private let brokers: [BrokerAddress]
  private let mailbox: Mailbox<Command>
  private let limit: Socket.Limit
  private var machine: ClientMachine
  private var actions: [ClientMachine.Action] = []
  private var requests: [Request?] = []
  private var freeRequests: [Int] = []
  private var requestsByToken: [UInt64: Int] = [:]
  private var sockets: [Socket?] = []
  /// The sockets that wait for an answer.
  private var busy: [Int] = []
  /// Sockets that something was sent on, and that must be asked for what came meanwhile before the next wait.
  private var used: [Int] = []
  private var watch: Watch?
  private var commands: [Command] = []
  private let incoming = Multipart()
  private let outgoing = Multipart()
  private var connectError: ZeroMQError?
  private var now = MonotonicClock.now
  private var isClosing = false

  init(context: Context, brokers: [BrokerAddress], rules: ClientRules, mailbox: Mailbox<Command>, maxBytes: Int) {
    self.context = context
    self.brokers = brokers
    self.mailbox = mailbox
    limit = Socket.Limit(frames: 64, bytes: maxBytes + 1024)
    machine = ClientMachine(rules: rules, seed: .random(in: 0 ... .max))
  }

  func start(_ watch: Watch) throws(ZeroMQError) {
    self.watch = watch
    try watch.add(mailbox.wakeup, key: 0)
  }

  func pause() -> Duration? {
    used.isEmpty && mailbox.maySleep()
      ? machine.nextDeadline.map { max($0.since(MonotonicClock.now), .zero) }
      : .zero
  }

  func turn(_ ready: [Int]) throws(ZeroMQError) -> Bool {
    now = MonotonicClock.now
    for key in ready { if key == 0 { mailbox.wakeup.clear() } else { try receive(key - 1) } }
    tell(.tick)
    mailbox.take(into: &commands)
    for command in commands { take(command) }
    while let socket = used.popLast() { try receive(socket) }
    return !isClosing
  }

  /// What is under way fails.
  func end() {
    mailbox.close(into: &commands)
    tell(.close)
    for case .submit(let request) in commands { request.continuation.resume(returning: .failure(.closed)) }
  }

  private func take(_ command: Command) {
    switch command {
    case .submit(let request):
      let id = freeRequests.popLast() ?? requests.count
      if id == requests.count { requests.append(nil) }
      requests[id] = request
      requestsByToken[request.token] = id
      tell(.submit(id, timeout: request.timeout))
    case .cancel(let token):
      guard let id = requestsByToken[token] else { return }
      tell(.cancel(id))
      finish(id, .failure(.cancelled))
    case .close:
      isClosing = true
    }
  }

  private func receive(_ id: Int) throws(ZeroMQError) {
    guard let socket = sockets[id], busy.contains(id) else { return }
    while try socket.receive(into: incoming, limit: limit) == .message {
      switch incoming.withFrames({ ClientInbound($0) }) {
      case .partial: tell(.partial(id))
      case .final:
        tell(.final(id))
        return
      case .malformed: break
      }
    }
  }

  private func tell(_ event: ClientMachine.Event) {
    machine.received(event, at: now, into: &actions)
    for action in actions { perform(action) }
    actions.removeAll(keepingCapacity: true)
  }

  private func perform(_ action: ClientMachine.Action) {
    switch action {
    case .open(let id, let endpoint):
      while sockets.count <= id { sockets.append(nil) }
      sockets[id] = open(brokers[endpoint], as: id)
    case .close(let id):
      if let socket = sockets[id] { try? watch?.remove(socket) }
      sockets[id]?.close()
      sockets[id] = nil
      stopWaiting(id)
    case .send(let request, let socket):
      send(request, socket)
    case .answer(let id, let socket):
      stopWaiting(socket)
      finish(id, .success((3..<incoming.count).map { frame in incoming.withBytes(at: frame) { [UInt8]($0) } }))
    case .fail(let id, let failure):
      finish(id, .failure(error(failure, requests[id]?.service ?? "")))
    }
  }

  private func open(_ broker: BrokerAddress, as id: Int) -> Socket? {
    do throws(ZeroMQError) {
      let socket = try broker.connect(context, linger: .zero)
      try watch?.add(socket, key: id + 1)
      connectError = nil
      return socket
    } catch {
      connectError = error
      return nil
    }
  }

  private func send(_ request: Int, _ id: Int) {
    guard let socket = sockets[id], let request = requests[request] else { return }
    // A broker that answered twice must not answer the next request by it.
    while let outcome = try? socket.receive(into: incoming, limit: limit), outcome != .nothing {}
    outgoing.removeAll()
    outgoing.append(Dialect.v02.clientHeader)
    outgoing.append(ClientCommand.request.rawValue)
    outgoing.append(Array(request.service.utf8))
    for frame in request.frames { outgoing.append(frame) }
    // What does not leave is as good as lost: the try ends by its time and the next one has a new socket.
    _ = try? socket.send(outgoing)
    busy.append(id)
    used.append(id)
  }

  private func stopWaiting(_ socket: Int) {
    guard let position = busy.firstIndex(of: socket) else { return }
    busy.remove(at: position)
  }

  private func finish(_ id: Int, _ result: Result<[[UInt8]], ClientError>) {
    guard let request = requests[id] else { return }
    requests[id] = nil
    requestsByToken[request.token] = nil
    freeRequests.append(id)
    request.continuation.resume(returning: result)
  }

  private func error(_ failure: ClientMachine.Failure, _ service: String) -> ClientError {
    switch failure {
    case .timedOut: connectError.map(ClientError.failed) ?? .timedOut(service: service)
    case .overloaded: .overloaded
    case .closed: .closed
    }
  }
}
