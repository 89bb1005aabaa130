import Majordomo
import Testing

/// A reader's machine with a clock, told one event after the other.
private struct Table {
  var machine: StreamReaderMachine
  var now = Instant(microseconds: 0)

  init(since: Int64? = nil, log: StreamLog? = nil, _ change: (inout StreamReaderRules) -> Void = { _ in }) {
    var rules = StreamReaderRules()
    rules.credit = 4
    rules.bytes = 1000
    change(&rules)
    machine = StreamReaderMachine(StreamWish(since: since, log: log, topics: ["a."]), rules: rules, seed: 1)
  }

  @discardableResult
  mutating func tell(_ event: StreamReaderMachine.Event, after pause: Duration = .zero) -> [StreamReaderMachine.Action]
  {
    var actions: [StreamReaderMachine.Action] = []
    now = now + pause
    machine.received(event, at: now, into: &actions)
    return actions
  }

  @discardableResult
  mutating func tell(_ reply: StreamReply, bytes: Int = 0) -> [StreamReaderMachine.Action] {
    tell(.message(reply, bytes: bytes))
  }

  /// A reader that has everything up to `since`.
  static func open(since: Int64, _ change: (inout StreamReaderRules) -> Void = { _ in }) -> Table {
    var table = Table(since: since, log: log(since), change)
    table.tell(.start)
    table.tell(.progress(after: since, upto: since))
    return table
  }
}

private func log(_ last: Int64, epoch: Int64 = 1) -> StreamLog { StreamLog(log: "l", epoch: epoch, last: last) }

private func reset(_ reason: StreamReset.Reason, _ log: StreamLog) -> StreamReply {
  .reset(StreamReset(reason, detail: "because", log: log))
}

private func open(_ since: Int64?, log: String = "l", epoch: Int64 = 1, credit: Int = 4, bytes: Int = 1000)
  -> StreamRequest
{
  .open(StreamOpen(log: log, epoch: epoch, since: since, topics: ["a."], credit: credit, bytes: bytes))
}

@Suite struct StreamReaderMachineTests {
  @Test func aReaderLearnsTheLogFirstSoThatItsPlaceIsKnownBeforeTheFirstEvent() {
    var table = Table()
    #expect(table.tell(.start) == [.open(endpoint: 0), .send(open(nil, log: "", epoch: 0))])
    #expect(table.tell(reset(.log, log(7))) == [.begin(log(7)), .send(open(7))])
    #expect(table.tell(.progress(after: 7, upto: 7)) == [])
    #expect(table.tell(.event(after: 7, upto: 9), bytes: 10) == [.deliver(9)])
    #expect(table.tell(.progress(after: 9, upto: 12)) == [.progress(12)])
  }

  @Test func aReaderWithANumberKeepsIt() {
    var table = Table(since: 3)
    table.tell(.start)
    #expect(table.tell(reset(.log, log(7))) == [.begin(log(7)), .send(open(3))])
  }

  @Test(arguments: [
    StreamReply.event(after: 6, upto: 8), .event(after: 8, upto: 9), .event(after: 7, upto: 7),
    .progress(after: 8, upto: 9), .close, .malformed(.command),
  ])
  func afterAGapOrAGoodbyeItComesBackWithItsLastNumber(reply: StreamReply) {
    var table = Table.open(since: 7)
    #expect(table.tell(reply) == [.close])
    #expect(table.machine.state == .away)
    #expect(table.tell(.tick, after: .milliseconds(125)) == [.open(endpoint: 0), .send(open(7))])
  }

  @Test func silenceEndsInANewSocketAtTheNextServer() {
    var table = Table.open(since: 7) { $0.endpoints = 2 }
    for _ in 1...3 { #expect(table.tell(.tick, after: .seconds(1)) == [.send(.beat)]) }
    #expect(table.tell(.tick, after: .seconds(1)) == [.close])
    #expect(table.tell(.tick, after: .milliseconds(125)) == [.open(endpoint: 1), .send(open(7))])
  }

  @Test func anAbsentServerIsAskedLessAndLessOften() {
    var table = Table.open(since: 0)
    table.tell(.close)
    var waits: [Duration] = []
    for _ in 1...10 {
      let start = table.now
      let next = table.machine.nextDeadline ?? start
      waits.append(next.since(start))
      table.tell(.tick, after: next.since(start))
      table.tell(.close)
    }
    #expect(waits[0] <= .milliseconds(125))
    #expect(waits[3] > waits[0] * 2)
    #expect(waits.allSatisfy { $0 <= .milliseconds(6250) })
  }

  @Test func creditIsGivenBackInLotsAsEventsAreTaken() {
    var table = Table.open(since: 0)
    for number: Int64 in 1...3 { table.tell(.event(after: number - 1, upto: number), bytes: 10) }
    #expect(table.tell(.taken(bytes: 10)) == [])
    #expect(table.tell(.taken(bytes: 10)) == [.send(.credit(events: 2, bytes: 20))])
    // What still waits is not given out a second time by a new subscription.
    table.tell(.close)
    #expect(
      table.tell(.tick, after: .seconds(1)) == [.open(endpoint: 0), .send(open(3, credit: 3, bytes: 990))])
    #expect(table.tell(.taken(bytes: 10)) == [])
  }

  @Test func whatWasTakenWhileOpeningIsGivenBackWhenTheServerAnswers() {
    var table = Table.open(since: 0)
    for number: Int64 in 1...4 { table.tell(.event(after: number - 1, upto: number), bytes: 10) }
    table.tell(.close)
    #expect(table.tell(.tick, after: .seconds(1)).last == .send(open(4, credit: 0, bytes: 960)))
    for _ in 1...4 { #expect(table.tell(.taken(bytes: 10)) == []) }
    #expect(table.tell(.progress(after: 4, upto: 4)) == [.send(.credit(events: 4, bytes: 40))])
  }

  @Test func aRestoredLogIsToldAndReadOnFromItsEnd() {
    var table = Table.open(since: 7)
    #expect(table.tell(reset(.log, log(5, epoch: 2))) == [.reset(log(5, epoch: 2)), .send(open(5, epoch: 2))])
    // A server that resets again at once is left alone for a while.
    #expect(table.tell(reset(.log, log(5, epoch: 3))) == [.reset(log(5, epoch: 3)), .close])
  }

  @Test func aReaderThatIsNotTakenEnds() {
    var table = Table()
    table.tell(.start)
    #expect(table.tell(reset(.invalid, log(0))) == [.close, .fail("because")])
    #expect(table.machine.state == .ended)
    #expect(table.machine.nextDeadline == nil)
  }

  @Test func aStoppedReaderSaysGoodbye() {
    var table = Table.open(since: 1)
    #expect(table.tell(.stop) == [.send(.close), .close])
    #expect(table.tell(.event(after: 1, upto: 2)) == [])
  }
}
