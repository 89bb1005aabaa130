/// All simulations under one seed. The same seed and length give the same report in every process, on every machine.
public enum Simulation {
  /// What came of one seed.
  public struct Report: Equatable, Sendable {
    public var seed: UInt64
    public var broker: BrokerSimulation.Outcome
    public var network: NetworkSimulation.Outcome
    /// Events that the stream's readers got.
    public var seen: Int
    public var resets: Int
    public var reconnects: Int
    /// What did not hold, each with the simulation in which; empty when all is well.
    public var violations: [String]
  }

  /// - Parameter events: of the broker; the network has a request for each twenty, the stream a step for each two.
  public static func run(seed: UInt64, events: Int) -> Report {
    var broker = BrokerSimulation(seed: seed)
    let brokerOutcome = broker.run(events: events)
    var network = NetworkSimulation(seed: seed)
    let networkOutcome = network.run(requests: max(events / 20, 1))
    var stream = StreamSimulation(seed: seed)
    stream.run(steps: events / 2)
    return Report(
      seed: seed, broker: brokerOutcome, network: networkOutcome, seen: stream.seen, resets: stream.resets,
      reconnects: stream.reconnects,
      violations: brokerOutcome.violations.map { "broker: \($0)" } + networkOutcome.violations.map { "network: \($0)" }
        + stream.violations.map { "stream: \($0)" })
  }
}
