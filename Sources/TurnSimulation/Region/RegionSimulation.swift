import Companies
import Guidance
import Majordomo
import MajordomoSimulation
import Randomness
import Titanic
import Vocabulary

/// A region's server and those who use it, in one thread and from one seed: chats and durable requests of people, a broker,
/// assistants that call the company's service in their turns, Titanic and its dispatcher, the event stream and its readers, and
/// under them a store that can lose what it has not synced.
///
/// Everything that dies here dies in the middle of what it does: processes, connections, the disk, the power, the clock of
/// the host. What must hold after every event: an answer that reaches somebody is the one to what was asked there, it is on
/// disk, and it is the same however often it is asked for; what was told to be kept is there; a reader of the stream is shown
/// every event or told what it passes over; nothing grows beyond its limit. When the faults end, everything is answered,
/// every question stands in its talk once, and every reader is at the end of the log.
public struct RegionSimulation: ~Copyable {
  /// What a run came to.
  public struct Outcome: Equatable, Sendable {
    /// The hash of everything that happened.
    public var history: UInt64 = 0
    public var answered = 0
    /// Of these, answers that Titanic had kept.
    public var fetched = 0
    public var refused = 0
    public var conflicts = 0
    /// Requests that were sent a second time by somebody who has their bytes.
    public var replayed = 0
    public var brokerRestarts = 0
    public var connectionsLost = 0
    public var powerCuts = 0
    public var diskErrors = 0
    public var clockJumps = 0
    /// Events that readers of the stream got.
    public var seen = 0
    /// What did not hold; empty when all is well.
    public var violations: [String] = []
    /// The last that happened, a line each, when something did not hold.
    public var last: [String] = []
  }

  static let people = 6
  /// Those from here on have their questions kept by Titanic.
  static let firstDurable = 4
  static let assistants = 3

  let guidance = SimulatedContent.guidance()
  var random: SeededRandom
  var record = RegionRecord()
  var outcome = Outcome()
  /// Microseconds.
  var now: Int64 = 0
  var isCalm = false

  var network = RegionNetwork()
  var broker: BrokerMachine
  var brokerIsUpAt: Int64 = 0
  /// The socket of each of the broker's peers; nil: the number is free.
  var peerSockets: [Int?] = []
  /// Messages that the broker holds, by slot; nil: the slot is free.
  var slots: [RegionMessage?] = []

  var callers: [RegionCaller] = []
  var people: [RegionPerson]
  var workers: [RegionWorker] = []
  var dispatcher: RegionDispatcher
  var stream: RegionStream
  var store = LossyStore()
  var syncAt: Int64?
  var diskFailsUntil: Int64 = 0
  /// Makes every request's tag and every write's name; none is used twice.
  var lastNumber = 0
  var hasJoined = false

  public init(seed: UInt64) {
    random = SeededRandom(seed: seed)
    broker = Self.newBroker(at: 0)
    people = (0..<Self.people).map(RegionPerson.init)
    dispatcher = RegionDispatcher()
    stream = RegionStream(seed: seed)
    for service in [RegionService.company, .company, .titanic] + Array(repeating: .assistant, count: Self.assistants) {
      workers.append(RegionWorker(service, seed: random.next()))
    }
    // Of each person, of each worker, and of the dispatcher.
    for _ in 0..<Self.people + workers.count + 1 { callers.append(RegionCaller(seed: random.next())) }
    callers[dispatcherCaller] = RegionCaller(dispatcher: dispatcher.rules, seed: random.next())
  }

  /// So many steps with faults, then as many without as it takes until all is answered and seen.
  public mutating func run(steps: Int) -> Outcome {
    for worker in workers.indices { tell(worker, .start) }
    for reader in stream.readers.indices { tellReader(reader, .start) }
    for _ in 0..<steps where outcome.violations.isEmpty {
      fault()
      pass()
    }
    isCalm = true
    diskFailsUntil = 0
    for person in people.indices { people[person].asks.isPatient = false }
    var left = 60_000
    while outcome.violations.isEmpty && !isDone {
      if left == 0 { violate("something is left that nobody ends: \(whatIsLeft)") }
      left -= 1
      pass()
    }
    if outcome.violations.isEmpty { review() }
    outcome.history = record.history.hash
    if !outcome.violations.isEmpty { outcome.last = record.history.last }
    return outcome
  }

