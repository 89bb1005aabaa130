import Majordomo
import Testing

@Suite struct StreamSimulationTests {
  @Test(arguments: 0..<4)
  func everyReaderSeesEachVisibleEventOnceAndInOrder(run: Int) {
    let seed = UInt64.random(in: 0 ... .max)
    var simulation = StreamSimulation(seed: seed)
    simulation.run(steps: 12_000)
    #expect(simulation.violations.isEmpty, "seed \(seed): \(simulation.violations.prefix(5))")
    #expect(simulation.seen > 1000, "seed \(seed)")
    #expect(simulation.reconnects > 100, "seed \(seed)")
    #expect(simulation.resets > 0, "seed \(seed)")
  }
}
