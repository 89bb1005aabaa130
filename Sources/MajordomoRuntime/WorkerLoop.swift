import Majordomo
import ZeroMQ

/// The workers' loop: it owns their sockets, tells their machines what comes in, and does what they say.
final class WorkerLoop: Loop {
  enum Command: Sendable {
    /// A step of a handler.
    case run(UnownedJob)
    case finished(worker: Int, [[UInt8]])
    case drain(deadline: Instant, CheckedContinuation<Void, Never>)
    case abort
  }

  private struct Worker {
    var machine: WorkerMachine
    let broker: BrokerAddress
    /// Tells of its broker, once for all that the pool has there.
    let isSpokesman: Bool
    var hasRegistered = false
    var socket: Socket?
    var address: [UInt8] = []
    var task: Task<Void, Never>?
  }

  /// The goodbye and the last answer may take this long to leave.
  private static let linger = Duration.milliseconds(500)

  private let context: Context
  private let service: [UInt8]
  private let mailbox: Mailbox<Command>
  private let executor: LoopExecutor
  private let onBrokerLost: @Sendable () -> Void
  private let handler: @Sendable (WorkerRequest) async -> [[UInt8]]
  private let limit: Socket.Limit
  private var workers: [Worker] = []
  private var watch: Watch?
  /// Workers whose sockets were used, and so must be asked for what came meanwhile before the next wait.
  private var used: [Int] = []
  private var commands: [Command] = []
  private let incoming = Multipart()
  private let outgoing = Multipart()
  private var actions: [WorkerMachine.Action] = []
  private var answer: [[UInt8]] = []
  private var now = MonotonicClock.now
  private var deadline: Instant?
  private var drained: [CheckedContinuation<Void, Never>] = []

  init(
    context: Context, brokers: [BrokerAddress], service: String, concurrency: Int, rules: WorkerRules,
    mailbox: Mailbox<Command>, onBrokerLost: @escaping @Sendable () -> Void,
    handler: @escaping @Sendable (WorkerRequest) async -> [[UInt8]]
  ) {
    self.context = context
    self.service = Array(service.utf8)
    self.mailbox = mailbox
    executor = LoopExecutor(mailbox: mailbox)
    self.onBrokerLost = onBrokerLost
    self.handler = handler
    limit = Socket.Limit(frames: 64, bytes: rules.maxBytes + 1024)
    for broker in brokers {
      for number in 0..<concurrency {
        let machine = WorkerMachine(
          heartbeatInterval: rules.heartbeatInterval, liveness: rules.liveness, seed: .random(in: 0 ... .max))
        workers.append(Worker(machine: machine, broker: broker, isSpokesman: number == 0))
      }
    }
  }

  func start(_ watch: Watch) throws(ZeroMQError) {
    self.watch = watch
    try watch.add(mailbox.wakeup, key: workers.count)
    for worker in workers.indices { tell(worker, .start) }
  }

  func turn(_ ready: [Int]) throws(ZeroMQError) -> Bool {
    now = MonotonicClock.now
    for key in ready { if key == workers.count { mailbox.wakeup.clear() } else { try receive(key) } }
    mailbox.take(into: &commands)
    for command in commands { take(command) }
    tick()
    while let worker = used.popLast() { try receive(worker) }
    return !isDone
  }

  private var isDone: Bool {
    guard let deadline else { return false }
    return now >= deadline || workers.allSatisfy { $0.machine.state == .ended }
  }

  func pause() -> Duration? {
    guard used.isEmpty, mailbox.maySleep() else { return .zero }
    var earliest = deadline
    for worker in workers {
      if let wanted = worker.machine.nextDeadline { earliest = min(wanted, earliest ?? wanted) }
    }
    return earliest.map { max($0.since(MonotonicClock.now), .zero) }
  }

