import Vocabulary

/// A request that is kept until its answer was fetched: at least once for the workers of others, once for our own
/// operations, which know a repeat by its id.
public struct DurableRequest: Sendable, Hashable {
  public let id: DurableRequestID
  /// Who asked, and alone may fetch the answer.
  public let owner: Principal
  /// The user whose words are in it: who asked, or whom it was asked for.
  public let person: String
  public let service: String
  /// The body frames as they are sent; at least one.
  public let body: [[UInt8]]
  public let keptAt: Timestamp

  public private(set) var state: DurableState
  /// When it expires unless it is answered.
  public private(set) var expires: Timestamp
  /// When it moves by itself: waiting, it may be sent; sent, its dispatcher counts as dead; ended, it is forgotten.
  public private(set) var due: Timestamp
  /// How often it was sent. The number of a try tells its news from those of an earlier one.
  public private(set) var tries: Int
  /// How many workers it took with it.
  public private(set) var losses: Int
  /// The frames of the answer.
  public private(set) var answer: [[UInt8]]?

  /// What is told of a request.
  public enum Event: Sendable, Hashable {
    case send
    /// The dispatcher of this try lives and waits.
    case hold(try: Int)
    case answer([[UInt8]])
    /// The worker that had it died.
    case loseWorker(try: Int)
    /// No answer came in time, and nobody knows why.
    case miss(try: Int)
    /// There was no room for it; it may be tried again after so many seconds.
    case postpone(try: Int, seconds: Int)
    case passTime
    case close
    case retry
    case drop
  }

  /// A new request.
  public init(
    id: DurableRequestID, owner: Principal, person: String, service: String, body: [[UInt8]], at now: Timestamp,
    rules: DurableRules
  ) {
    self.init(
      id: id, owner: owner, person: person, service: service, body: body, keptAt: now, state: .waiting,
      expires: now.later(rules.lifetime), due: now, tries: 0, losses: 0, answer: nil)
  }

  /// One that was kept.
  public init(
    id: DurableRequestID, owner: Principal, person: String, service: String, body: [[UInt8]], keptAt: Timestamp,
    state: DurableState, expires: Timestamp, due: Timestamp, tries: Int, losses: Int, answer: [[UInt8]]?
  ) {
    (self.id, self.owner, self.person, self.service, self.body) = (id, owner, person, service, body)
    (self.keptAt, self.state, self.expires, self.due) = (keptAt, state, expires, due)
    (self.tries, self.losses, self.answer) = (tries, losses, answer)
  }

  /// The bytes of body and answer.
  public var bytes: Int { (body + (answer ?? [])).reduce(0) { $0 + $1.count } }

  /// What its owner is told, and with which frames.
  public var status: (TitanicStatus, frames: [[UInt8]]) {
    switch state {
    case .waiting, .sent: (.pending, [])
    case .answered: (.done, answer ?? [])
    case .dead, .expired: (.failed, [])
    case .closed: (.unknown, [])
    }
  }

  /// Takes an event; false when it changes nothing, as news of an earlier try.
  @discardableResult
  public mutating func received(_ event: Event, at now: Timestamp, rules: DurableRules) -> Bool {
    if let number = event.number, number != tries { return false }
    let row = DurableState.table.first {
      $0.from == state && $0.move == event.move && holds($0.when, at: now, rules)
    }
    guard let row else { return false }
    change(event, to: row.to, now, rules)
    return true
  }

  private func holds(_ guarded: DurableState.Guard, at now: Timestamp, _ rules: DurableRules) -> Bool {
    switch guarded {
    case .always: true
    case .lastLoss: losses + 1 >= rules.lossesMax
    case .lifeOver: expires <= now
    case .due: due <= now
    }
  }

  private mutating func change(_ event: Event, to next: DurableState, _ now: Timestamp, _ rules: DurableRules) {
    state = next
    switch event {
    case .send:
      tries += 1
    case .loseWorker:
      losses += 1
    case .answer(let frames):
      answer = frames
    case .retry:
      losses = 0
      expires = now.later(rules.lifetime)
    case .hold, .miss, .postpone, .passTime, .close, .drop: break
    }
    due = now.later(delay(after: event, rules))
  }

  /// How long it stays as it is now.
  private func delay(after event: Event, _ rules: DurableRules) -> Int64 {
    switch (state, event) {
    case (.waiting, .postpone(_, let seconds)): min(Int64(max(1, min(seconds, 3600))) * 1000, rules.longestPause)
    // An operator wants it: there is nothing to spare a worker from.
    case (.waiting, .retry): 0
    // The dispatcher's death too makes it wait longer each time: it may be what the dispatcher died of.
    case (.waiting, _): rules.pause(after: tries)
    case (.sent, _): rules.hold
    case (.answered, _): rules.answerKept
    case (.dead, _), (.expired, _), (.closed, _): rules.failureKept
    }
  }
}

extension DurableRequest.Event {
  var move: DurableState.Move {
    switch self {
    case .send: .send
    case .hold: .hold
    case .answer: .answer
    case .loseWorker: .loseWorker
    case .miss: .miss
    case .postpone: .postpone
    case .passTime: .passTime
    case .close: .close
    case .retry: .retry
    case .drop: .drop
    }
  }

  /// The try that it tells of; nil: whichever it was.
  fileprivate var number: Int? {
    switch self {
    case .hold(let number), .loseWorker(let number), .miss(let number), .postpone(let number, _): number
    case .send, .answer, .passTime, .close, .retry, .drop: nil
    }
  }
}

extension Timestamp {
  fileprivate func later(_ milliseconds: Int64) -> Timestamp {
    Timestamp(milliseconds: self.milliseconds.addingReportingOverflow(milliseconds).partialValue)
  }
}
