import Testing
import TurnSimulation

/// Durable requests under random faults; a failing seed is run again with `rinnalla simulate --seed N --seeds 1`.
@Suite struct TitanicSimulationTests {
  @Test(arguments: 0..<20)
  func `Two hundred seeds keep every promise of a durable request`(tens: UInt64) {
    for seed in tens * 10..<tens * 10 + 10 {
      var simulation = TitanicSimulation(seed: seed)
      let outcome = simulation.run(steps: 600)
      #expect(outcome.violations.isEmpty, "seed \(seed)")
      #expect(outcome.answered > 5, "seed \(seed)")
    }
  }

  @Test func `One seed is one history, and the faults do happen`() {
    var (first, second) = (TitanicSimulation(seed: 7), TitanicSimulation(seed: 7))
    let outcome = first.run(steps: 5000)
    #expect(outcome == second.run(steps: 5000))
    #expect(outcome.powerCuts > 0 && outcome.dead > 0 && outcome.repeated > 0 && outcome.refused > 0)
  }
}
