import Randomness

/// One MDP worker without its socket: it registers, beats, works on one request at a time, and comes back when the broker
/// is lost.
///
/// | state | means | leaves it by |
/// |---|---|---|
/// | away | no socket, waiting to try again | its time: READY on a new socket |
/// | registered | idle at a broker | REQUEST; DISCONNECT or silence: away |
/// | working | the handler runs, the broker waits | the handler: FINAL; DISCONNECT or silence: stale |
/// | stale | the handler runs for a broker that is lost | the handler: its answer is dropped, READY on a new socket |
/// | ended | drained | never |
public struct WorkerMachine: Equatable, Sendable {
  public enum Event: Equatable, Sendable {
    case start
    case request
    case heartbeat
    case disconnect
    case malformed
    /// The handler is done.
    case finished
    /// Leave: finish what runs, then say goodbye.
    case drain
    /// Leave at once.
    case abort
    /// Time passed.
    case tick
  }

  public enum Action: Equatable, Sendable {
    /// Make a new socket, connect it and send READY.
    case open
    case sendHeartbeat
    /// Give the request just received to the handler.
    case deliver
    /// Send the handler's answer.
    case sendFinal
    /// The handler's answer is for nobody.
    case dropAnswer
    case sendDisconnect
    /// Close the socket.
    case close
  }

  public enum State: Equatable, Sendable {
    case away
    case registered
    case working
    case stale
    case ended
  }

  public private(set) var state = State.away
  private let interval: Int64
  private let window: Int64
  private var random: SeededRandom
  private var backOff = firstBackOff
  private var nextOpen: Int64 = .max
  private var lastSent: Int64 = 0
  private var lastHeard: Int64 = 0
  private var isDraining = false

  private static let firstBackOff = Duration.milliseconds(100)
  private static let lastBackOff = Duration.seconds(5)

  /// - Parameters:
  ///   - heartbeatInterval: as the broker's.
  ///   - liveness: intervals of silence after which the broker counts as lost.
  ///   - seed: of the jitter, so that not all workers come back in the same instant.
  public init(heartbeatInterval: Duration, liveness: Int, seed: UInt64) {
    interval = max(heartbeatInterval.wholeMicroseconds, 1000)
    window = interval * Int64(max(liveness, 1))
    random = SeededRandom(seed: seed)
  }

  /// When the next `.tick` is wanted; nil: not before the next event.
  public var nextDeadline: Instant? {
    switch state {
    case .away: nextOpen == .max ? nil : Instant(microseconds: nextOpen)
    case .registered, .working: Instant(microseconds: min(lastSent + interval, lastHeard + window))
    case .stale, .ended: nil
    }
  }

  /// Takes one event and appends what is to be done, in order.
  public mutating func received(_ event: Event, at time: Instant, into actions: inout [Action]) {
    let now = time.microseconds
    switch event {
    case .start: open(now, &actions)
    case .tick: tick(now, &actions)
    case .finished: finished(now, &actions)
    case .drain: drain(&actions)
    case .abort: abort(&actions)
    case .request, .heartbeat, .disconnect, .malformed:
      guard state == .registered || state == .working else { return }
      lastHeard = now
      heard(event, now, &actions)
    }
  }

  private mutating func heard(_ event: Event, _ now: Int64, _ actions: inout [Action]) {
    switch event {
    case .request where state == .registered:
      backOff = Self.firstBackOff
      state = .working
      actions.append(.deliver)
    case .heartbeat:
      backOff = Self.firstBackOff
    case .request, .disconnect:
      // A second request while one runs breaks the protocol: that broker has lost count, so begin anew.
      lose(now, &actions)
    default:
      break
    }
  }

  private mutating func tick(_ now: Int64, _ actions: inout [Action]) {
    guard let due = nextDeadline?.microseconds, due <= now else { return }
    if state == .away {
      open(now, &actions)
      return
    }
    // So late a call means that this process stood still: the broker gets a new chance to be heard.
    if now - due > interval { lastHeard = now }
    if now - lastHeard >= window {
      lose(now, &actions)
    } else if now - lastSent >= interval {
      lastSent = now
      actions.append(.sendHeartbeat)
    }
  }

  private mutating func finished(_ now: Int64, _ actions: inout [Action]) {
    switch state {
    case .working:
      actions.append(.sendFinal)
      lastSent = now
      state = .registered
      if isDraining { drain(&actions) }
    case .stale:
      actions.append(.dropAnswer)
      if isDraining { state = .ended } else { open(now, &actions) }
    case .away, .registered:
      break
    case .ended:
      actions.append(.dropAnswer)
    }
  }

  private mutating func open(_ now: Int64, _ actions: inout [Action]) {
    state = .registered
    lastSent = now
    lastHeard = now
    actions.append(.open)
  }

  private mutating func lose(_ now: Int64, _ actions: inout [Action]) {
    actions.append(.close)
    if isDraining && state == .registered {
      state = .ended
      return
    }
    state = state == .working ? .stale : .away
    nextOpen = now + random.spread(backOff).wholeMicroseconds
    backOff = min(backOff * 2, Self.lastBackOff)
  }

  private mutating func drain(_ actions: inout [Action]) {
    isDraining = true
    switch state {
    case .registered:
      actions.append(.sendDisconnect)
      actions.append(.close)
      state = .ended
    case .away:
      state = .ended
    case .working, .stale, .ended:
      break
    }
  }

  private mutating func abort(_ actions: inout [Action]) {
    if state == .registered || state == .working {
      actions.append(.sendDisconnect)
      actions.append(.close)
    }
    state = .ended
  }
}
