import Majordomo
import Titanic
import Vocabulary

/// Titanic's dispatcher: what it has sent, and what it waits for at the store.
struct RegionDispatcher {
  let rules: DurableRules
  var underWay: TriesUnderWay
  var nextRound: Int64 = 0
  /// Requests that it took and may send when that is on disk, by the name of the write.
  var taken: [(writer: Int, requests: [DurableRequest])] = []
  /// What was sent, by the caller's number.
  var sent: [DurableRequest?] = []

  init() {
    var rules = DurableRules()
    rules.patience = 20_000
    rules.triesOfOneService = 3
    rules.longestPause = 10_000
    self.rules = rules
    underWay = TriesUnderWay(rules: rules)
  }
}

extension RegionSimulation {
  /// One round, as `TitanicDispatcher` makes it.
  mutating func passTimeOfDispatcher() {
    guard dispatcher.nextRound <= now else { return }
    dispatcher.nextRound = now + 500_000
    let agenda = store.agenda(at: date)
    let overdue = agenda.overdue.filter { !dispatcher.underWay.contains($0) }.map { DurableNews($0, .passTime) }
    let news = overdue + dispatcher.underWay.holds(at: date)
    if !news.isEmpty { write(news) }
    for service in dispatcher.underWay.turns(of: agenda.services) {
      let waiting = store.durableRequests(
        waitingFor: service, at: date, limit: dispatcher.underWay.room(for: service))
      let news = waiting.filter { !dispatcher.underWay.contains($0.id) }.map { DurableNews($0.id, .send) }
      if news.isEmpty { continue }
      let writer = newNumber()
      let taken = store.tell(news, at: date, rules: dispatcher.rules, by: writer).filter { $0.state == .sent }
      wrote()
      record.note(.takes, taken.count, at: now)
      for request in taken { dispatcher.underWay.begin(request) }
      dispatcher.taken.append((writer, taken))
    }
  }

  private mutating func write(_ news: [DurableNews]) {
    store.tell(news, at: date, rules: dispatcher.rules, by: newNumber())
    wrote()
  }

  /// What the dispatcher took is on disk: it is sent.
  mutating func dispatcherWrote(_ writer: Int) {
    guard let index = dispatcher.taken.firstIndex(where: { $0.writer == writer }) else { return }
    for request in dispatcher.taken.remove(at: index).requests {
      guard let question = question(of: request) else { return violate("\(request.id) has lost its body") }
      let id = ask(
        caller: dispatcherCaller, .assistant, .ask(question), tag: newNumber(),
        timeout: .milliseconds(dispatcher.rules.patience))
      while dispatcher.sent.count <= id { dispatcher.sent.append(nil) }
      dispatcher.sent[id] = request
    }
  }

  mutating func dispatcherCouldNotWrite(_ writer: Int) {
    guard let index = dispatcher.taken.firstIndex(where: { $0.writer == writer }) else { return }
    for request in dispatcher.taken.remove(at: index).requests { dispatcher.underWay.end(request.id) }
  }

  private func question(of request: DurableRequest) -> Question? {
    let words = String(decoding: request.body.first ?? [], as: UTF8.self).split(separator: " ").compactMap { Int($0) }
    return words.count == 2 && people.indices.contains(words[0]) ? people[words[0]].asks.question(words[1]) : nil
  }

  /// - Parameter body: nil when no answer came in time.
  mutating func dispatcherHears(_ id: ClientMachine.RequestID, _ body: RegionBody?) {
    guard dispatcher.sent.indices.contains(id), let request = dispatcher.sent[id] else { return }
    dispatcher.sent[id] = nil
    let event: DurableRequest.Event
    switch body {
    case .answer(let answer): event = .answer([Array(answer.utf8)])
    case .problem(workerLost: true): event = .loseWorker(try: request.tries)
    case .problem(workerLost: false): event = .postpone(try: request.tries, seconds: 1)
    case nil: event = .miss(try: request.tries)
    default: return violate("the dispatcher is told what is no answer")
    }
    dispatcher.underWay.end(request.id)
    write([DurableNews(request.id, event)])
  }
}
