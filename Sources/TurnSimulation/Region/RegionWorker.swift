import Companies
import Conversation
import Majordomo
import Titanic
import Vocabulary

/// A worker of one of the services: its process, its connection to the broker, and what it works on.
struct RegionWorker {
  let service: RegionService
  var machine: WorkerMachine
  var socket: Int?
  /// The request that it was given last.
  var number: UInt64 = 0
  var message: RegionMessage?
  /// When the next step of its work is done; nil: it waits for somebody else, or has nothing to do.
  var done: Int64?
  /// Its name at the store while it waits for a sync.
  var writer: Int?
  /// What Titanic is about to keep.
  var kept: DurableRequestID?
  /// The turn of an assistant.
  var turn: (machine: Conversation, action: Conversation.Action)?
  var reply: RegionMessage?

  init(_ service: RegionService, seed: UInt64) {
    self.service = service
    machine = WorkerMachine(heartbeatInterval: .seconds(1), liveness: 4, seed: seed)
  }
}

extension RegionSimulation {
  mutating func passTime(ofWorker worker: Int) {
    if let done = workers[worker].done, done <= now {
      workers[worker].done = nil
      work(worker)
    }
    if let due = workers[worker].machine.nextDeadline, due <= instant { tell(worker, .tick) }
  }

  mutating func restartWorker(_ worker: Int) {
    if let socket = workers[worker].socket { network.close(socket) }
    hangUp(caller: Self.people + worker)
    workers[worker] = RegionWorker(workers[worker].service, seed: random.next())
    tell(worker, .start)
  }

  mutating func tell(_ worker: Int, _ event: WorkerMachine.Event) {
    var actions: [WorkerMachine.Action] = []
    workers[worker].machine.received(event, at: instant, into: &actions)
    for action in actions {
      switch action {
      case .open:
        let socket = network.open(.worker(worker))
        workers[worker].socket = socket
        send(.ready(workers[worker].service), socket: socket, isToServer: true)
      case .close:
        if let socket = workers[worker].socket { network.close(socket) }
        workers[worker].socket = nil
      case .deliver: begin(worker)
      case .sendHeartbeat: sendFrom(worker, .heartbeat)
      case .sendDisconnect: sendFrom(worker, .disconnect)
      case .sendFinal:
        if let reply = workers[worker].reply { sendFrom(worker, .done(number: workers[worker].number, reply)) }
      case .dropAnswer: break
      }
    }
  }

  private mutating func sendFrom(_ worker: Int, _ content: RegionNetwork.Content) {
    if let socket = workers[worker].socket { send(content, socket: socket, isToServer: true) }
  }

  // MARK: Work

  private mutating func begin(_ worker: Int) {
    guard let message = workers[worker].message else { return violate("worker \(worker) has nothing to work on") }
    record.note(.works, worker, message.tag, at: now)
    if case .ask(let question) = message.body {
      let ask = Conversation.Ask(
        request: question.request, text: question.text, lang: .fi,
        deadline: Timestamp(milliseconds: date.milliseconds + 5000))
      var machine = Conversation(ask, guidance: guidance, render: { "\($1) \($2) \($0.text)" })
      let action = machine.begin(at: date)
      workers[worker].turn = (machine, action)
      go(worker, action)
    } else {
      wait(worker)
    }
  }

  /// The next step takes a while: mostly little, sometimes longer than anybody waits.
  private mutating func wait(_ worker: Int) {
    let longest: Int64 = !isCalm && draw(150) == 0 ? 8_000_000 : 40_000
    workers[worker].done = now + Int64.random(in: 500...longest, using: &random)
  }

  /// What the next step of a turn waits for: another service, or itself.
  private mutating func go(_ worker: Int, _ action: Conversation.Action) {
    let caller = Self.people + worker
    switch action {
    case .open(let request): ask(caller: caller, .company, .open(request), tag: newNumber(), timeout: .seconds(5))
    case .commit(let commit): ask(caller: caller, .company, .commit(commit), tag: newNumber(), timeout: .seconds(5))
    case .parse, .find, .cooperate, .finish: wait(worker)
    }
  }

