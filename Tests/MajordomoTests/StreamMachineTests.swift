import Majordomo
import Testing

/// A server's machine with a clock, told one event after the other.
private struct Table {
  var machine: StreamMachine
  var now = Instant(microseconds: 0)

  init(_ change: (inout StreamRules) -> Void = { _ in }) {
    var rules = StreamRules()
    change(&rules)
    machine = StreamMachine(rules: rules)
  }

  @discardableResult
  mutating func tell(_ event: StreamMachine.Event, after pause: Duration = .zero) -> [StreamMachine.Action] {
    var actions: [StreamMachine.Action] = []
    now = now + pause
    machine.received(event, at: now, into: &actions)
    return actions
  }

  /// A reader that is served from `since` on, in a log that ends at `last`.
  mutating func opened(
    _ peer: Int, since: Int64? = 0, topics: [String] = [], subjects: [String] = [], credit: Int = 10,
    bytes: Int = 10_000, last: Int64 = 0
  ) -> [StreamMachine.Action] {
    tell(
      .message(peer, .open(StreamOpen(since: since, topics: topics, subjects: subjects, credit: credit, bytes: bytes))))
    return tell(.log(StreamLog(log: "l", epoch: 1, last: last)))
  }
}

private func entry(_ number: Int64, _ type: String = "eu.x.talk.turn.v1", _ subject: String = "t", _ bytes: Int = 100)
  -> StreamEntry
{
  StreamEntry(number: number, type: type, subject: subject, bytes: bytes)
}

private func log(_ last: Int64, epoch: Int64 = 1) -> StreamLog { StreamLog(log: "l", epoch: epoch, last: last) }

