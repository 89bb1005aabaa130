import Majordomo
import Randomness

/// A log that grows, a server over it, readers that follow, and a network between that breaks: all in one thread and
/// with one seed. It checks each thing that a reader is told against the log.
public struct StreamSimulation {
  private struct Connection {
    var reader: Int
    var isAlive = true
    /// With the step at which each arrives.
    var toServer: [(step: Int, request: StreamRequest)] = []
    var toReader: [(step: Int, reply: StreamReply, bytes: Int)] = []
  }

  private struct Reader {
    var machine: StreamReaderMachine
    var wish: StreamWish
    var connection: Int?
    /// How likely it takes an event in a step: a slow reader is one in a hundred.
    var haste: Double
    var waiting: [Int] = []
    /// Everything up to here was seen or passed over; nil: it has not begun.
    var covered: Int64?
    var seen = 0
    var isFollowing = false
  }

  private enum Work {
    case lookUp
    case read(Int, after: Int64, subjects: [String], limit: Int)
  }

  private var random: SeededRandom
  private var step = 0
  private var log: [StreamEntry] = []
  private var epoch: Int64 = 1
  private var server: StreamMachine
  private var work: [(step: Int, work: Work)] = []
  private var connections: [Connection] = []
  private var readers: [Reader] = []
  /// The connection of each of the server's peers.
  private var peers: [Int?] = []
  private var isCalm = false
  /// What did not hold; empty when all is well.
  public private(set) var violations: [String] = []
  /// Times that a reader was told to load the state anew.
  public private(set) var resets = 0
  /// Sockets that readers opened.
  public private(set) var reconnects = 0
  /// Events that readers got.
  public var seen: Int { readers.reduce(0) { $0 + $1.seen } }

  private static let types = ["eu.a.talk.turn.v1", "eu.a.talk.turn.v10", "eu.a.talker.said.v1", "eu.b.desk.opened.v1"]
  private static let stepLength = Duration.milliseconds(10)

  /// A world that this seed decides in whole.
  public init(seed: UInt64) {
    random = SeededRandom(seed: seed)
    var rules = StreamRules()
    rules.maxPage = 8
    rules.maxBytesInFlight = 20_000
    rules.maxSubscriptions = 16
    server = StreamMachine(rules: rules)
    for _ in 0..<8 { readers.append(makeReader()) }
  }

  /// Runs in trouble, then in calm, and checks at the end that everybody has everything.
  public mutating func run(steps: Int) {
    for reader in readers.indices { tell(reader, .start) }
    for _ in 0..<steps { turn() }
    isCalm = true
    for reader in readers.indices { readers[reader].haste = 1 }
    var patience = 20_000
    while patience > 0 && !readers.indices.allSatisfy(hasEverything) {
      patience -= 1
      turn()
    }
    for (number, reader) in readers.enumerated() {
      if !hasEverything(number) {
        violations.append("reader \(number) stands at \(String(describing: reader.covered)) of \(log.count)")
      }
    }
  }

  private func hasEverything(_ reader: Int) -> Bool {
    readers[reader].isFollowing && readers[reader].covered == Int64(log.count)
  }

  private var now: Instant { Instant(microseconds: Int64(step) * 10_000) }

  private mutating func chance(_ probability: Double) -> Bool { Double.random(in: 0..<1, using: &random) < probability }

  private mutating func makeReader() -> Reader {
    let topics = [[], ["eu.a.talk."], ["eu.a.talk.turn.v1", "eu.b."]].randomElement(using: &random) ?? []
    let subjects = [[], [], ["t0"], ["t1", "t2"]].randomElement(using: &random) ?? []
    let wish = StreamWish(since: chance(0.5) ? 0 : nil, topics: topics, subjects: subjects)
    var rules = StreamReaderRules()
    rules.credit = Int.random(in: 2...12, using: &random)
    rules.bytes = Int.random(in: 200...5000, using: &random)
    return Reader(
      machine: StreamReaderMachine(wish, rules: rules, seed: random.next()), wish: wish,
      haste: [0.01, 0.2, 1].randomElement(using: &random) ?? 1)
  }

  private mutating func turn() {
    step += 1
    if !isCalm { disturb() }
    if chance(isCalm ? 0 : 0.1) { commit() }
    carry()
    finishWork()
    if let due = server.nextDeadline, due <= now { tellServer(.tick) }
    for reader in readers.indices {
      if let due = readers[reader].machine.nextDeadline, due <= now { tell(reader, .tick) }
      if !readers[reader].waiting.isEmpty, chance(readers[reader].haste) {
        tell(reader, .taken(bytes: readers[reader].waiting.removeFirst()))
      }
    }
  }

  private mutating func commit() {
    for _ in 0..<Int.random(in: 1...20, using: &random) {
      log.append(
        StreamEntry(
          number: Int64(log.count) + 1, type: Self.types.randomElement(using: &random) ?? "",
          subject: "t\(Int.random(in: 0...3, using: &random))", bytes: Int.random(in: 1...900, using: &random)))
    }
  }

  private mutating func disturb() {
    if chance(0.002) { restartServer() }
    if step % 3000 == 1500 {
      // A restored log may be shorter, and it is another life.
      log.removeLast(Int.random(in: 0...log.count, using: &random))
      epoch += 1
      restartServer()
    }
    for id in current where chance(0.001) { connections[id].isAlive = false }
  }