  private mutating func work(_ worker: Int) {
    guard let message = workers[worker].message else { return }
    switch message.body {
    case .ask(let question): goOn(worker, question)
    case .open(let request): finish(worker, .opened(store.open(request, id: newNumber(), now: date)))
    case .commit(let commit):
      store.commit(commit, by: newWriter(worker))
      wrote()
    case .keep(let question):
      let request = DurableRequest(
        id: DurableRequestID(using: &random), owner: question.request.key.principal,
        person: question.request.key.principal.user, service: RegionService.assistant.name,
        body: [Array("\(question.person) \(question.number)".utf8)], at: date, rules: dispatcher.rules)
      workers[worker].kept = request.id
      store.keep(request, rules: dispatcher.rules, by: newWriter(worker))
      wrote()
    case .fetch(let id):
      let (status, frames) = store.durableRequest(id)?.status ?? (.unknown, [])
      finish(worker, .status(status, frames))
    case .answer, .opened, .committed, .kept, .status, .problem:
      violate("worker \(worker) is asked what is no question")
    }
  }

  private mutating func newWriter(_ worker: Int) -> Int {
    let writer = newNumber()
    workers[worker].writer = writer
    return writer
  }

  /// A step of a turn that needs nobody else is done.
  private mutating func goOn(_ worker: Int, _ question: Question) {
    guard let action = workers[worker].turn?.action else { return }
    switch action {
    case .parse(let text, _, _):
      let fails = !isCalm && draw(60) == 0
      let failure = Conversation.Failure(service: "intent", isRetryable: true, detail: "unreachable")
      tellTurn(worker, fails ? .failed(failure) : .parsed(question.parsed(text)))
    case .find: tellTurn(worker, .found(SimulatedContent.findings))
    case .cooperate:
      tellTurn(worker, .failed(Conversation.Failure(service: "cooperation", isRetryable: false, detail: "none here")))
    case .finish(.answered(let answer)): finish(worker, .answer(answer))
    case .finish(.refused(let refusal)):
      if refusal.isFinal { violate("\(question.text) is refused: \(refusal)") }
      finish(worker, .problem(workerLost: false))
    case .open, .commit: violate("worker \(worker) did not wait for the company")
    }
  }

  private mutating func tellTurn(_ worker: Int, _ event: Conversation.Event) {
    let date = date
    guard let action = workers[worker].turn?.machine.received(event, at: date) else { return }
    workers[worker].turn?.action = action
    go(worker, action)
  }

  /// The company's service replied to an assistant, or nobody did.
  mutating func workerHears(_ worker: Int, _ body: RegionBody?) {
    switch body {
    case .opened(let opening): tellTurn(worker, .opened(opening))
    case .committed(let reply):
      if reply == .conflict { outcome.conflicts += 1 }
      tellTurn(worker, .committed(reply))
    case .problem, nil:
      tellTurn(worker, .failed(Conversation.Failure(service: "company", isRetryable: true, detail: "unreachable")))
    default: violate("assistant \(worker) is told what the company does not say")
    }
  }

  /// What a worker wrote is on disk.
  mutating func workerWrote(_ worker: Int, _ reply: LossyStore.Reply) {
    switch reply {
    case .commit(let reply): finish(worker, .committed(reply))
    case .keep(.kept):
      if let id = workers[worker].kept { finish(worker, .kept(id)) }
    case .keep: finish(worker, .problem(workerLost: false))
    case .tell: violate("worker \(worker) told no news")
    }
  }

  mutating func finish(_ worker: Int, _ body: RegionBody) {
    guard let tag = workers[worker].message?.tag else { return }
    record.note(.replies, worker, tag, at: now)
    workers[worker].reply = RegionMessage(tag: tag, body: body)
    workers[worker].writer = nil
    workers[worker].turn = nil
    tell(worker, .finished)
  }
}

extension Conversation.Refusal {
  /// Whether asking again is of no use; none of these may happen to somebody who asks as we do.
  fileprivate var isFinal: Bool {
    switch self {
    case .idUsedOtherwise, .gone, .unknownConversation: true
    case .contended, .partFailed, .outOfTime: false
    }
  }
}