  private func take(_ command: Command) {
    switch command {
    case .run(let job): job.runSynchronously(on: executor.asUnownedTaskExecutor())
    case .finished(let worker, let frames):
      workers[worker].task = nil
      answer = frames
      tell(worker, .finished)
    case .drain(let until, let done):
      deadline = until
      drained.append(done)
      for worker in workers.indices { tell(worker, .drain) }
    case .abort:
      deadline = now
    }
  }

  private func receive(_ worker: Int) throws(ZeroMQError) {
    // Without a bound of its own: a broker has at most one request and a few heartbeats for a worker.
    while let socket = workers[worker].socket {
      switch try socket.receive(into: incoming, limit: limit) {
      case .nothing: return
      case .oversized: tell(worker, .malformed)
      case .message: tell(worker, event(incoming.withFrames { WorkerInbound($0) }))
      }
    }
  }

  private func event(_ inbound: WorkerInbound) -> WorkerMachine.Event {
    switch inbound {
    case .request: .request
    case .heartbeat: .heartbeat
    case .disconnect: .disconnect
    case .malformed: .malformed
    }
  }

  private func tick() {
    for worker in workers.indices {
      if let due = workers[worker].machine.nextDeadline, due <= now { tell(worker, .tick) }
    }
  }

  private func tell(_ worker: Int, _ event: WorkerMachine.Event) {
    workers[worker].machine.received(event, at: now, into: &actions)
    for action in actions { perform(action, worker) }
    actions.removeAll(keepingCapacity: true)
  }

  private func perform(_ action: WorkerMachine.Action, _ worker: Int) {
    switch action {
    case .open:
      if workers[worker].hasRegistered && workers[worker].isSpokesman { onBrokerLost() }
      workers[worker].hasRegistered = true
      open(worker)
      begin(.ready)
      outgoing.append(service)
      send(worker)
    case .sendHeartbeat:
      begin(.heartbeat)
      send(worker)
    case .deliver: deliver(worker)
    case .sendFinal:
      begin(.final)
      outgoing.append(workers[worker].address)
      outgoing.append("")
      for frame in answer.isEmpty ? [[]] : answer { outgoing.append(frame) }
      send(worker)
    case .dropAnswer: answer = []
    case .sendDisconnect:
      begin(.disconnect)
      send(worker)
    case .close:
      if let socket = workers[worker].socket { try? watch?.remove(socket) }
      workers[worker].socket?.close()
      workers[worker].socket = nil
    }
  }

  /// An endpoint that cannot be connected is like one where nobody answers: the machine tries again later.
  private func open(_ worker: Int) {
    guard let socket = try? workers[worker].broker.connect(context, linger: Self.linger) else { return }
    try? watch?.add(socket, key: worker)
    workers[worker].socket = socket
  }

  private func deliver(_ worker: Int) {
    let address = incoming.withBytes(at: 2) { [UInt8]($0) }
    let frames = (4..<incoming.count).map { frame in incoming.withBytes(at: frame) { [UInt8]($0) } }
    workers[worker].address = address
    let request = WorkerRequest(frames: frames, client: ClientAddress(address))
    workers[worker].task = Task(executorPreference: executor) { [handler, mailbox] in
      let answer = await handler(request)
      mailbox.post(.finished(worker: worker, answer))
    }
  }

  private func begin(_ command: WorkerCommand) {
    outgoing.removeAll()
    outgoing.append(Dialect.v02.workerHeader)
    if let byte = command.byte(.v02) { outgoing.append(byte) }
  }

  private func send(_ worker: Int) {
    // What does not leave is as good as lost: silence makes both sides begin anew.
    _ = try? workers[worker].socket?.send(outgoing)
    used.append(worker)
  }

  func end() {
    for worker in workers.indices {
      workers[worker].task?.cancel()
      tell(worker, .abort)
    }
    mailbox.close(into: &commands)
    for command in commands {
      switch command {
      case .run(let job): executor.pass(job)
      case .drain(_, let done): done.resume()
      case .finished, .abort: break
      }
    }
    for done in drained { done.resume() }
  }
}
