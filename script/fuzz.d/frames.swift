import Majordomo

/// One input: messages of eight peers to a broker and to an event stream. Each begins with a byte for the peer and one for how many
/// frames, each frame with a byte for its length. Whatever they are, every message that the broker took is let go once, and what it
/// counts adds up.
@_cdecl("LLVMFuzzerTestOneInput") public func fuzzFrames(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let bytes else { return 0 }
  var input = Input(bytes: UnsafeBufferPointer(start: bytes, count: count))
  var broker = BrokerUnderTest()
  var stream = StreamMachine()
  var actions: [StreamMachine.Action] = []
  var now: Int64 = 0
  while let peer = input.next() {
    let frames = (0..<Int((input.next() ?? 0) % 9)).map { _ in input.frame() }
    now += Int64(peer >> 4) * 200_000
    let sender = Int(peer % 8)
    withViews([[UInt8(sender)]] + frames) { views in
      broker.take(views, from: sender, at: Instant(microseconds: now))
      readElsewhere(views)
      stream.received(
        .message(sender, StreamFrames.request(views, from: 1)), at: Instant(microseconds: now), into: &actions)
    }
    actions.removeAll()
  }
  broker.end()
  return 0
}

/// What clients, workers and readers of ours make of the same frames; what is no fault is written as it was read.
private func readElsewhere(_ views: FrameViews) {
  _ = (WorkerInbound(views), ClientInbound(views))
  let reply = StreamFrames.reply(views)
  if case .malformed = reply { return }
  if case .event = reply { return }
  withViews(StreamFrames.frames(reply)) { precondition(StreamFrames.reply($0) == reply) }
}

/// A broker whose messages lie in numbered slots.
private struct BrokerUnderTest {
  private var machine: BrokerMachine
  private var isKnown = [Bool](repeating: false, count: 8)
  /// By worker, the address frame and number of the request that it was given last.
  private var given = [(frame: [UInt8], number: UInt64)?](repeating: nil, count: 8)
  private var isHeld: [Bool] = []

  init() {
    var rules = BrokerRules()
    (rules.maxRequests, rules.maxServices, rules.defaultPolicy.retry) = (6, 4, .beforeReply)
    machine = BrokerMachine(rules: rules, now: Instant(microseconds: 0), seed: 1)
  }

  mutating func take(_ views: FrameViews, from peer: Int, at now: Instant) {
    tell(.tick, now)
    if !isKnown[peer] {
      let role = Role.allCases[peer % Role.allCases.count]
      isKnown[peer] = machine.admit(peer, role: role, origin: peer % 2, at: now)
      if !isKnown[peer] { return }
    }
    switch BrokerInbound(views) {
    case .request(_, let service, let body):
      let reference = machine.service(named: views[service])
      let about = reference == .inquiry ? machine.knownService(named: views[body]) : nil
      let slot = hold()
      tell(
        reference == .inquiry
          ? .inquiry(from: peer, about: about, slot: slot)
          : .request(from: peer, service: reference, slot: slot, bytes: views.reduce(0) { $0 + $1.count }), now)
    case .ready(_, let service):
      tell(.ready(from: peer, service: machine.service(named: views[service]), isPermitted: true), now)
    case .partial(let address, _): tell(.partial(from: peer, number: number(peer, views[address]), slot: hold()), now)
    case .final(_, let address, _): tell(.final(from: peer, number: number(peer, views[address]), slot: hold()), now)
    case .heartbeat: tell(.heartbeat(from: peer), now)
    case .disconnect: tell(.disconnect(from: peer), now)
    case .malformed: tell(.malformed(from: peer), now)
    case .probe: break
    }
  }

  mutating func end() {
    tell(.stop, Instant(microseconds: .max / 4))
    precondition(!isHeld.contains(true), "a message is kept for ever")
  }

  private mutating func hold() -> SlotID {
    if let free = isHeld.firstIndex(of: false) {
      isHeld[free] = true
      return free
    }
    isHeld.append(true)
    return isHeld.count - 1
  }

  private func number(_ peer: Int, _ frame: UnsafeRawBufferPointer) -> UInt64? {
    // An address frame of one byte stands for the right one: no search would find nine bytes that change each time.
    given[peer].flatMap { frame.count == 1 || frame.elementsEqual($0.frame) ? $0.number : nil }
  }

  private mutating func tell(_ event: BrokerEvent, _ now: Instant) {
    var actions: [BrokerAction] = []
    machine.received(event, at: now, into: &actions)
    for action in actions {
      switch action {
      case .sendRequest(let worker, let number, let client, _):
        let principal = Principal(role: .guest, userID: "\(client)")
        let frame = ClientAddress(number: number, principal: principal).frame
        precondition(ClientAddress(frame)?.number == number)
        given[worker] = (frame, number)
      case .release(let slot):
        precondition(isHeld[slot], "a message is let go twice")
        isHeld[slot] = false
      case .forget(let peer): isKnown[peer] = false
      default: break
      }
    }
    let counters = machine.counters
    let open = counters.queued + counters.inFlight
    precondition(counters.requests == counters.finals + counters.expired + counters.abandoned + open)
    precondition(isHeld.count { $0 } == open)
  }
}

private struct Input {
  let bytes: UnsafeBufferPointer<UInt8>
  var place = 0

  mutating func next() -> UInt8? {
    guard place < bytes.count else { return nil }
    defer { place += 1 }
    return bytes[place]
  }

  mutating func frame() -> [UInt8] {
    let length = min(Int(next() ?? 0), bytes.count - place)
    defer { place += length }
    return Array(bytes[place..<place + length])
  }
}

private func withViews(_ frames: [[UInt8]], _ body: (FrameViews) -> Void) {
  let all = frames.flatMap { $0 }
  all.withUnsafeBytes { whole in
    var place = 0
    let views = frames.map { frame in
      defer { place += frame.count }
      return UnsafeRawBufferPointer(rebasing: whole[place..<place + frame.count])
    }
    views.withUnsafeBufferPointer(body)
  }
}