  private mutating func restartServer() {
    server = StreamMachine(rules: server.rules)
    work.removeAll()
    peers.removeAll()
    // The sockets of the readers find the new server; what was under way is lost.
    for id in current { (connections[id].toServer, connections[id].toReader) = ([], []) }
  }

  // MARK: The network

  /// The connections of the sockets that are open.
  private var current: [Int] { readers.compactMap(\.connection) }

  private mutating func carry() {
    for id in current where connections[id].isAlive {
      while let first = connections[id].toServer.first, first.step <= step {
        connections[id].toServer.removeFirst()
        tellServer(.message(peer(of: id), first.request))
      }
      while let first = connections[id].toReader.first, first.step <= step {
        connections[id].toReader.removeFirst()
        let reader = connections[id].reader
        if readers[reader].connection == id { tell(reader, .message(first.reply, bytes: first.bytes)) }
      }
    }
  }

  private mutating func peer(of connection: Int) -> Int {
    if let known = peers.firstIndex(of: connection) { return known }
    if let free = peers.firstIndex(of: nil) {
      peers[free] = connection
      return free
    }
    peers.append(connection)
    return peers.count - 1
  }

  private mutating func arrival(after last: Int?) -> Int {
    max(step + Int.random(in: 0...3, using: &random), last ?? 0)
  }

  private mutating func sendToReader(_ peer: Int, _ reply: StreamReply, bytes: Int = 0) {
    guard let id = peers[peer], connections[id].isAlive else { return }
    if !isCalm && chance(0.002) { return }
    let step = arrival(after: connections[id].toReader.last?.step)
    connections[id].toReader.append((step, reply, bytes))
  }

  // MARK: The server

  private mutating func tellServer(_ event: StreamMachine.Event, page: [StreamEntry] = []) {
    var actions: [StreamMachine.Action] = []
    server.received(event, at: now, into: &actions)
    for action in actions {
      switch action {
      case .lookUp: work.append((step + Int.random(in: 0...5, using: &random), .lookUp))
      case .read(let id, let after, let subjects, let limit):
        let read = Work.read(id, after: after, subjects: subjects, limit: limit)
        work.append((step + Int.random(in: 0...5, using: &random), read))
      case .sendEvent(let peer, let after, let upto, let entry):
        sendToReader(peer, .event(after: after, upto: upto), bytes: page[entry].bytes)
      case .send(let peer, let reply): sendToReader(peer, reply)
      case .forget(let peer): peers[peer] = nil
      }
    }
  }

  private mutating func finishWork() {
    let due = work.filter { $0.step <= step }
    work.removeAll { $0.step <= step }
    for (_, work) in due {
      let fails = !isCalm && chance(0.02)
      switch work {
      case .lookUp: tellServer(.log(fails ? nil : StreamLog(log: "l", epoch: epoch, last: Int64(log.count))))
      case .read(let id, let after, let subjects, let limit):
        let found = Array(
          log.dropFirst(Int(after)).lazy.filter { subjects.isEmpty || subjects.contains($0.subject) }.prefix(limit))
        let upto = found.count == limit ? found.last?.number ?? after : Int64(log.count)
        tellServer(fails ? .readFailed(id) : .page(id, found, upto: upto), page: found)
      }
    }
  }

  // MARK: The readers

  private mutating func tell(_ reader: Int, _ event: StreamReaderMachine.Event) {
    var actions: [StreamReaderMachine.Action] = []
    readers[reader].machine.received(event, at: now, into: &actions)
    for action in actions {
      switch action {
      case .open:
        connections.append(Connection(reader: reader))
        readers[reader].connection = connections.count - 1
        reconnects += 1
      case .close: readers[reader].connection = nil
      case .send(let request):
        guard let id = readers[reader].connection, connections[id].isAlive else { continue }
        let step = arrival(after: connections[id].toServer.last?.step)
        connections[id].toServer.append((step, request))
      case .begin(let log):
        readers[reader].isFollowing = true
        readers[reader].covered = readers[reader].wish.since ?? log.last
      case .deliver(let number):
        guard case .message(_, let bytes) = event else { continue }
        if nextVisible(reader) != number {
          violate(reader, "got \(number), not \(String(describing: nextVisible(reader)))")
        }
        readers[reader].covered = number
        readers[reader].seen += 1
        readers[reader].waiting.append(bytes)
      case .progress(let number):
        if let next = nextVisible(reader), next <= number { violate(reader, "passed over \(next) up to \(number)") }
        readers[reader].covered = number
      case .reset(let log):
        readers[reader].covered = log.last
        resets += 1
      case .fail(let detail): violate(reader, detail)
      }
    }
  }

  private mutating func violate(_ reader: Int, _ what: String) {
    violations.append("step \(step), reader \(reader) at \(String(describing: readers[reader].covered)): \(what)")
  }

  /// The next number that this reader must see. Said here in other words than the server's.
  private func nextVisible(_ reader: Int) -> Int64? {
    let wish = readers[reader].wish
    guard let covered = readers[reader].covered else { return nil }
    return log.dropFirst(Int(covered)).first { entry in
      let isTopic = wish.topics.contains { topic in
        topic.hasSuffix(".") ? entry.type.hasPrefix(topic) : entry.type == topic
      }
      return (wish.topics.isEmpty || isTopic)
        && (wish.subjects.isEmpty || wish.subjects.contains(entry.subject))
    }?.number
  }
}
