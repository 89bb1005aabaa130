import Majordomo
import ZeroMQ

/// The reader's thread: it owns the socket, tells the machine what comes in, and does what the machine says.
final class StreamReaderLoop {
  enum Command: Sendable {
    case taken(bytes: Int)
    case close
  }

  /// Messages taken before the timers and commands get their turn.
  private static let batch = 256
  /// How long a goodbye may go on leaving.
  private static let linger = Duration.milliseconds(200)
  private static let limit = Socket.Limit(frames: 8, bytes: StreamFrames.eventBytesMax + 1024)

  private let context: Context
  private let servers: [BrokerAddress]
  private let mailbox: Mailbox<Command>
  private let buffer: StreamBuffer
  private var machine: StreamReaderMachine
  private var socket: Socket?
  private let poller = Poller()
  private let incoming = Multipart()
  private var actions: [StreamReaderMachine.Action] = []
  private var isUnsent = false
  private var now = MonotonicClock.now
  private var failure: StreamReaderError?
  private var isClosing = false

  init(
    context: Context, servers: [BrokerAddress], wish: StreamWish, rules: StreamReaderRules, mailbox: Mailbox<Command>,
    buffer: StreamBuffer
  ) {
    self.context = context
    self.servers = servers
    self.mailbox = mailbox
    self.buffer = buffer
    machine = StreamReaderMachine(wish, rules: rules, seed: .random(in: 0 ... .max))
    poller.add(mailbox.wakeup)
  }

  /// Runs until it is closed, refused, or the context is shut down.
  func run() {
    var commands: [Command] = []
    tell(.start)
    do throws(ZeroMQError) {
      while failure == nil && !isClosing {
        try poller.wait(atMost: mailbox.maySleep() ? pause() : .zero)
        if poller.isReady(0) { mailbox.wakeup.clear() }
        now = MonotonicClock.now
        try receiveBatch()
        tell(.tick)
        mailbox.take(into: &commands)
        for command in commands { take(command) }
      }
    } catch {
      // The context was shut down: the sequence ends.
    }
    tell(.stop)
    mailbox.close(into: &commands)
    socket?.close()
    buffer.end(failure.map { .failure($0) } ?? .success(nil))
  }

  private func pause() -> Duration? { machine.nextDeadline.map { max($0.since(MonotonicClock.now), .zero) } }

  private func take(_ command: Command) {
    switch command {
    case .taken(let bytes): tell(.taken(bytes: bytes))
    case .close: isClosing = true
    }
  }

  private func receiveBatch() throws(ZeroMQError) {
    for _ in 0..<Self.batch {
      guard let socket else { return }
      switch try socket.receive(into: incoming, limit: Self.limit) {
      case .nothing: return
      case .oversized: tell(.message(.malformed(.frameCount(command: "EVENT")), bytes: 0))
      case .message:
        let reply = incoming.withFrames { StreamFrames.reply($0) }
        tell(.message(reply, bytes: incoming.withBytes(at: incoming.count - 1) { $0.count }))
      }
    }
  }

  private func tell(_ event: StreamReaderMachine.Event) {
    machine.received(event, at: now, into: &actions)
    perform()
    while isUnsent {
      isUnsent = false
      machine.received(.unsent, at: now, into: &actions)
      perform()
    }
  }

  private func perform() {
    for action in actions {
      switch action {
      case .open(let endpoint): open(servers[endpoint])
      case .close:
        poller.removeAll()
        poller.add(mailbox.wakeup)
        socket?.close()
        socket = nil
      case .send(let request):
        // What fails for another reason than a full queue fails again at the next poll, which ends the loop.
        if (try? socket?.send(StreamFrames.frames(request))) != .sent { isUnsent = true }
      case .begin(let log): buffer.push(.begin(log))
      case .deliver(let number):
        let bytes = incoming.withBytes(at: incoming.count - 1) { [UInt8]($0) }
        buffer.push(.event(number: number, bytes: bytes))
      case .progress(let number): buffer.push(.progress(number: number))
      case .reset(let log): buffer.push(.reset(log))
      case .fail(let detail): failure = .refused(detail)
      }
    }
    actions.removeAll(keepingCapacity: true)
  }

  private func open(_ server: BrokerAddress) {
    do throws(ZeroMQError) {
      let socket = try server.connect(context, linger: Self.linger)
      self.socket = socket
      poller.add(socket)
    } catch {
      // An address that can't be used now will not be usable later; a context that was shut down is no failure.
      if error.isTermination { isClosing = true } else { failure = .failed(error) }
    }
  }
}
