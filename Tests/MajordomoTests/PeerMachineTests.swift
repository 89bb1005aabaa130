import Majordomo
import Randomness
import Testing

/// The worker's table of states, row by row.
@Suite struct WorkerMachineTests {
  final class Table {
    var machine = WorkerMachine(heartbeatInterval: .seconds(1), liveness: 4, seed: 5)
    var now = Instant(microseconds: 0)

    func give(_ event: WorkerMachine.Event) -> [WorkerMachine.Action] {
      var actions: [WorkerMachine.Action] = []
      machine.received(event, at: now, into: &actions)
      return actions
    }

    func wait(milliseconds: Int64) -> [WorkerMachine.Action] {
      let end = Instant(microseconds: now.microseconds + milliseconds * 1000)
      var actions: [WorkerMachine.Action] = []
      while let wanted = machine.nextDeadline, wanted <= end {
        now = max(now, wanted)
        actions += give(.tick)
      }
      now = end
      return actions
    }
  }

  @Test func itWorksOnOneRequestAndBeatsMeanwhile() {
    let table = Table()
    #expect(table.give(.start) == [.open])
    #expect(table.give(.request) == [.deliver])
    #expect(table.wait(milliseconds: 2500) == [.sendHeartbeat, .sendHeartbeat])
    #expect(table.give(.finished) == [.sendFinal])
    #expect(table.machine.state == .registered)
  }

  @Test func silenceOfTheBrokerMakesItBeginAnew() {
    let table = Table()
    _ = table.give(.start)
    let actions = table.wait(milliseconds: 4500)
    #expect(actions == [.sendHeartbeat, .sendHeartbeat, .sendHeartbeat, .close, .open])
  }

  @Test func disconnectMakesItBeginAnewAfterAPauseThatGrows() {
    let table = Table()
    _ = table.give(.start)
    var pauses: [Int64] = []
    for _ in 0..<8 {
      #expect(table.give(.disconnect) == [.close])
      let wanted = table.machine.nextDeadline?.microseconds ?? 0
      pauses.append(wanted - table.now.microseconds)
      table.now = Instant(microseconds: wanted)
      #expect(table.give(.tick) == [.open])
    }
    #expect((75_000...125_000).contains(pauses[0]))
    #expect((150_000...250_000).contains(pauses[1]))
    #expect((3_750_000...6_250_000).contains(pauses[7]))
  }

  @Test func aBrokerLostWhileWorkingGetsNoAnswerAndTheNextOneIsMetAfterTheHandler() {
    let table = Table()
    _ = table.give(.start)
    _ = table.give(.request)
    #expect(table.give(.disconnect) == [.close])
    #expect(table.machine.state == .stale)
    #expect(table.wait(milliseconds: 60_000) == [])
    #expect(table.give(.finished) == [.dropAnswer, .open])
  }

  @Test func aSecondRequestAtOnceIsARuleBroken() {
    let table = Table()
    _ = table.give(.start)
    _ = table.give(.request)
    #expect(table.give(.request) == [.close])
  }

  @Test func drainedItAnswersWhatRunsThenSaysGoodbye() {
    let table = Table()
    _ = table.give(.start)
    _ = table.give(.request)
    #expect(table.give(.drain) == [])
    #expect(table.give(.finished) == [.sendFinal, .sendDisconnect, .close])
    #expect(table.machine.state == .ended)
    #expect(table.machine.nextDeadline == nil)
  }

  @Test func aSuspendedWorkerListensBeforeItGivesTheBrokerUp() {
    let table = Table()
    _ = table.give(.start)
    table.now = Instant(microseconds: 3_600_000_000)
    #expect(table.give(.tick) == [.sendHeartbeat])
    #expect(table.machine.state == .registered)
  }
}

@Suite struct ClientMachineTests {
  final class Table {
    var machine: ClientMachine
    var now = Instant(microseconds: 0)

    init(sockets: Int = 2, waiting: Int = 2, endpoints: Int = 1) {
      var rules = ClientRules()
      rules.firstTry = .seconds(1)
      rules.maxSockets = sockets
      rules.maxWaiting = waiting
      rules.endpoints = endpoints
      machine = ClientMachine(rules: rules, seed: 3)
    }