@Suite struct StreamMachineTests {
  @Test func aReaderGetsWhatItAsksForAndKnowsWhatWasPassedOver() {
    var table = Table()
    let asked = table.tell(.message(0, .open(StreamOpen(since: 3, topics: ["eu.x.talk."], credit: 10, bytes: 1000))))
    #expect(asked == [.lookUp])
    #expect(
      table.tell(.log(log(9))) == [
        .send(0, .progress(after: 3, upto: 3)), .read(1, after: 3, subjects: [], limit: 16),
      ])
    let page = [
      entry(4, "eu.x.desk.a.v1"), entry(5), entry(6, "eu.x.talker.a.v1"), entry(8), entry(9, "eu.y.talk.a.v1"),
    ]
    #expect(
      table.tell(.page(1, page, upto: 9)) == [
        .sendEvent(0, after: 3, upto: 5, entry: 1), .sendEvent(0, after: 5, upto: 8, entry: 3),
        .send(0, .progress(after: 8, upto: 9)),
      ])
  }

  @Test func aWholeTypeIsComparedExactlyAndAnAreaIsAPrefix() {
    var table = Table()
    _ = table.opened(0, topics: ["eu.x.turn.v1", "eu.work."], last: 5)
    let page = [
      entry(1, "eu.x.turn.v10"), entry(2, "eu.x.turn.v1"), entry(3, "eu.worker.a.v1"), entry(4, "eu.work.a.v1"),
    ]
    #expect(
      table.tell(.page(1, page, upto: 5)) == [
        .sendEvent(0, after: 0, upto: 2, entry: 1), .sendEvent(0, after: 2, upto: 4, entry: 3),
        .send(0, .progress(after: 4, upto: 5)),
      ])
  }

  @Test func aPageWithNothingToSeeIsProgress() {
    var table = Table()
    #expect(table.opened(0, subjects: ["mine"], last: 64).last == .read(1, after: 0, subjects: ["mine"], limit: 16))
    #expect(table.tell(.page(1, [], upto: 64)) == [.send(0, .progress(after: 0, upto: 64))])
  }

  @Test func withoutANumberAReaderBeginsAtTheEndOfALookUpThatBeganAfterItsMessage() {
    var table = Table()
    table.tell(.message(0, .open(StreamOpen(since: nil, credit: 1, bytes: 1))))
    table.tell(.message(1, .open(StreamOpen(since: nil, credit: 1, bytes: 1))))
    // The second message came while the first look-up was under way: it may not know what was committed before.
    #expect(table.tell(.log(log(4))) == [.send(0, .progress(after: 4, upto: 4)), .lookUp])
    #expect(table.tell(.log(log(5))).contains(.send(1, .progress(after: 5, upto: 5))))
  }

  @Test func anotherLogOrLifeAndANumberBeyondTheEndAreReset() {
    var table = Table()
    let wishes = [
      StreamOpen(log: "other", epoch: 1, since: 0, credit: 1, bytes: 1),
      StreamOpen(log: "l", epoch: 2, since: 0, credit: 1, bytes: 1), StreamOpen(since: 5, credit: 1, bytes: 1),
      StreamOpen(log: "l", epoch: 1, since: 4, credit: 1, bytes: 1),
    ]
    for (peer, wish) in wishes.enumerated() {
      table.tell(.message(peer, .open(wish)))
      table.tell(.log(log(4)))
    }
    var told: [StreamReset.Reason] = []
    var again = Table()
    for (peer, wish) in wishes.enumerated() { again.tell(.message(peer, .open(wish))) }
    for action in again.tell(.log(log(4))) + again.tell(.log(log(4))) {
      if case .send(_, .reset(let reset)) = action {
        told.append(reset.reason)
        #expect(reset.now == log(4))
      }
    }
    #expect(told == [.log, .log, .since])
    #expect(table.machine.count == 1)
  }

  @Test func aRestoredLogResetsEveryReader() {
    var table = Table()
    _ = table.opened(0, last: 0)
    _ = table.opened(1, last: 0)
    table.tell(.tick, after: .milliseconds(100))
    let actions = table.tell(.log(log(7, epoch: 2)))
    let ended = actions.compactMap { if case .send(let peer, .reset) = $0 { peer } else { nil } }
    #expect(ended == [0, 1])
    #expect(table.machine.count == 0)
  }

  @Test func eventsStopWithTheCreditAndGoOnWithMoreFromTheSamePlace() {
    var table = Table()
    _ = table.opened(0, credit: 2, last: 3)
    let page = [entry(1), entry(2), entry(3)]
    #expect(
      table.tell(.page(1, page, upto: 3)) == [
        .sendEvent(0, after: 0, upto: 1, entry: 0), .sendEvent(0, after: 1, upto: 2, entry: 1),
      ])
    #expect(table.tell(.tick, after: .milliseconds(100)) == [.lookUp])
    #expect(table.tell(.log(log(9))) == [])
    #expect(table.tell(.message(0, .credit(events: 5, bytes: 500))) == [.read(2, after: 2, subjects: [], limit: 16)])
  }

  @Test func bytesAreOverdrawnByOneEventAtMost() {
    var table = Table()
    _ = table.opened(0, bytes: 150, last: 4)
    let page = [entry(1), entry(2), entry(3), entry(4)]
    #expect(
      table.tell(.page(1, page, upto: 4)) == [
        .sendEvent(0, after: 0, upto: 1, entry: 0), .sendEvent(0, after: 1, upto: 2, entry: 1),
      ])
    #expect(table.tell(.message(0, .credit(events: 1, bytes: 50))) == [])
    #expect(table.tell(.message(0, .credit(events: 1, bytes: 1))) == [.read(2, after: 2, subjects: [], limit: 16)])
  }

  @Test func readersAtTheSamePlaceShareARead() {
    var table = Table()
    _ = table.opened(0, subjects: ["a"], last: 0)
    _ = table.opened(1, subjects: ["b"], last: 0)
    table.tell(.tick, after: .milliseconds(100))
    #expect(table.tell(.log(log(2))) == [.read(1, after: 0, subjects: [], limit: 16)])
    let page = [entry(1, "eu.t.v1", "b"), entry(2, "eu.t.v1", "a")]
    #expect(
      table.tell(.page(1, page, upto: 2)) == [
        .sendEvent(0, after: 0, upto: 2, entry: 1), .sendEvent(1, after: 0, upto: 1, entry: 0),
        .send(1, .progress(after: 1, upto: 2)),
      ])
  }

  @Test func whenTooManyBytesAreUnderWayOnlyThoseWithinTheirShareAreServed() {
    var table = Table {
      $0.maxSubscriptions = 2
      $0.maxBytesInFlight = 400
    }
    _ = table.opened(0, last: 20)
    table.tell(.page(1, (1...4).map { entry($0) }, upto: 4))
    // It has its 400 bytes and more than its half of them, so the log's rest waits; another reader has its own half.
    #expect(table.tell(.tick, after: .milliseconds(100)).contains(.lookUp))
    #expect(!table.tell(.log(log(20))).contains { if case .read = $0 { true } else { false } })
    #expect(table.opened(1, since: 9, last: 20).contains(.read(2, after: 9, subjects: [], limit: 16)))
    #expect(
      table.tell(.message(0, .credit(events: 3, bytes: 300))).contains(.read(3, after: 4, subjects: [], limit: 16)))
  }

  @Test func aReadThatFailsIsTriedAgainLater() {
    var table = Table()
    _ = table.opened(0, last: 1)
    #expect(table.tell(.readFailed(1)) == [])
    #expect(table.tell(.tick, after: .milliseconds(99)) == [])
    #expect(
      table.tell(.tick, after: .milliseconds(1)) == [.lookUp, .read(2, after: 0, subjects: [], limit: 16)])
  }

  @Test func theServerBeatsAndEndsWhatIsSilentForFourBeats() {
    var table = Table()
    _ = table.opened(0, last: 0)
    for second in 1...3 {
      #expect(
        table.tell(.tick, after: .seconds(1)).contains(.send(0, .progress(after: 0, upto: 0))), "second \(second)")
      table.tell(.log(log(0)))
    }
    let actions = table.tell(.tick, after: .seconds(1))
    #expect(actions.starts(with: [.send(0, .close), .forget(0)]))
    #expect(table.machine.nextDeadline == nil)
  }

  @Test func aBeatTellsWhereAReaderWithoutCreditStands() {
    var table = Table()
    _ = table.opened(0, credit: 1, last: 0)
    table.tell(.tick, after: .milliseconds(100))
    table.tell(.log(log(2)))
    table.tell(.page(1, [entry(1), entry(2)], upto: 2))
    #expect(table.tell(.tick, after: .seconds(1)).contains(.send(0, .progress(after: 1, upto: 1))))
  }

  @Test func aReaderThatWaitsForTheLogIsToldThatTheServerLives() {
    var table = Table()
    table.tell(.message(0, .open(StreamOpen(since: 0, credit: 1, bytes: 1))))
    table.tell(.log(nil))
    #expect(table.tell(.tick, after: .seconds(1)).contains(.send(0, .beat)))
  }

  @Test func aBeatKeepsASubscription() {
    var table = Table()
    _ = table.opened(0, last: 0)
    for _ in 0..<20 {
      table.tell(.tick, after: .milliseconds(500))
      table.tell(.message(0, .beat))
      table.tell(.log(log(0)))
    }
    #expect(table.machine.count == 1)
  }

  @Test func aProcessThatStoodStillDoesNotBlameItsReaders() {
    var table = Table()
    _ = table.opened(0, last: 0)
    table.tell(.tick, after: .seconds(3600))
    #expect(table.machine.count == 1)
  }

  @Test func whoHasNoSubscriptionIsToldAtOnce() {
    var table = Table { $0.maxSubscriptions = 1 }
    #expect(table.tell(.message(5, .beat)) == [.send(5, .close), .forget(5)])
    #expect(table.tell(.message(5, .credit(events: 1, bytes: 1))) == [.send(5, .close), .forget(5)])
    #expect(table.tell(.message(5, .close)) == [.forget(5)])
    _ = table.opened(0)
    #expect(
      table.tell(.message(1, .open(StreamOpen(since: 0, credit: 1, bytes: 1)))) == [.send(1, .close), .forget(1)])
  }

  @Test func whatCannotBeReadEndsTheSubscriptionWithTheReason() {
    var table = Table()
    _ = table.opened(0, last: 3)
    let reset = StreamReset(.invalid, detail: StreamFault.header.description, log: log(3))
    #expect(table.tell(.message(0, .malformed(.header))) == [.send(0, .reset(reset)), .forget(0)])
    #expect(table.tell(.page(1, [entry(1)], upto: 3)) == [])
    #expect(table.machine.isQuiet)
  }

  @Test func aDrainBringsReadersToTheEndBeforeTheGoodbye() {
    var table = Table()
    _ = table.opened(0, last: 0)
    _ = table.opened(1, credit: 0, last: 0)
    #expect(table.tell(.drain) == [.lookUp])
    #expect(
      table.tell(.message(2, .open(StreamOpen(since: 0, credit: 1, bytes: 1)))) == [.send(2, .close), .forget(2)])
    #expect(
      table.tell(.log(log(1))) == [.read(1, after: 0, subjects: [], limit: 16), .send(1, .close), .forget(1)])
    #expect(!table.machine.isQuiet)
    #expect(
      table.tell(.page(1, [entry(1)], upto: 1)) == [
        .sendEvent(0, after: 0, upto: 1, entry: 0), .send(0, .close), .forget(0),
      ])
    #expect(table.machine.isQuiet)
  }
}
