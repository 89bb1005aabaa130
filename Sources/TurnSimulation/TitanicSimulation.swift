import Majordomo
import MajordomoSimulation
import Randomness
import Stores
import Titanic
import Vocabulary

/// Durable requests over a store that can lose what it has not synced: owners ask, fetch and close, two dispatchers send, workers
/// answer, die, are silent or too late, some requests kill every worker, dispatchers die, an operator decides, and the power is cut.
///
/// What must hold: what was told to be kept is there until its time is over; all that an owner fetches of a request is one
/// answer, of a worker that did it; a request is dead after three workers, never before, and is not sent then; there is no
/// more kept and under way than there may be; and when the faults end, every request comes to its end.
public struct TitanicSimulation {
  /// What a run came to.
  public struct Outcome: Equatable, Sendable {
    /// The hash of everything that happened.
    public var history: UInt64 = 0
    public var kept = 0
    public var refused = 0
    public var answered = 0
    public var dead = 0
    /// How often a request was done again that had been done before.
    public var repeated = 0
    public var powerCuts = 0
    /// What did not hold; empty when all is well.
    public var violations: [String] = []
    /// The last that happened, when something did not hold.
    public var last: [String] = []
  }

  /// What its owner knows of a request, and the simulation of its workers.
  private struct Known {
    let id: DurableRequestID
    let isPoison: Bool
    /// When it was kept, or an operator gave it a new life.
    var since: Timestamp
    var answer: [[UInt8]]?
    var isClosed = false
    var isDropped = false
    var done = 0
    var deaths = 0
  }

  /// A try at some worker.
  private struct Try {
    let request: DurableRequest
    let dispatcher: Int
    let ends: Timestamp
  }

  /// What is told when the sync is done.
  private enum Told {
    case kept(Int)
    case taken([DurableRequest], by: Int)
    case closed(Int)
    case ended(DurableRequestID, by: Int)
  }

  private static let services = ["crm", "mail", "tax"]
  private static let isPoison = 7

  private let rules: DurableRules
  private var random: SeededRandom
  private var written = StoreModel(log: "simulated")
  private var synced = StoreModel(log: "simulated")
  private var unsynced: [Told] = []
  private var dispatchers: [TriesUnderWay]
  private var tries: [Try] = []
  /// Every request that somebody tried to have kept, told or not.
  private var known: [Known] = []
  private var indices: [DurableRequestID: Int] = [:]
  private var isTold: [Bool] = []
  private var now = Timestamp(milliseconds: 1_795_420_800_000)
  private var history = History()
  private var outcome = Outcome()

  public init(seed: UInt64) {
    random = SeededRandom(seed: seed)
    var rules = DurableRules()
    rules.ownersMost = .init(count: 8, bytes: 4000)
    rules.most = .init(count: 20, bytes: 8000)
    rules.triesOfOneService = 2
    rules.triesInAll = 5
    self.rules = rules
    dispatchers = (0..<2).map { _ in TriesUnderWay(rules: rules) }
  }

  /// So many steps with faults, then as many without as it takes until every request came to its end.
  public mutating func run(steps: Int) -> Outcome {
    for _ in 0..<steps { step() }
    var left = 20_000
    while left > 0, synced.durableSummaries().contains(where: { [.waiting, .sent].contains($0.state) }) {
      calm()
      left -= 1
    }
    if left == 0 { violate("requests are left that nobody ends") }
    for index in known.indices { fetch(index) }
    outcome.history = history.hash
    if !outcome.violations.isEmpty { outcome.last = history.last }
    return outcome
  }

  // MARK: What happens

  private mutating func step() {
    now.milliseconds += Int64(draw(400))
    switch draw(100) {
    case 0..<12: ask()
    case 12..<30: round(draw(dispatchers.count))
    case 30..<52: end(fails: true)
    case 52..<66: sync()
    case 66..<84: if let index = recent() { fetch(index) }
    case 84..<90: if let index = recent() { close(index) }
    case 90..<92: kill(draw(dispatchers.count))
    case 92: cutPower()
    // All stand still, and one dispatcher may find that the other's time is over.
    case 93..<96: now.milliseconds += Int64(draw(40_000))
    case 96: if draw(6) == 0 { now.milliseconds += Int64(draw(40 * 3_600_000)) }
    case 97: operate()
    case 98: loseBroker(draw(dispatchers.count))
    default: break
    }
    checkBounds()
  }

