import Companies
import Majordomo
import Vocabulary

/// The event stream over the store, and those who follow it.
struct RegionStream {
  enum Work {
    case lookUp
    case read(StreamMachine.ReadID, after: Int64, subjects: [String], limit: Int)
  }

  struct Reader {
    var machine: StreamReaderMachine
    let subjects: [String]
    var socket: Int?
    /// Everything up to here was seen or passed over; nil: it has not begun.
    var covered: Int64?
    /// The bytes of events that it has not taken yet.
    var waiting: [Int] = []
    /// How many steps it takes for one event.
    let slowness: Int
  }

  static let eventBytes = 100

  var server = newServer()
  var work: [(at: Int64, work: Work)] = []
  /// The socket of each peer of the server.
  var peers: [Int?] = []
  var readers: [Reader] = []

  init(seed: UInt64) {
    // All, one talk, and somebody slow.
    for (number, subjects) in [[], ["talk-of-user0"], []].enumerated() {
      var rules = StreamReaderRules()
      rules.credit = 4 + number
      readers.append(
        Reader(
          machine: StreamReaderMachine(
            StreamWish(since: 0, subjects: subjects), rules: rules, seed: seed &+ UInt64(number)),
          subjects: subjects, slowness: number == 2 ? 60 : 1))
    }
  }

  static func newServer() -> StreamMachine {
    var rules = StreamRules()
    rules.maxPage = 8
    rules.maxSubscriptions = 8
    return StreamMachine(rules: rules)
  }
}

extension RegionSimulation {
  mutating func passTimeOfStream() {
    let due = stream.work.filter { $0.at <= now }
    stream.work.removeAll { $0.at <= now }
    for (_, work) in due { finish(work) }
    if let due = stream.server.nextDeadline, due <= instant { tellStream(.tick) }
    for reader in stream.readers.indices {
      if let due = stream.readers[reader].machine.nextDeadline, due <= instant { tellReader(reader, .tick) }
      if !stream.readers[reader].waiting.isEmpty && (isCalm || draw(stream.readers[reader].slowness) == 0) {
        tellReader(reader, .taken(bytes: stream.readers[reader].waiting.removeFirst()))
      }
    }
  }

  mutating func restartStream() {
    record.note(.streamRestarts, at: now)
    stream.server = RegionStream.newServer()
    stream.work = []
    stream.peers = []
    network.lose { $0.owner.isReader }
    for reader in stream.readers { if let socket = reader.socket { network[socket].peer = nil } }
  }

  mutating func streamPeer(of socket: Int) -> Int {
    if let peer = network[socket].peer { return peer }
    let peer = stream.peers.firstIndex(of: nil) ?? stream.peers.count
    if peer == stream.peers.count { stream.peers.append(socket) } else { stream.peers[peer] = socket }
    network[socket].peer = peer
    return peer
  }

  // MARK: The server

  mutating func tellStream(_ event: StreamMachine.Event) {
    var actions: [StreamMachine.Action] = []
    stream.server.received(event, at: instant, into: &actions)
    for action in actions {
      switch action {
      case .lookUp: begin(.lookUp)
      case .read(let id, let after, let subjects, let limit):
        begin(.read(id, after: after, subjects: subjects, limit: limit))
      case .sendEvent(let peer, let after, let upto, _):
        tellPeer(peer, .event(after: after, upto: upto), bytes: RegionStream.eventBytes)
      case .send(let peer, let reply): tellPeer(peer, reply, bytes: 0)
      case .forget(let peer):
        if let socket = stream.peers[peer], network[socket].peer == peer { network[socket].peer = nil }
        stream.peers[peer] = nil
      }
    }
  }

  private mutating func tellPeer(_ peer: Int, _ reply: StreamReply, bytes: Int) {
    guard let socket = stream.peers[peer], network[socket].peer == peer else { return }
    record.note(.streamTells, socket, at: now)
    send(.stream(reply, bytes: bytes), socket: socket, isToServer: false)
  }

  private mutating func begin(_ work: RegionStream.Work) {
    stream.work.append((now + Int64.random(in: 500...60_000, using: &random), work))
  }

  private mutating func finish(_ work: RegionStream.Work) {
    let fails = !isCalm && draw(50) == 0
    switch work {
    case .lookUp: tellStream(.log(fails ? nil : StreamLog(log: "simulated", epoch: 1, last: store.lastEvent)))
    case .read(let id, _, _, _) where fails: tellStream(.readFailed(id))
    case .read(let id, let after, let subjects, let limit):
      let page = store.events(after: after, subjects: subjects, limit: limit)
      let entries = page.events.map {
        StreamEntry(
          number: $0.number, type: $0.event.type, subject: $0.event.subject, bytes: RegionStream.eventBytes)
      }
      tellStream(.page(id, entries, upto: page.upto))
    }
  }

  // MARK: The readers

  mutating func tellReader(_ reader: Int, _ event: StreamReaderMachine.Event) {
    var actions: [StreamReaderMachine.Action] = []
    stream.readers[reader].machine.received(event, at: instant, into: &actions)
    for action in actions {
      switch action {
      case .open: stream.readers[reader].socket = network.open(.reader(reader))
      case .close:
        if let socket = stream.readers[reader].socket { network.close(socket) }
        stream.readers[reader].socket = nil
      case .send(let request):
        if let socket = stream.readers[reader].socket { send(.subscribe(request), socket: socket, isToServer: true) }
      case .begin: if stream.readers[reader].covered == nil { stream.readers[reader].covered = 0 }
      case .deliver(let number):
        if nextVisible(to: reader) != number {
          violate(
            "reader \(reader) at \(covered(reader)) got \(number), not \(String(describing: nextVisible(to: reader)))")
        }
        record.note(.readerGets, reader, Int(number), at: now)
        outcome.seen += 1
        stream.readers[reader].covered = number
        stream.readers[reader].waiting.append(RegionStream.eventBytes)
      case .progress(let number):
        if let next = nextVisible(to: reader), next <= number {
          violate("reader \(reader) at \(covered(reader)) passed over \(next), up to \(number)")
        }
        stream.readers[reader].covered = max(covered(reader), number)
      case .reset: violate("reader \(reader) is told to begin anew, and nothing was restored")
      case .fail(let detail): violate("reader \(reader) is refused: \(detail)")
      }
    }
  }

  private func covered(_ reader: Int) -> Int64 { stream.readers[reader].covered ?? 0 }

  /// The next event that this reader must see. What it was shown is on disk: nothing of that is ever taken back.
  private func nextVisible(to reader: Int) -> Int64? {
    store.events(after: covered(reader), subjects: stream.readers[reader].subjects, limit: 1).events.first?.number
  }
}
