import Testing
import TurnSimulation

/// All machines together under random faults; a failing seed is run again with `rinnalla simulate --seed N --seeds 1`.
@Suite struct RegionSimulationTests {
  @Test(arguments: 0..<20)
  func `Two hundred seeds keep every promise of a region's server`(tens: UInt64) {
    for seed in tens * 10..<tens * 10 + 10 {
      var simulation = RegionSimulation(seed: seed)
      let outcome = simulation.run(steps: 600)
      #expect(outcome.violations.isEmpty, "rinnalla simulate --seed \(seed) --seeds 1 --events 600")
      #expect(outcome.answered > 5, "seed \(seed)")
    }
  }

  @Test func `One seed is one history, and the faults do happen`() {
    var first = RegionSimulation(seed: 7)
    var second = RegionSimulation(seed: 7)
    var other = RegionSimulation(seed: 8)
    let outcome = first.run(steps: 20_000)
    #expect(outcome == second.run(steps: 20_000))
    #expect(outcome.history != other.run(steps: 20_000).history)
    #expect(outcome.answered > 100 && outcome.fetched > 10 && outcome.seen > 100)
    #expect(outcome.refused > 0 && outcome.conflicts > 0 && outcome.replayed > 0)
    #expect(outcome.brokerRestarts > 0 && outcome.connectionsLost > 0 && outcome.powerCuts > 0)
    #expect(outcome.diskErrors > 0 && outcome.clockJumps > 0)
  }
}