  static func newBroker(at now: Int64) -> BrokerMachine {
    var rules = BrokerRules()
    // Small, so that they are met.
    rules.maxPeers = 60
    rules.maxRequests = 24
    rules.maxRequestsPerClient = 4
    rules.clientIdle = .seconds(20)
    for service in RegionService.allCases {
      var policy = ServicePolicy()
      policy.retry = service == .titanic ? .never : .beforeReply
      policy.maxQueued = 4
      policy.maxGuestQueued = 2
      policy.deadline = .seconds(4)
      if service == .assistant { policy.maxGuestsAtWork = 1 }
      rules.policies[service.name] = policy
    }
    return BrokerMachine(rules: rules, now: Instant(microseconds: now), seed: 0)
  }

  var instant: Instant { Instant(microseconds: now) }
  /// A day in the calendar, some time after the start.
  var date: Timestamp { Timestamp(milliseconds: 1_795_420_800_000 + now / 1000) }
  var dispatcherCaller: Int { callers.count - 1 }

  mutating func newNumber() -> Int {
    lastNumber += 1
    return lastNumber
  }

  mutating func draw(_ count: Int) -> Int { random.below(count) }

  mutating func violate(_ sentence: String) { outcome.violations.append("at \(now) µs: \(sentence)") }

  // MARK: Time

  /// Goes on to what happens next: messages, work that is done, writes that are synced, timers.
  private mutating func pass() {
    now += Int64.random(in: 1...20_000, using: &random)
    if let due = syncAt, due <= now { sync() }
    while let message = network.next(before: now) { deliver(message) }
    for worker in workers.indices { passTime(ofWorker: worker) }
    for person in people.indices { passTime(ofPerson: person) }
    passTimeOfDispatcher()
    passTimeOfStream()
    for caller in callers.indices {
      if let due = callers[caller].machine.nextDeadline, due <= instant { tell(caller: caller, .tick) }
    }
    if isBrokerUp, let due = broker.nextDeadline, due <= instant { give(.tick) }
    checkBounds()
  }

  private mutating func checkBounds() {
    let held = slots.count { $0 != nil }
    let counters = broker.counters
    var broken: [String] = []
    func check(_ holds: Bool, _ sentence: @autoclosure () -> String) { if !holds { broken.append(sentence()) } }
    check(held == counters.queued + counters.inFlight, "the broker holds \(held) messages for \(counters)")
    check(held <= broker.rules.maxRequests, "the broker holds \(held) requests")
    check(counters.peers <= broker.rules.maxPeers, "the broker knows \(counters.peers) peers")
    check(dispatcher.underWay.count <= dispatcher.rules.triesInAll, "\(dispatcher.underWay.count) tries are under way")
    check(stream.server.count <= stream.server.rules.maxSubscriptions, "the stream has \(stream.server.count) readers")
    for sentence in broken { violate(sentence) }
  }

  // MARK: Faults

  private mutating func fault() {
    switch draw(1500) {
    case 0: restartBroker(after: Int64(draw(3_000_000)))
    case 1..<5: killWorker(draw(workers.count))
    case 5: killChat(draw(people.count))
    case 6: killDispatcher()
    case 7: if draw(3) == 0 { cutPower() }
    case 8:
      if draw(3) == 0 {
        record.note(.clockJumps, at: now)
        outcome.clockJumps += 1
        now += Int64(1_000_000 + draw(60_000_000))
      }
    case 9..<13: breakConnection()
    case 13: restartStream()
    case 14:
      record.note(.diskFails, at: now)
      diskFailsUntil = now + Int64(draw(2_000_000))
    case 15: join()
    default: break
    }
  }

