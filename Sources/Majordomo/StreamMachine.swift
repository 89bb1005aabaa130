/// Settings of a server of the event stream.
public struct StreamRules: Equatable, Sendable {
  /// How often each side shows that it lives.
  public var beat: Duration = .seconds(1)
  /// Beats of silence after which a subscription ends.
  public var liveness = 4
  /// How often the end of the log is looked up while somebody reads: other processes commit to it too.
  public var pollInterval: Duration = .milliseconds(100)
  public var maxSubscriptions = 1024
  /// Reads of the log at once.
  public var maxReads = 4
  /// Events of one read.
  public var maxPage = 64
  /// The most credit that a reader can have; what it gives beyond is not counted. Under the socket's own limit of 1000
  /// messages a peer, so that a reader that keeps to its credit never meets that.
  public var maxCreditEvents = 512
  public var maxCreditBytes = 4 << 20
  /// Bytes of all events on their way to readers. When they are reached, readers with more than their even share wait.
  public var maxBytesInFlight = 64 << 20

  public init() {}
}

/// What the server has to know of an event to decide who gets it.
public struct StreamEntry: Equatable, Sendable {
  public var number: Int64
  public var type: String
  public var subject: String
  /// Of its CloudEvent.
  public var bytes: Int

  public init(number: Int64, type: String, subject: String, bytes: Int) {
    (self.number, self.type, self.subject, self.bytes) = (number, type, subject, bytes)
  }
}

/// The server of the event stream without its sockets and its log: who reads what from where, with how much credit.
///
/// A reader costs a cursor, not a queue: its events are read when it has credit, and what does not fit then is read again
/// later. Readers that are at the same place near the end of the log share one read.
public struct StreamMachine: Sendable {
  /// A reader's small number, given by the runtime and free for another after `forget`.
  public typealias PeerID = Int
  public typealias ReadID = Int

  public enum Event: Equatable, Sendable {
    case message(PeerID, StreamRequest)
    /// What was sent to this peer did not leave: it is gone, or does not read.
    case unsent(PeerID)
    /// The answer to `lookUp`; nil: the log can't be read now.
    case log(StreamLog?)
    /// The answer to `read`, in the order of numbers; everything up to `upto` is covered.
    case page(ReadID, [StreamEntry], upto: Int64)
    case readFailed(ReadID)
    /// Time passed.
    case tick
    /// Take no new readers, bring the others to the end of the log as far as their credit goes, and say goodbye.
    case drain
    /// Say goodbye at once.
    case stop
  }

  public enum Action: Equatable, Sendable {
    case lookUp
    /// Read at most `limit` events above `after` of these subjects (empty: all).
    case read(ReadID, after: Int64, subjects: [String], limit: Int)
    /// Send the event at this position of the page just received.
    case sendEvent(PeerID, after: Int64, upto: Int64, entry: Int)
    case send(PeerID, StreamReply)
    /// The peer has no subscription; nothing is kept of it.
    case forget(PeerID)
  }

  private struct Subscription {
    var open: StreamOpen
    /// The look-up of the log that it waits for before it begins; 0: it has begun.
    var waitsFor: Int
    var cursor: Int64 = 0
    /// Credit left. Bytes may go below zero by one event, so that an event never is too large to be sent.
    var events: Int
    var bytes: Int
    /// Bytes sent and not yet given back as credit.
    var inFlight = 0
    var read: ReadID?
    var lastSent: Int64
    var lastHeard: Int64

    var hasCredit: Bool { events > 0 && bytes > 0 }
  }

  public let rules: StreamRules
  private let beat: Int64
  private let window: Int64
  private let poll: Int64
  private var subscriptions: [Subscription?] = []
  /// How many subscriptions there are.
  public private(set) var count = 0
  private var inFlight = 0
  /// Whose turn it is to be read for first.
  private var turn = 0
  private var reads: [(id: ReadID, peers: [PeerID])] = []
  private var lastRead = 0
  private var readAgainAt: Int64 = 0
  private var log: StreamLog?
  private var lookUps = 0
  private var isLookingUp = false
  private var lookUpAgainAt: Int64 = 0
  /// The look-up that tells how far readers are brought before the goodbye.
  private var drainsAfter: Int?