  /// A step in which nothing fails.
  private mutating func calm() {
    now.milliseconds += 500
    round(0)
    sync()
    end(fails: false)
    sync()
    checkBounds()
  }

  private mutating func ask() {
    let owner = draw(3)
    let id = DurableRequestID(using: &random)
    let request = DurableRequest(
      id: id, owner: Principal(role: .member, user: "owner\(owner)"), person: "owner\(owner)",
      service: Self.services[draw(Self.services.count)], body: [Array(repeating: 1, count: draw(900))], at: now,
      rules: rules)
    guard written.keep(request, rules: rules) == .kept else {
      outcome.refused += 1
      return
    }
    indices[id] = known.count
    known.append(Known(id: id, isPoison: draw(Self.isPoison) == 0, since: now))
    isTold.append(false)
    unsynced.append(.kept(known.count - 1))
    history.note(1, owner, known.count)
  }

  /// One of the requests that were made lately; most others are closed.
  private mutating func recent() -> Int? { known.isEmpty ? nil : known.count - 1 - draw(min(known.count, 30)) }

  /// One round of a dispatcher, as `TitanicDispatcher` makes it.
  private mutating func round(_ index: Int) {
    let agenda = synced.agenda(at: now, limit: 100)
    let overdue = agenda.overdue.filter { !dispatchers[index].contains($0) }.map { DurableNews($0, .passTime) }
    _ = written.tell(overdue + dispatchers[index].holds(at: now), at: now, rules: rules)
    for service in dispatchers[index].turns(of: agenda.services) {
      let waiting = synced.durableRequests(
        waitingFor: service, at: now, limit: dispatchers[index].room(for: service))
      let news = waiting.filter { !dispatchers[index].contains($0.id) }.map { DurableNews($0.id, .send) }
      let taken = written.tell(news, at: now, rules: rules).filter { $0.state == .sent }
      for request in taken { dispatchers[index].begin(request) }
      if !taken.isEmpty { unsynced.append(.taken(taken, by: index)) }
      history.note(2, index, taken.count)
    }
  }

  /// One of the tries under way comes to its end.
  private mutating func end(fails: Bool) {
    guard !tries.isEmpty else { return }
    let ended = tries.remove(at: draw(tries.count))
    guard let index = indices[ended.request.id] else { return }
    let (id, number) = (ended.request.id, ended.request.tries)
    let kind = fails ? draw(10) : 9
    history.note(3, index, kind)
    let event: DurableRequest.Event
    if known[index].isPoison || kind == 0 {
      known[index].deaths += 1
      event = .loseWorker(try: number)
    } else if kind == 1 {
      event = .postpone(try: number, seconds: draw(20))
    } else if kind == 2 {
      event = .miss(try: number)
    } else {
      if known[index].done > 0 { outcome.repeated += 1 }
      known[index].done += 1
      // Done, but the answer comes to nobody.
      event = kind == 3 ? .miss(try: number) : .answer([Array("\(index) done \(known[index].done)".utf8)])
    }
    if case .miss = event { now = max(now, ended.ends) }
    for changed in written.tell([DurableNews(id, event)], at: now, rules: rules) where changed.state == .dead {
      outcome.dead += 1
      if known[index].deaths < rules.lossesMax { violate("request \(index) is dead before its workers are") }
    }
    unsynced.append(.ended(id, by: ended.dispatcher))
  }

  /// Brings all that is written to the disk, and tells those who wait for it.
  private mutating func sync() {
    history.note(4, unsynced.count)
    synced = written
    for told in unsynced {
      switch told {
      case .kept(let index):
        isTold[index] = true
        outcome.kept += 1
      case .taken(let requests, let dispatcher):
        for request in requests {
          tries.append(
            Try(
              request: request, dispatcher: dispatcher, ends: Timestamp(milliseconds: now.milliseconds + rules.patience)
            ))
        }
      case .closed(let index): known[index].isClosed = true
      case .ended(let id, let dispatcher): dispatchers[dispatcher].end(id)
      }
    }
    unsynced = []
  }

