import Majordomo
import ZeroMQ

/// The workers' thread: it owns their sockets, tells their machines what comes in, and does what they say.
final class WorkerLoop {
  enum Command: Sendable {
    case finished(worker: Int, [[UInt8]])
    case drain(deadline: Instant, CheckedContinuation<Void, Never>)
    case abort
  }

  private struct Worker {
    var machine: WorkerMachine
    let broker: BrokerAddress
    var socket: Socket?
    var address: [UInt8] = []
    var task: Task<Void, Never>?
  }

  /// The goodbye and the last answer may take this long to leave.
  private static let linger = Duration.milliseconds(500)

  private let context: Context
  private let service: [UInt8]
  private let mailbox: Mailbox<Command>
  private let handler: @Sendable (WorkerRequest) async -> [[UInt8]]
  private let limit: Socket.Limit
  private var workers: [Worker] = []
  /// The workers with a socket, in the order of the poller.
  private var polled: [Int] = []
  private let poller = Poller()
  private var pollerIsCurrent = false
  private let incoming = Multipart()
  private let outgoing = Multipart()
  private var actions: [WorkerMachine.Action] = []
  private var answer: [[UInt8]] = []
  private var now = MonotonicClock.now
  private var deadline: Instant?
  private var drained: [CheckedContinuation<Void, Never>] = []

  init(
    context: Context, brokers: [BrokerAddress], service: String, concurrency: Int, rules: WorkerRules,
    mailbox: Mailbox<Command>, handler: @escaping @Sendable (WorkerRequest) async -> [[UInt8]]
  ) {
    self.context = context
    self.service = Array(service.utf8)
    self.mailbox = mailbox
    self.handler = handler
    limit = Socket.Limit(frames: 64, bytes: rules.maxBytes + 1024)
    for broker in brokers {
      for _ in 0..<concurrency {
        let machine = WorkerMachine(
          heartbeatInterval: rules.heartbeatInterval, liveness: rules.liveness, seed: .random(in: 0 ... .max))
        workers.append(Worker(machine: machine, broker: broker))
      }
    }
  }

  /// Runs until it is drained or the context is shut down.
  func run() {
    var commands: [Command] = []
    do throws(ZeroMQError) {
      for worker in workers.indices { tell(worker, .start) }
      while !isDone {
        refillPoller()
        try poller.wait(atMost: mailbox.maySleep() ? pause() : .zero)
        if poller.isReady(0) { mailbox.wakeup.clear() }
        now = MonotonicClock.now
        for (position, worker) in polled.enumerated() where poller.isReady(position + 1) { try receive(worker) }
        mailbox.take(into: &commands)
        for command in commands { take(command) }
        tick()
      }
    } catch {
      // The context was shut down: nobody is left to be answered.
    }
    end(&commands)
  }

  private var isDone: Bool {
    guard let deadline else { return false }
    return now >= deadline || workers.allSatisfy { $0.machine.state == .ended }
  }

  private func pause() -> Duration? {
    var earliest = deadline
    for worker in workers {
      if let wanted = worker.machine.nextDeadline { earliest = min(wanted, earliest ?? wanted) }
    }
    return earliest.map { max($0.since(MonotonicClock.now), .zero) }
  }

  private func refillPoller() {
    if pollerIsCurrent { return }
    pollerIsCurrent = true
    poller.removeAll()
    polled.removeAll(keepingCapacity: true)
    poller.add(mailbox.wakeup)
    for (index, worker) in workers.enumerated() {
      guard let socket = worker.socket else { continue }
      poller.add(socket)
      polled.append(index)
    }
  }

  private func take(_ command: Command) {
    switch command {
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
      // An endpoint that cannot be connected is like one where nobody answers: the machine tries again later.
      workers[worker].socket = try? workers[worker].broker.connect(context, linger: Self.linger)
      pollerIsCurrent = false
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
      workers[worker].socket?.close()
      workers[worker].socket = nil
      pollerIsCurrent = false
    }
  }

  private func deliver(_ worker: Int) {
    let address = incoming.withBytes(at: 2) { [UInt8]($0) }
    let frames = (4..<incoming.count).map { frame in incoming.withBytes(at: frame) { [UInt8]($0) } }
    workers[worker].address = address
    let request = WorkerRequest(frames: frames, client: ClientAddress(address))
    workers[worker].task = Task { [handler, mailbox] in
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
  }

  private func end(_ commands: inout [Command]) {
    for worker in workers.indices {
      workers[worker].task?.cancel()
      tell(worker, .abort)
    }
    mailbox.close(into: &commands)
    for case .drain(_, let done) in commands { done.resume() }
    for done in drained { done.resume() }
  }
}