  private let sharesReads: Bool

  /// - Parameter sharesReads: whether all readers may see the same; otherwise each is read for alone.
  public init(rules: StreamRules = StreamRules(), sharesReads: Bool = true) {
    self.rules = rules
    self.sharesReads = sharesReads
    beat = max(rules.beat.wholeMicroseconds, 1000)
    window = beat * Int64(max(rules.liveness, 1))
    poll = max(rules.pollInterval.wholeMicroseconds, 1000)
  }

  /// Whom a read is for, one of several when they share it; nil when it is over.
  public func reader(of read: ReadID) -> PeerID? { reads.first { $0.id == read }?.peers.first }

  /// Nobody reads, and nothing is being read.
  public var isQuiet: Bool { count == 0 && reads.isEmpty && !isLookingUp }

  /// When the next `.tick` is wanted; nil: not before the next event.
  public var nextDeadline: Instant? {
    guard count > 0 else { return nil }
    var next = isLookingUp ? Int64.max : lookUpAgainAt
    for case let one? in subscriptions { next = min(next, one.lastSent + beat, one.lastHeard + window) }
    return Instant(microseconds: next)
  }

  /// Takes one event and appends what is to be done, in order.
  public mutating func received(_ event: Event, at time: Instant, into actions: inout [Action]) {
    let now = time.microseconds
    switch event {
    case .message(let peer, let request): message(peer, request, now, &actions)
    case .unsent(let peer): if self[peer] != nil { end(peer, &actions) }
    case .log(let found): looked(found, now, &actions)
    case .page(let read, let entries, let upto): page(read, entries, upto, now, &actions)
    case .readFailed(let read):
      forget(read)
      readAgainAt = now + poll
    case .tick: tick(now, &actions)
    case .drain:
      drainsAfter = lookUps + 1
      if !isLookingUp { lookUp(&actions) }
    case .stop:
      for peer in subscriptions.indices where self[peer] != nil { dismiss(peer, .close, &actions) }
    }
    startReads(now, &actions)
    dismissFinished(&actions)
  }

  private subscript(_ peer: PeerID) -> Subscription? {
    subscriptions.indices.contains(peer) ? subscriptions[peer] : nil
  }

  // MARK: Readers

  private mutating func message(_ peer: PeerID, _ request: StreamRequest, _ now: Int64, _ actions: inout [Action]) {
    switch request {
    case .open(let open): begin(peer, open, now, &actions)
    case .malformed(let fault):
      dismiss(peer, .reset(reset(.invalid, fault.description)), &actions)
    case .close: end(peer, &actions)
    case .beat, .credit:
      guard self[peer] != nil else {
        // It believes to have a subscription: it finds out now, not after four beats.
        dismiss(peer, .close, &actions)
        return
      }
      subscriptions[peer]?.lastHeard = now
      if case .credit(let events, let bytes) = request { credit(peer, events, bytes) }
    }
  }

  private mutating func begin(_ peer: PeerID, _ open: StreamOpen, _ now: Int64, _ actions: inout [Action]) {
    drop(peer)
    guard count < rules.maxSubscriptions, drainsAfter == nil else {
      dismiss(peer, .close, &actions)
      return
    }
    while subscriptions.count <= peer { subscriptions.append(nil) }
    // Only a look-up that begins now knows all that was committed before this message.
    subscriptions[peer] = Subscription(
      open: open, waitsFor: lookUps + 1, events: min(open.credit, rules.maxCreditEvents),
      bytes: min(open.bytes, rules.maxCreditBytes), lastSent: now, lastHeard: now)
    count += 1
    if !isLookingUp { lookUp(&actions) }
  }

  private mutating func credit(_ peer: PeerID, _ events: Int, _ bytes: Int) {
    guard var one = self[peer] else { return }
    one.events += min(events, rules.maxCreditEvents - one.events)
    one.bytes += min(bytes, rules.maxCreditBytes - one.bytes)
    let returned = min(bytes, one.inFlight)
    one.inFlight -= returned
    inFlight -= returned
    subscriptions[peer] = one
  }