  private mutating func killWorker(_ worker: Int) {
    record.note(.workerDies, worker, at: now)
    restartWorker(worker)
  }

  /// A chat is closed in the middle of its question, and asks it again when it is opened.
  private mutating func killChat(_ person: Int) {
    record.note(.chatDies, person, at: now)
    hangUp(caller: person)
    people[person].tag = nil
    people[person].asksAt = now + Int64(draw(2_000_000))
  }

  private mutating func killDispatcher() {
    record.note(.dispatcherDies, at: now)
    hangUp(caller: dispatcherCaller)
    callers[dispatcherCaller] = RegionCaller(dispatcher: dispatcher.rules, seed: random.next())
    dispatcher = RegionDispatcher()
  }

  /// The server's machine goes dark: all that runs there dies, and what was not synced is gone.
  private mutating func cutPower() {
    record.note(.powerCut, at: now)
    outcome.powerCuts += 1
    store.cutPower()
    syncAt = nil
    restartBroker(after: Int64(draw(5_000_000)))
    for worker in workers.indices { restartWorker(worker) }
    killDispatcher()
    restartStream()
  }

  /// The second person comes into the company of the first, once, in the middle of it all.
  private mutating func join() {
    guard !hasJoined, !store.hasUnsynced else { return }
    let code = InvitationCode(using: &random)
    hasJoined = store.join(people[1].asks.user, companyOf: people[0].asks.user, code: code, now: date)
    record.note(.joins, hasJoined ? 1 : 0, at: now)
  }

  // MARK: The disk

  /// A write waits for the sync, with all others that come until then.
  mutating func wrote() {
    if syncAt == nil { syncAt = now + Int64(draw(20) == 0 ? draw(1_500_000) : draw(12_000)) }
  }

  private mutating func sync() {
    syncAt = nil
    if now < diskFailsUntil {
      record.note(.syncFails, at: now)
      outcome.diskErrors += 1
      for writer in store.failToSync() { tellOfDiskError(writer) }
    } else {
      record.note(.syncs, at: now)
      for (writer, reply) in store.sync() { tell(writer: writer, reply) }
    }
  }

  private mutating func tell(writer: Int, _ reply: LossyStore.Reply) {
    if let worker = workers.firstIndex(where: { $0.writer == writer }) {
      workerWrote(worker, reply)
    } else {
      dispatcherWrote(writer)
    }
  }

  private mutating func tellOfDiskError(_ writer: Int) {
    if let worker = workers.firstIndex(where: { $0.writer == writer }) {
      finish(worker, .problem(workerLost: false))
    } else {
      dispatcherCouldNotWrite(writer)
    }
  }

  // MARK: The end

  private var isDone: Bool {
    !people.contains { $0.asks.isWaiting } && !store.hasUnsynced
      && !store.durableSummaries().contains { [.waiting, .sent].contains($0.state) }
      && stream.readers.indices.allSatisfy { stream.readers[$0].covered == store.lastEvent }
  }

  private var whatIsLeft: String {
    let waiting = people.filter { $0.asks.isWaiting }.map { $0.asks.user }
    let kept = store.durableSummaries().filter { [.waiting, .sent].contains($0.state) }.count
    return "\(waiting) wait, \(kept) durable requests are open, the log ends at \(store.lastEvent), readers are at "
      + "\(stream.readers.map { $0.covered ?? -1 })"
  }

  /// After all has ended.
  private mutating func review() {
    for person in people.map(\.asks) {
      for (number, answer) in person.answers.enumerated() where !store.isSynced(answer) {
        violate("the answer to question \(number) of \(person.user) is gone: \(answer)")
      }
      let asked = person.answers.indices.map { person.text(of: $0) }
      let kept = store.texts(of: person.user)
      if kept.sorted() != asked.sorted() {
        violate("\(person.user) asked \(asked.count) questions once, the store has \(kept.count) turns")
      }
    }
    for gap in store.gaps() { violate(gap) }
  }
}
