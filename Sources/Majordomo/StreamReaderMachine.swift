import Randomness

/// Settings of a reader of the event stream.
public struct StreamReaderRules: Equatable, Sendable {
  /// As the server's.
  public var beat: Duration = .seconds(1)
  /// Beats of silence after which the server counts as lost.
  public var liveness = 4
  /// Events that may wait to be taken; at least 2.
  public var credit = 256
  /// Their bytes.
  public var bytes = 1 << 20
  /// How many endpoints there are; a lost server moves the reader on to the next.
  public var endpoints = 1

  public init() {}
}

/// What a reader follows, and from where.
public struct StreamWish: Equatable, Sendable {
  /// The last number that is known; nil: only what comes from now on.
  public var since: Int64?
  /// The log that `since` was counted in, if the reader noted that; `last` is of no meaning here.
  public var log: StreamLog?
  /// Areas, which end in a dot, and whole types. Empty: all.
  public var topics: [String]
  /// Conversations. Empty: all.
  public var subjects: [String]

  public init(since: Int64? = nil, log: StreamLog? = nil, topics: [String] = [], subjects: [String] = []) {
    (self.since, self.log, self.topics, self.subjects) = (since, log, topics, subjects)
  }
}

/// A reader of the event stream without its socket: it knows the last number that it got, checks that nothing is
/// missing, gives credit as events are taken, and comes back after every loss with that number.
///
/// | state | means | leaves it by |
/// |---|---|---|
/// | away | no socket, waiting to try again | its time: OPEN on a new socket |
/// | opening | OPEN is sent | PROGRESS: open; RESET: OPEN again; CLOSE, silence: away |
/// | open | events come | RESET: opening; CLOSE, silence, a gap: away |
/// | ended | stopped, or refused | never |
public struct StreamReaderMachine: Sendable {
  public enum Event: Equatable, Sendable {
    case start
    /// `bytes` is the length of an event's CloudEvent, else 0.
    case message(StreamReply, bytes: Int)
    /// What was to be sent did not leave.
    case unsent
    /// The caller has taken one event of this length.
    case taken(bytes: Int)
    /// Time passed.
    case tick
    case stop
  }

  public enum Action: Equatable, Sendable {
    /// Make a new socket and connect it to the endpoint of this position in the list.
    case open(endpoint: Int)
    case close
    case send(StreamRequest)
    /// The log is known now, and reading begins.
    case begin(StreamLog)
    /// Give the caller the event just received, which has this number.
    case deliver(Int64)
    /// Nothing to see up to this number.
    case progress(Int64)
    /// The log is another one, or ends before the reader's number: the state is to be loaded anew; events after
    /// `last` follow.
    case reset(StreamLog)
    /// The server does not take what this reader asks for.
    case fail(String)
  }

  public enum State: Equatable, Sendable {
    case away
    case opening
    case open
    case ended
  }

  public private(set) var state = State.away
  private let rules: StreamReaderRules
  private let wish: StreamWish
  private let beat: Int64
  private let window: Int64
  private var random: SeededRandom
  private var log: StreamLog?
  /// Everything up to here was delivered.
  private var position: Int64?
  private var endpoint = 0
  private var backOff = firstBackOff
  private var nextOpen: Int64 = .max
  private var lastSent: Int64 = 0
  private var lastHeard: Int64 = 0
  /// Events delivered and not taken yet, and their bytes.
  private var waiting = (events: 0, bytes: 0)
  /// Events taken and not given back as credit yet, and their bytes.
  private var taken = (events: 0, bytes: 0)
  /// Whether a RESET came since the last good message; a second one is not answered at once.
  private var wasReset = false

  private static let firstBackOff = Duration.milliseconds(100)
  private static let lastBackOff = Duration.seconds(5)

  /// - Parameter seed: of the jitter, so that not all readers come back in the same instant.
  public init(_ wish: StreamWish, rules: StreamReaderRules, seed: UInt64) {
    precondition(rules.endpoints > 0 && rules.credit > 1 && rules.bytes > 1, "a reader needs an endpoint and credit")
    self.rules = rules
    self.wish = wish
    log = wish.log
    position = wish.since
    beat = max(rules.beat.wholeMicroseconds, 1000)
    window = beat * Int64(max(rules.liveness, 1))
    random = SeededRandom(seed: seed)
  }

  /// When the next `.tick` is wanted; nil: not before the next event.
  public var nextDeadline: Instant? {
    switch state {
    case .away: nextOpen == .max ? nil : Instant(microseconds: nextOpen)
    case .opening, .open: Instant(microseconds: min(lastSent + beat, lastHeard + window))
    case .ended: nil
    }
  }

