import MajordomoSimulation
import Testing

@Suite struct SimulationTests {
  @Test(arguments: 0..<4)
  func theBrokerKeepsItsPromisesAmongRandomPeers(run: Int) {
    // Fixed, so that one run is like another; `rinnalla simulate` tries others.
    let seed = UInt64(run + 1) * 7919
    var simulation = BrokerSimulation(seed: seed)
    let outcome = simulation.run(events: 30_000)
    #expect(outcome.violations.isEmpty, "seed \(seed): \(outcome.violations)")
    #expect(outcome.counters.finals > 100, "seed \(seed)")
    #expect(outcome.counters.retries > 10, "seed \(seed)")
    #expect(outcome.counters.workersExpired > 10, "seed \(seed)")
    #expect(outcome.counters.clockJumps > 0, "seed \(seed)")
    #expect(outcome.counters.queued == 0 && outcome.counters.inFlight == 0, "seed \(seed)")
  }

  /// Found by chance: of two workers that died in one moment the second got the first one's request.
  @Test func theRequestOfADeadWorkerNeverGoesToOneThatIsDeadToo() {
    var simulation = BrokerSimulation(seed: 13_535_438_638_499_361_308)
    #expect(simulation.run(events: 30_000).violations.isEmpty)
  }

  @Test func everyRequestIsAnsweredOnceThroughRestartsAndDeaths() {
    let seed: UInt64 = 1
    var simulation = NetworkSimulation(seed: seed)
    let outcome = simulation.run(requests: 1500)
    #expect(outcome.violations.isEmpty, "seed \(seed): \(outcome.violations)")
    #expect(outcome.answered == 1500, "seed \(seed)")
    #expect(outcome.worked > 1500, "seed \(seed): without a repeated request nothing was tried")
    #expect(outcome.restarts > 0, "seed \(seed)")
  }

  @Test func aHistoryHasTheLastThatHappenedInItsOrder() {
    var history = History()
    #expect(history.last == [])
    for number in 0..<450 { history.note(number, -number) }
    #expect(history.last == (250..<450).map { "\($0) \(-$0)" })
  }

  @Test func anotherSeedIsAnotherHistory() {
    var one = BrokerSimulation(seed: 1)
    var two = BrokerSimulation(seed: 2)
    let histories = (one.run(events: 500).history, two.run(events: 500).history)
    #expect(histories.0 != histories.1)
  }

  @Test(arguments: 0..<20)
  func twoHundredSeedsKeepEveryPromise(tens: Int) {
    for seed in 0..<10 {
      let report = Simulation.run(seed: UInt64(1000 + tens * 10 + seed), events: 500)
      #expect(
        report.violations.isEmpty,
        "rinnalla simulate --seed \(report.seed) --seeds 1 --events 500: \(report.violations.prefix(5))")
    }
  }
}
