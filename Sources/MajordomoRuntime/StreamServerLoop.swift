import Majordomo
import ZeroMQ

/// The stream server's thread: it uses the socket, tells the machine what came in, and does what the machine says.
final class StreamServerLoop {
  enum Command: Sendable {
    case log(StreamLog?)
    case page(StreamMachine.ReadID, StreamPage?)
    /// Say goodbye to everybody, until then, and end.
    case drain(deadline: Instant, CheckedContinuation<Void, Never>)
    case abort
    /// The table of keys changed.
    case reviewKeys
  }

  /// Messages taken before the timers and answers get their turn.
  private static let batch = 256

  private let socket: Socket
  private let identity: BrokerEndpoint.Identity
  private let limit: Socket.Limit
  private let source: StreamSource
  private let mailbox: Mailbox<Command>
  private var machine: StreamMachine
  /// The readers' numbers are those of their routing ids.
  private var peers = ByteTable(seed: .random(in: 0 ... .max))
  /// Who each of them is.
  private var principals: [StreamMachine.PeerID: Principal] = [:]
  private let poller = Poller()
  private let incoming = Multipart()
  private let outgoing = Multipart()
  /// The CloudEvents of the page just received, a frame each.
  private let page = Multipart(capacity: 64)
  private var actions: [StreamMachine.Action] = []
  private var unsent: [StreamMachine.PeerID] = []
  private var now = MonotonicClock.now
  private var deadline: Instant?
  private var finished: [CheckedContinuation<Void, Never>] = []
  private var isAborted = false

  init(
    socket: Socket, configuration: BrokerConfiguration, rules: StreamRules, source: StreamSource,
    mailbox: Mailbox<Command>
  ) {
    self.socket = socket
    self.source = source
    self.mailbox = mailbox
    limit = Socket.Limit(frames: configuration.maxFrames, bytes: configuration.maxMessageBytes)
    identity = configuration.endpoints[0].identity
    machine = StreamMachine(rules: rules, sharesReads: identity.isFixed)
    poller.add(mailbox.wakeup)
    poller.add(socket)
  }

  /// Runs until it is stopped or the context is shut down. Those who wait for the end are to be told after the socket
  /// is closed.
  func run() -> [CheckedContinuation<Void, Never>] {
    var commands: [Command] = []
    do throws(ZeroMQError) {
      while !isAborted {
        try poller.wait(atMost: mailbox.maySleep() ? pause() : .zero)
        if poller.isReady(0) { mailbox.wakeup.clear() }
        now = MonotonicClock.now
        if poller.isReady(1) { try receiveBatch() }
        tell(.tick)
        mailbox.take(into: &commands)
        for command in commands { take(command) }
        if let deadline, machine.isQuiet || now >= deadline { break }
      }
      tell(.stop)
    } catch {
      // The context was shut down; there is nobody left to say goodbye to.
    }
    mailbox.close(into: &commands)
    for case .drain(_, let done) in commands { finished.append(done) }
    return finished
  }

  private func pause() -> Duration? {
    let wanted = [machine.nextDeadline, deadline].compactMap { $0 }.min()
    return wanted.map { max($0.since(MonotonicClock.now), .zero) }
  }

  // MARK: In

  private func receiveBatch() throws(ZeroMQError) {
    for _ in 0..<Self.batch {
      let outcome = try socket.receive(into: incoming, limit: limit)
      if outcome == .nothing { return }
      guard incoming.count > 1, let peer = identify() else { continue }
      let request = incoming.withFrames { StreamFrames.request($0, from: 1) }
      tell(.message(peer, outcome == .message ? request : .malformed(.json("This message is too large."))))
    }
  }

  /// The reader that sent a message; nil when it is not served. A routing id proves nothing, so each message must be of
  /// the same key.
  private func identify() -> StreamMachine.PeerID? {
    guard let principal = identity.principal(of: incoming) else { return nil }
    let peer = incoming.withBytes(at: 0) { peers.find($0) ?? peers.insert($0) }
    if let known = principals[peer], known != principal { return nil }
    principals[peer] = principal
    return peer
  }

  private func reviewKeys() {
    guard case .curve(_, _, let role) = identity else { return }
    for (peer, principal) in principals where role(principal.userID) != principal.role { tell(.message(peer, .close)) }
  }

  private func take(_ command: Command) {
    switch command {
    case .log(let log): tell(.log(log))
    case .page(let read, nil): tell(.readFailed(read))
    case .page(let read, let found?):
      page.removeAll()
      for event in found.events { page.append(event.bytes) }
      let entries = found.events.map {
        StreamEntry(number: $0.number, type: $0.type, subject: $0.subject, bytes: $0.bytes.count)
      }
      tell(.page(read, entries, upto: found.upto))
    case .drain(let deadline, let done):
      self.deadline = min(self.deadline ?? deadline, deadline)
      finished.append(done)
      tell(.drain)
    case .abort: isAborted = true
    case .reviewKeys: reviewKeys()
    }
  }

  private func tell(_ event: StreamMachine.Event) {
    machine.received(event, at: now, into: &actions)
    perform()
    while let peer = unsent.popLast() {
      machine.received(.unsent(peer), at: now, into: &actions)
      perform()
    }
  }

  // MARK: Out

  private func perform() {
    for action in actions {
      switch action {
      case .lookUp:
        Task { [source, mailbox] in mailbox.post(.log(await source.last())) }
      case .read(let read, let after, let subjects, let limit):
        guard let reader = machine.reader(of: read).flatMap({ principals[$0] }) else {
          mailbox.post(.page(read, nil))
          continue
        }
        Task { [source, mailbox] in mailbox.post(.page(read, await source.read(reader, after, subjects, limit))) }
      case .sendEvent(let peer, let after, let upto, let entry):
        address(peer, .event(after: after, upto: upto))
        outgoing.append(sharing: page, at: entry)
        send(peer)
      case .send(let peer, let reply):
        address(peer, reply)
        send(peer)
      case .forget(let peer):
        peers.remove(peer)
        principals[peer] = nil
      }
    }
    actions.removeAll(keepingCapacity: true)
  }

  private func address(_ peer: StreamMachine.PeerID, _ reply: StreamReply) {
    outgoing.removeAll()
    outgoing.append(peers[peer])
    for frame in StreamFrames.frames(reply) { outgoing.append(frame) }
  }

  private func send(_ peer: StreamMachine.PeerID) {
    // What fails for another reason than the peer's fails again at the next poll, which ends the loop.
    if (try? socket.send(outgoing)) != .sent { unsent.append(peer) }
  }
}