  /// Takes one event and appends what is to be done, in order.
  public mutating func received(_ event: Event, at time: Instant, into actions: inout [Action]) {
    let now = time.microseconds
    switch event {
    case .start: connect(now, &actions)
    case .message(let reply, let bytes):
      guard state == .opening || state == .open else { return }
      lastHeard = now
      message(reply, bytes, now, &actions)
    case .unsent: if state == .opening || state == .open { lose(now, &actions) }
    case .taken(let bytes):
      waiting = (waiting.events - 1, waiting.bytes - bytes)
      taken = (taken.events + 1, taken.bytes + bytes)
      giveCredit(now, &actions)
    case .tick: tick(now, &actions)
    case .stop: stop(&actions)
    }
  }

  // MARK: In

  private mutating func message(_ reply: StreamReply, _ bytes: Int, _ now: Int64, _ actions: inout [Action]) {
    switch reply {
    case .event(let after, let upto):
      guard state == .open, after == position, upto > after else { return lose(now, &actions) }
      advance(to: upto)
      waiting = (waiting.events + 1, waiting.bytes + bytes)
      actions.append(.deliver(upto))
    case .progress(let after, let upto):
      guard position == nil || after == position, upto >= after else { return lose(now, &actions) }
      advance(to: upto)
      if upto > after { actions.append(.progress(upto)) }
      if state == .opening {
        state = .open
        giveCredit(now, &actions)
      }
    case .reset(let reset): self.reset(reset, now, &actions)
    case .beat: break
    case .close, .malformed: lose(now, &actions)
    }
  }

  private mutating func advance(to number: Int64) {
    position = number
    wasReset = false
    backOff = Self.firstBackOff
  }

  private mutating func reset(_ reset: StreamReset, _ now: Int64, _ actions: inout [Action]) {
    if reset.reason == .invalid {
      actions.append(.close)
      actions.append(.fail(reset.detail))
      state = .ended
      return
    }
    if log == nil {
      position = position ?? reset.last
      actions.append(.begin(reset.now))
    } else {
      position = reset.last
      actions.append(.reset(reset.now))
    }
    log = reset.now
    if wasReset { return lose(now, &actions) }
    wasReset = true
    sendOpen(now, &actions)
  }

  // MARK: Out

  private mutating func connect(_ now: Int64, _ actions: inout [Action]) {
    actions.append(.open(endpoint: endpoint))
    lastHeard = now
    sendOpen(now, &actions)
  }

  private mutating func sendOpen(_ now: Int64, _ actions: inout [Action]) {
    state = .opening
    // A log that nobody has: the server answers with the one that it has.
    let open = StreamOpen(
      log: log?.log ?? "", epoch: log?.epoch ?? 0, since: position, topics: wish.topics, subjects: wish.subjects,
      credit: max(rules.credit - waiting.events, 0), bytes: max(rules.bytes - waiting.bytes, 0))
    taken = (0, 0)
    send(.open(open), now, &actions)
  }

  /// Gives back what was taken, in lots of half a window.
  private mutating func giveCredit(_ now: Int64, _ actions: inout [Action]) {
    guard state == .open, taken.events * 2 >= rules.credit || taken.bytes * 2 >= rules.bytes else { return }
    let credit = taken
    taken = (0, 0)
    send(.credit(events: credit.events, bytes: credit.bytes), now, &actions)
  }

  private mutating func send(_ request: StreamRequest, _ now: Int64, _ actions: inout [Action]) {
    actions.append(.send(request))
    lastSent = now
  }

  // MARK: Time and the end

  private mutating func tick(_ now: Int64, _ actions: inout [Action]) {
    guard let due = nextDeadline?.microseconds, due <= now else { return }
    if state == .away { return connect(now, &actions) }
    // So late a call means that this process stood still: the server gets a new chance to be heard.
    if now - due > beat { lastHeard = now }
    if now - lastHeard >= window {
      lose(now, &actions)
    } else if now - lastSent >= beat {
      send(.beat, now, &actions)
    }
  }

  private mutating func lose(_ now: Int64, _ actions: inout [Action]) {
    actions.append(.close)
    state = .away
    endpoint = (endpoint + 1) % rules.endpoints
    nextOpen = now + random.spread(backOff).wholeMicroseconds
    backOff = min(backOff * 2, Self.lastBackOff)
  }

  private mutating func stop(_ actions: inout [Action]) {
    if state == .opening || state == .open {
      actions.append(.send(.close))
      actions.append(.close)
    }
    state = .ended
  }
}
