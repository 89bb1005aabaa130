import Testing
import TurnSimulation

/// Turns under random faults; a failing seed is run again with `rinnalla simulate --seed N --seeds 1`.
@Suite struct TurnSimulationTests {
  @Test(arguments: 0..<20)
  func `Two hundred seeds keep every promise of a turn`(tens: UInt64) {
    for seed in tens * 10..<tens * 10 + 10 {
      var simulation = TurnSimulation(seed: seed)
      let outcome = simulation.run(steps: 600)
      #expect(outcome.violations.isEmpty, "seed \(seed)")
      #expect(outcome.answered > 5, "seed \(seed)")
    }
  }

  @Test func `One seed is one history, and the faults do happen`() {
    var (first, second) = (TurnSimulation(seed: 7), TurnSimulation(seed: 7))
    let outcome = first.run(steps: 5000)
    #expect(outcome == second.run(steps: 5000))
    #expect(outcome.conflicts > 0 && outcome.powerCuts > 0 && outcome.computed > outcome.answered)
  }
}