  /// Ends a subscription with a last message.
  private mutating func dismiss(_ peer: PeerID, _ reply: StreamReply, _ actions: inout [Action]) {
    actions.append(.send(peer, reply))
    end(peer, &actions)
  }

  private mutating func end(_ peer: PeerID, _ actions: inout [Action]) {
    drop(peer)
    actions.append(.forget(peer))
  }

  private mutating func drop(_ peer: PeerID) {
    guard let one = self[peer] else { return }
    inFlight -= one.inFlight
    subscriptions[peer] = nil
    count -= 1
  }

  private func reset(_ reason: StreamReset.Reason, _ detail: String) -> StreamReset {
    StreamReset(reason, detail: detail, log: log ?? StreamLog(log: "", epoch: 0, last: 0))
  }

  private mutating func send(_ peer: PeerID, _ reply: StreamReply, _ now: Int64, _ actions: inout [Action]) {
    actions.append(.send(peer, reply))
    subscriptions[peer]?.lastSent = now
  }

  // MARK: The log

  private mutating func lookUp(_ actions: inout [Action]) {
    lookUps += 1
    isLookingUp = true
    actions.append(.lookUp)
  }

  private mutating func looked(_ found: StreamLog?, _ now: Int64, _ actions: inout [Action]) {
    guard isLookingUp else { return }
    isLookingUp = false
    lookUpAgainAt = now + poll
    if let found {
      let old = log
      log = found
      if let old, old.log != found.log || old.epoch != found.epoch || old.last > found.last { resetAll(&actions) }
      for peer in subscriptions.indices { start(peer, found, now, &actions) }
    }
    let isWaitedFor = subscriptions.contains { ($0?.waitsFor ?? 0) > lookUps } || (drainsAfter ?? 0) > lookUps
    if isWaitedFor { lookUp(&actions) }
  }

  private mutating func resetAll(_ actions: inout [Action]) {
    for peer in subscriptions.indices where self[peer]?.waitsFor == 0 {
      dismiss(peer, .reset(reset(.log, "The log was restored. Load the state anew.")), &actions)
    }
  }

  /// Begins to serve a reader that waited for this look-up.
  private mutating func start(_ peer: PeerID, _ log: StreamLog, _ now: Int64, _ actions: inout [Action]) {
    guard let one = self[peer], one.waitsFor > 0, one.waitsFor <= lookUps else { return }
    let open = one.open
    if open.log.map({ $0 != log.log }) ?? false || open.epoch.map({ $0 != log.epoch }) ?? false {
      dismiss(peer, .reset(reset(.log, "This is another log, or it was restored. Load the state anew.")), &actions)
    } else if let since = open.since, since > log.last {
      dismiss(peer, .reset(reset(.since, "The log ends at \(log.last). Load the state anew.")), &actions)
    } else {
      let cursor = open.since ?? log.last
      subscriptions[peer]?.cursor = cursor
      subscriptions[peer]?.waitsFor = 0
      send(peer, .progress(after: cursor, upto: cursor), now, &actions)
    }
  }

  // MARK: Reading

  private mutating func startReads(_ now: Int64, _ actions: inout [Action]) {
    guard let log, now >= readAgainAt, count > 0 else { return }
    let first = turn
    for offset in subscriptions.indices where reads.count < rules.maxReads {
      let peer = (first + offset) % subscriptions.count
      guard let one = self[peer], wants(one, log) else { continue }
      let isNearTheEnd = log.last - one.cursor <= Int64(rules.maxPage)
      let peers = sharesReads && isNearTheEnd ? companions(of: one, log) : [peer]
      lastRead += 1
      reads.append((lastRead, peers))
      for companion in peers { subscriptions[companion]?.read = lastRead }
      let credit = peers.reduce(0) { max($0, self[$1]?.events ?? 0) }
      actions.append(
        .read(
          lastRead, after: one.cursor, subjects: peers.count == 1 ? one.open.subjects : [],
          limit: min(max(credit, 16), rules.maxPage)))
      turn = peer + 1
    }
  }

