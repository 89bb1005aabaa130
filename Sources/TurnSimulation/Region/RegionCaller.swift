import Majordomo
import Titanic

/// Somebody's client: its machine, its sockets, and what it asks.
struct RegionCaller {
  var machine: ClientMachine
  /// The connection of each socket.
  var sockets: [Int?] = []
  var requests: [(service: RegionService, message: RegionMessage)?] = []
  /// The answer that has just come.
  var arrived: RegionMessage?

  init(seed: UInt64) {
    var rules = ClientRules()
    rules.firstTry = .seconds(5)
    rules.maxSockets = 2
    machine = ClientMachine(rules: rules, seed: seed)
  }

  /// One socket a try; a try that is not answered is the dispatcher's to repeat.
  init(dispatcher: DurableRules, seed: UInt64) {
    var rules = ClientRules()
    rules.firstTry = .milliseconds(dispatcher.patience * 2)
    rules.longestTry = rules.firstTry
    machine = ClientMachine(rules: rules, seed: seed)
  }
}

extension RegionSimulation {
  /// Asks a service; the number by which the caller knows the request.
  @discardableResult
  mutating func ask(
    caller: Int, _ service: RegionService, _ body: RegionBody, tag: Int, timeout: Duration
  ) -> ClientMachine.RequestID {
    let id = callers[caller].requests.firstIndex { $0 == nil } ?? callers[caller].requests.count
    if id == callers[caller].requests.count { callers[caller].requests.append(nil) }
    callers[caller].requests[id] = (service, RegionMessage(tag: tag, body: body))
    tell(caller: caller, .submit(id, timeout: timeout))
    return id
  }

  mutating func tell(caller: Int, _ event: ClientMachine.Event) {
    var actions: [ClientMachine.Action] = []
    callers[caller].machine.received(event, at: instant, into: &actions)
    for action in actions {
      switch action {
      case .open(let id, _):
        while callers[caller].sockets.count <= id { callers[caller].sockets.append(nil) }
        callers[caller].sockets[id] = network.open(.caller(caller, id))
      case .close(let id):
        if let socket = callers[caller].sockets[id] { network.close(socket) }
        callers[caller].sockets[id] = nil
      case .send(let request, let id):
        guard let socket = callers[caller].sockets[id], let (service, message) = callers[caller].requests[request]
        else {
          continue
        }
        send(.request(service, message), socket: socket, isToServer: true)
      case .answer(let request, _): end(caller: caller, request, callers[caller].arrived)
      case .fail(let request, _): end(caller: caller, request, nil)
      }
    }
  }

  /// - Parameter answer: nil when none came in time.
  private mutating func end(caller: Int, _ request: ClientMachine.RequestID, _ answer: RegionMessage?) {
    guard let (_, asked) = callers[caller].requests[request] else { return violate("caller \(caller) did not ask") }
    callers[caller].requests[request] = nil
    if let answer, answer.tag != asked.tag {
      violate("caller \(caller) asked \(asked.tag) and is told of \(answer.tag)")
    }
    if caller < Self.people {
      personHears(caller, answer?.body)
    } else if caller == dispatcherCaller {
      dispatcherHears(request, answer?.body)
    } else {
      workerHears(caller - Self.people, answer?.body)
    }
  }

  /// The process of a caller ends without a word.
  mutating func hangUp(caller: Int) {
    for socket in callers[caller].sockets { if let socket { network.close(socket) } }
    callers[caller] = RegionCaller(seed: random.next())
  }
}