  /// An owner asks for its answer.
  private mutating func fetch(_ index: Int) {
    guard isTold[index] else { return }
    let request = known[index]
    let (status, frames) = synced.durableRequest(request.id)?.status ?? (.unknown, [])
    let age = now.milliseconds - request.since.milliseconds
    history.note(5, index, Int(age))
    switch status {
    case .pending:
      if request.answer != nil { violate("request \(index) was answered and is pending again") }
    case .done:
      if let before = request.answer, before != frames { violate("request \(index) has two answers") }
      if request.answer == nil { outcome.answered += 1 }
      if request.done == 0 { violate("request \(index) has an answer, and no worker did it") }
      known[index].answer = frames
    case .failed:
      if request.answer != nil { violate("request \(index) was answered and failed then") }
      if request.deaths < rules.lossesMax && age < rules.lifetime { violate("request \(index) failed before its time") }
    case .unknown:
      let isOver = age >= min(rules.answerKept, rules.failureKept)
      if !request.isClosed && !request.isDropped && !isOver { violate("request \(index) is lost") }
    }
  }

  private mutating func close(_ index: Int) {
    guard isTold[index], known[index].answer != nil || draw(4) == 0 else { return }
    // It is sent again until it is answered; before that it may be closed or not.
    known[index].isDropped = true
    _ = written.tell([DurableNews(known[index].id, .close)], at: now, rules: rules)
    unsynced.append(.closed(index))
    history.note(6, index)
  }

  /// A dispatcher dies; what its tries come to is heard by nobody.
  private mutating func kill(_ index: Int) {
    history.note(7, index)
    for lost in tries where lost.dispatcher == index {
      if let request = indices[lost.request.id], !known[request].isPoison, draw(2) == 0 { known[request].done += 1 }
    }
    tries.removeAll { $0.dispatcher == index }
    // What it wrote and was not told of is written all the same.
    unsynced.removeAll {
      switch $0 {
      case .taken(_, index), .ended(_, index): true
      default: false
      }
    }
    dispatchers[index] = TriesUnderWay(rules: rules)
  }

  /// What the broker had is gone, and its dispatcher knows that.
  private mutating func loseBroker(_ index: Int) {
    history.note(10, index)
    tries.removeAll { $0.dispatcher == index }
    unsynced.removeAll { if case .taken(_, index) = $0 { true } else { false } }
    _ = written.tell(dispatchers[index].giveUp(), at: now, rules: rules)
  }

  private mutating func operate() {
    let failed = synced.durableSummaries().filter { $0.state == .dead || $0.state == .expired }
    guard !failed.isEmpty, unsynced.isEmpty else { return }
    let chosen = failed[draw(failed.count)]
    guard let index = indices[chosen.id] else { return }
    let isRetry = draw(2) == 0
    history.note(8, index, isRetry ? 1 : 0)
    _ = written.tell([DurableNews(chosen.id, isRetry ? .retry : .drop)], at: now, rules: rules)
    synced = written
    if isRetry {
      known[index].since = now
      known[index].deaths = 0
    } else {
      known[index].isDropped = true
    }
  }

  private mutating func cutPower() {
    history.note(9)
    outcome.powerCuts += 1
    written = synced
    unsynced = []
    for index in dispatchers.indices { kill(index) }
  }

  // MARK: What must hold

  private mutating func checkBounds() {
    let kept = written.durableSummaries()
    if kept.count > rules.most.count { violate("\(kept.count) requests are kept") }
    for request in kept {
      let isWell = request.state == .dead ? request.losses == rules.lossesMax : request.losses <= rules.lossesMax
      let isOpen = request.state == .waiting || request.state == .sent
      if !isWell || isOpen && request.losses >= rules.lossesMax {
        violate("a request that is \(request.state) has lost \(request.losses) workers")
      }
    }
    for dispatcher in dispatchers where dispatcher.count > rules.triesInAll {
      violate("\(dispatcher.count) tries are under way at once")
    }
  }

  private mutating func draw(_ count: Int) -> Int { random.below(count) }

  private mutating func violate(_ sentence: String) { outcome.violations.append("at \(now.milliseconds): \(sentence)") }
}
