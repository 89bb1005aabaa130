import MajordomoSimulation
import Testing

@Suite struct StreamSimulationTests {
  /// Fixed, so that one run is like another; `rinnalla simulate` tries others. In the last three a reader without
  /// credit lost the last event that was sent to it, and nothing told it so.
  @Test(arguments: [1, 2, 3, 101, 222, 256] as [UInt64])
  func everyReaderSeesEachVisibleEventOnceAndInOrder(seed: UInt64) {
    var simulation = StreamSimulation(seed: seed)
    simulation.run(steps: 8000)
    #expect(simulation.violations.isEmpty, "seed \(seed): \(simulation.violations.prefix(5))")
    #expect(simulation.seen > 1000, "seed \(seed)")
    #expect(simulation.reconnects > 50, "seed \(seed)")
    #expect(simulation.resets > 0, "seed \(seed)")
  }
}
