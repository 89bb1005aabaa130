import Testing
import Titanic
import Vocabulary

/// A request's life, told event by event.
@Suite struct DurableRequestTests {
  private static let start = Timestamp(milliseconds: 1_795_420_800_000)
  private let rules = DurableRules()

  private func made() -> DurableRequest {
    DurableRequest(
      id: DurableRequestID(rawValue: String(repeating: "a", count: 32)), owner: .init(role: .member, user: "anna"),
      person: "anna", service: "crm", body: [[1, 2], [3]], at: Self.start, rules: rules)
  }

  private func later(_ milliseconds: Int64) -> Timestamp {
    Timestamp(milliseconds: Self.start.milliseconds + milliseconds)
  }

  /// A request after these events, all at one moment.
  private func after(_ events: [DurableRequest.Event]) -> Life {
    let life = Life(made())
    for event in events { #expect(life.takes(event), "\(event) in \(life.request.state)") }
    return life
  }

  /// One request, told of one event after the other.
  private final class Life {
    var request: DurableRequest

    init(_ request: DurableRequest) { self.request = request }

    func takes(_ event: DurableRequest.Event, at now: Timestamp = start) -> Bool {
      request.received(event, at: now, rules: DurableRules())
    }
  }

  @Test func `An answer is told to its owner, as often as it asks, until its time is over`() {
    let life = after([.send, .answer([[7], [8]])])
    #expect(life.request.status == (.done, [[7], [8]]))
    #expect(!life.takes(.passTime, at: later(rules.answerKept - 1)))
    #expect(life.request.status == (.done, [[7], [8]]))
    #expect(life.takes(.passTime, at: later(rules.answerKept)))
    #expect(life.request.state == .closed && life.request.status == (.unknown, []))
  }

  @Test func `The first answer stays`() {
    let life = after([.send, .answer([[1]])])
    #expect(!life.takes(.answer([[2]])))
    #expect(life.request.answer == [[1]])
  }

  @Test func `A request that takes three workers with it is dead, and its owner is told that it failed`() {
    let life = Life(made())
    for number in 1...3 {
      #expect(life.request.state == .waiting)
      #expect(life.takes(.send))
      #expect(life.request.status == (.pending, []))
      #expect(life.takes(.loseWorker(try: number)))
    }
    #expect(life.request.state == .dead && life.request.status == (.failed, []))
    #expect(!life.takes(.send), "it is sent no more")
  }

  @Test func `Tries that came to nothing for other reasons never make it dead`() {
    let life = Life(made())
    for number in 1...50 {
      #expect(life.takes(.send))
      #expect(life.takes(number % 2 == 0 ? .miss(try: number) : .postpone(try: number, seconds: 1)))
    }
    #expect(life.request.state == .waiting && life.request.losses == 0 && life.request.tries == 50)
  }

  @Test func `Pauses double and have an end`() {
    let life = Life(made())
    var pauses: [Int64] = []
    for number in 1...12 {
      #expect(life.takes(.send) && life.takes(.miss(try: number)))
      pauses.append(life.request.due.milliseconds - Self.start.milliseconds)
    }
    #expect(pauses.prefix(4) == [1000, 2000, 4000, 8000])
    #expect(pauses.last == rules.longestPause)
  }

  @Test func `News of an earlier try change nothing, but its answer is welcome`() {
    let life = after([.send, .miss(try: 1), .send])
    let late: [DurableRequest.Event] = [
      .loseWorker(try: 1), .miss(try: 1), .postpone(try: 1, seconds: 5), .hold(try: 1),
    ]
    for event in late {
      #expect(!life.takes(event), "\(event)")
    }
    #expect(life.takes(.answer([[9]])))
    #expect(life.request.status == (.done, [[9]]))
  }

  @Test func `A dispatcher that dies lets go of its request, one that lives holds it`() {
    let life = after([.send])
    #expect(!life.takes(.passTime, at: later(rules.hold - 1)))
    #expect(life.takes(.hold(try: 1), at: later(rules.hold - 1)))
    #expect(!life.takes(.passTime, at: later(rules.hold)))
    #expect(life.takes(.passTime, at: later(2 * rules.hold)))
    #expect(life.request.state == .waiting && life.request.due == later(2 * rules.hold + rules.firstPause))
  }

  @Test func `What its dispatchers die of comes later and later, so that others are sent between`() {
    let life = Life(made())
    var pauses: [Int64] = []
    var now = Self.start
    for _ in 0..<12 {
      #expect(life.takes(.send, at: now))
      now.milliseconds += rules.hold
      #expect(life.takes(.passTime, at: now))
      pauses.append(life.request.due.milliseconds - now.milliseconds)
      now = life.request.due
    }
    #expect(pauses.prefix(4) == [1000, 2000, 4000, 8000] && pauses.last == rules.longestPause)
  }

  @Test func `What nobody answers in its life expires, and is forgotten later`() {
    let life = Life(made())
    #expect(!life.takes(.passTime, at: later(rules.lifetime - 1)))
    #expect(life.takes(.passTime, at: later(rules.lifetime)))
    #expect(life.request.state == .expired && life.request.status == (.failed, []))
    #expect(life.takes(.passTime, at: later(rules.lifetime + rules.failureKept)))
    #expect(life.request.state == .closed)
  }

  @Test func `An operator gives a dead request its workers and its life again`() {
    let life = after([
      .send, .loseWorker(try: 1), .send, .loseWorker(try: 2), .send, .loseWorker(try: 3),
    ])
    let now = later(rules.lifetime + 1)
    #expect(life.takes(.retry, at: now))
    #expect(life.request.state == .waiting && life.request.losses == 0 && life.request.due == now)
    #expect(!life.takes(.passTime, at: now), "its life began anew")
    #expect(life.takes(.send, at: now))
    #expect(life.takes(.loseWorker(try: 4), at: now))
    #expect(life.request.state == .waiting, "it may take three again")
  }

  @Test func `Whatever it does, its owner may close it, and then nothing happens any more`() {
    let lives: [[DurableRequest.Event]] = [
      [], [.send], [.send, .answer([[1]])],
      [.send, .loseWorker(try: 1), .send, .loseWorker(try: 2), .send, .loseWorker(try: 3)],
    ]
    for events in lives {
      let life = after(events + [.close])
      for event in [DurableRequest.Event.send, .answer([[1]]), .retry, .drop, .close, .passTime] {
        #expect(!life.takes(event, at: later(.max / 2)))
      }
    }
  }

  @Test func `There is room up to the shares of the owner and of all`() {
    var rules = DurableRules()
    rules.ownersMost = .init(count: 2, bytes: 100)
    rules.most = .init(count: 3, bytes: 150)
    func refusal(_ bytes: Int, _ owners: (Int, Int), _ all: (Int, Int)) -> KeepOutcome? {
      rules.refusal(
        of: bytes, owners: .init(count: owners.0, bytes: owners.1), all: .init(count: all.0, bytes: all.1))
    }
    #expect(refusal(10, (1, 90), (2, 140)) == nil)
    #expect(refusal(11, (1, 90), (1, 90)) == .ownerFull)
    #expect(refusal(0, (2, 0), (2, 0)) == .ownerFull)
    #expect(refusal(0, (0, 0), (3, 0)) == .full)
    #expect(refusal(11, (0, 0), (1, 140)) == .full)
  }

  @Test func `An id is thirty-two hexadecimal digits, told in small letters`() {
    let text = "0123456789abcdefABCDEF0123456789"
    #expect(DurableRequestID(Array(text.utf8))?.rawValue == text.lowercased())
    for wrong in [
      "", "0123", text + "0", String(text.dropLast()) + "g", String(text.dropLast(2)) + "ä", "../" + text.dropLast(3),
    ] {
      #expect(DurableRequestID(Array(wrong.utf8)) == nil, "\(wrong)")
    }
    var random = SystemRandomNumberGenerator()
    let ids = (0..<100).map { _ in DurableRequestID(using: &random) }
    #expect(Set(ids).count == 100)
    #expect(ids.allSatisfy { DurableRequestID(Array($0.rawValue.utf8)) == $0 })
  }
}