    func give(_ event: ClientMachine.Event) -> [ClientMachine.Action] {
      var actions: [ClientMachine.Action] = []
      machine.received(event, at: now, into: &actions)
      return actions
    }

    /// Goes to the next moment that the machine asked for.
    func next() -> [ClientMachine.Action] {
      now = machine.nextDeadline ?? now
      return give(.tick)
    }
  }

  @Test func aSocketCarriesOneRequestAndIsUsedAgain() {
    let table = Table()
    #expect(table.give(.submit(0, timeout: .seconds(9))) == [.open(0, endpoint: 0), .send(0, 0)])
    #expect(table.give(.submit(1, timeout: .seconds(9))) == [.open(1, endpoint: 0), .send(1, 1)])
    #expect(table.give(.final(0)) == [.answer(0, 0)])
    #expect(table.give(.submit(0, timeout: .seconds(9))) == [.send(0, 0)])
  }

  @Test func moreThanTheSocketsWaitInTurnAndMoreThanMayWaitAreRefused() {
    let table = Table(sockets: 1, waiting: 1)
    _ = table.give(.submit(0, timeout: .seconds(9)))
    #expect(table.give(.submit(1, timeout: .seconds(9))) == [])
    #expect(table.give(.submit(2, timeout: .seconds(9))) == [.fail(2, .overloaded)])
    #expect(table.give(.final(0)) == [.answer(0, 0), .send(1, 0)])
  }

  @Test func aTryWithoutAnAnswerGoesToTheNextEndpointOnANewSocketForTwiceAsLong() {
    let table = Table(endpoints: 2)
    _ = table.give(.submit(0, timeout: .seconds(20)))
    #expect(table.next() == [.close(0), .open(0, endpoint: 1), .send(0, 0)])
    #expect(table.now.microseconds == 1_000_000)
    #expect(table.next() == [.close(0), .open(0, endpoint: 0), .send(0, 0)])
    #expect((2_500_000...3_500_000).contains(table.now.microseconds))
  }

  @Test func aRequestOutOfTimeFailsOnceAndItsSocketIsClosed() {
    let table = Table()
    _ = table.give(.submit(0, timeout: .milliseconds(500)))
    #expect(table.next() == [.fail(0, .timedOut), .close(0)])
    #expect(table.machine.nextDeadline == nil)
    #expect(table.give(.final(0)) == [])
  }

  @Test func aCancelledRequestFreesItsSocketForTheNext() {
    let table = Table(sockets: 1)
    _ = table.give(.submit(0, timeout: .seconds(9)))
    _ = table.give(.submit(1, timeout: .seconds(9)))
    #expect(table.give(.cancel(0)) == [.close(0), .open(0, endpoint: 0), .send(1, 0)])
    #expect(table.give(.cancel(0)) == [])
  }

  @Test func closingFailsEverythingAndRefusesTheRest() {
    let table = Table(sockets: 1)
    _ = table.give(.submit(0, timeout: .seconds(9)))
    _ = table.give(.submit(1, timeout: .seconds(9)))
    #expect(table.give(.close) == [.fail(0, .closed), .fail(1, .closed), .close(0)])
    #expect(table.give(.submit(0, timeout: .seconds(9))) == [.fail(0, .closed)])
  }
}

@Suite struct ByteTableTests {
  /// Against a dictionary, through thousands of random insertions and removals.
  @Test func itAgreesWithADictionary() {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    var table = ByteTable(seed: seed)
    var expected: [[[UInt8]: Int]] = [[:], [:]]
    for _ in 0..<20_000 {
      let space = Int.random(in: 0...1, using: &random)
      let key = (0..<Int.random(in: 0...2, using: &random)).map { _ in UInt8.random(in: 0...15, using: &random) }
      let found = key.withUnsafeBytes { table.find($0, in: space) }
      #expect(found == expected[space][key], "seed \(seed)")
      if let found {
        if Bool.random(using: &random) {
          table.remove(found)
          expected[space][key] = nil
        }
      } else {
        let id = key.withUnsafeBytes { table.insert($0, in: space) }
        #expect(!expected.contains { $0.values.contains(id) }, "seed \(seed)")
        #expect(table[id] == key)
        expected[space][key] = id
      }
      #expect(table.count == expected[0].count + expected[1].count)
    }
  }
}