  /// All that wait at the same place, the asker among them.
  private func companions(of one: Subscription, _ log: StreamLog) -> [PeerID] {
    subscriptions.indices.filter { peer in
      self[peer].map { $0.cursor == one.cursor && wants($0, log) } ?? false
    }
  }

  private func wants(_ one: Subscription, _ log: StreamLog) -> Bool {
    let share = rules.maxBytesInFlight / max(rules.maxSubscriptions, 1)
    return one.waitsFor == 0 && one.read == nil && one.cursor < log.last && one.hasCredit
      && (inFlight < rules.maxBytesInFlight || one.inFlight < share)
  }

  private mutating func page(
    _ id: ReadID, _ entries: [StreamEntry], _ upto: Int64, _ now: Int64, _ actions: inout [Action]
  ) {
    guard let read = reads.first(where: { $0.id == id }) else { return }
    for peer in read.peers where self[peer]?.read == id {
      // A log that covers nothing when it has more is asked again, but not in a circle.
      if upto <= self[peer]?.cursor ?? 0 { readAgainAt = now + poll }
      deliver(peer, entries, upto, now, &actions)
    }
    forget(id)
  }

  private mutating func deliver(
    _ peer: PeerID, _ entries: [StreamEntry], _ upto: Int64, _ now: Int64, _ actions: inout [Action]
  ) {
    guard var one = self[peer] else { return }
    defer { subscriptions[peer] = one }
    for (position, entry) in entries.enumerated() {
      guard entry.number > one.cursor, one.open.covers(type: entry.type, subject: entry.subject) else { continue }
      if !one.hasCredit { return }
      actions.append(.sendEvent(peer, after: one.cursor, upto: entry.number, entry: position))
      one.cursor = entry.number
      one.events -= 1
      one.bytes -= entry.bytes
      one.inFlight += entry.bytes
      inFlight += entry.bytes
      one.lastSent = now
    }
    if upto > one.cursor {
      actions.append(.send(peer, .progress(after: one.cursor, upto: upto)))
      one.cursor = upto
      one.lastSent = now
    }
  }

  private mutating func forget(_ id: ReadID) {
    guard let position = reads.firstIndex(where: { $0.id == id }) else { return }
    for peer in reads[position].peers where self[peer]?.read == id { subscriptions[peer]?.read = nil }
    reads.remove(at: position)
  }

  // MARK: Time

  private mutating func tick(_ now: Int64, _ actions: inout [Action]) {
    let isLate = nextDeadline.map { now - $0.microseconds > beat } ?? false
    for peer in subscriptions.indices {
      guard let one = self[peer] else { continue }
      // So late a call means that this process stood still: readers get a new chance to be heard.
      if isLate { subscriptions[peer]?.lastHeard = now }
      if !isLate && now - one.lastHeard >= window {
        dismiss(peer, .close, &actions)
      } else if now - one.lastSent >= beat {
        send(peer, beat(of: one), now, &actions)
      }
    }
    if count > 0 && !isLookingUp && now >= lookUpAgainAt { lookUp(&actions) }
  }

  /// A beat tells where the subscription stands: a reader that lost what was sent before it finds out although it has no
  /// credit for more.
  private func beat(of one: Subscription) -> StreamReply {
    one.waitsFor == 0 ? .progress(after: one.cursor, upto: one.cursor) : .beat
  }

  // MARK: The end

  /// While draining: says goodbye to those who have everything, or no credit for more.
  private mutating func dismissFinished(_ actions: inout [Action]) {
    guard let drainsAfter, drainsAfter <= lookUps, !isLookingUp else { return }
    for peer in subscriptions.indices {
      guard let one = self[peer], one.read == nil else { continue }
      let isFinished = one.waitsFor > 0 || one.cursor >= log?.last ?? 0 || !one.hasCredit
      if isFinished { dismiss(peer, .close, &actions) }
    }
  }
}
