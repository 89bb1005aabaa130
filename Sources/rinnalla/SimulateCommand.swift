import ArgumentParser
import MajordomoSimulation
import TurnSimulation

struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract:
      "Try broker, clients and workers, the event stream, turns and durable requests and their store under random faults.",
    discussion: """
      First each part alone, hard; then all of them together, as a region's server and those who use it. Everything that happens
      comes from the seed, so what failed can be run again on another machine; the last of its history is printed.

      Examples:
        rinnalla simulate --seeds 200
        rinnalla simulate --seed 4711 --seeds 1 --events 30000
      """)

  @Option(help: ArgumentHelp("How many seeds to try.", valueName: "N"))
  var seeds = 20

  @Option(help: ArgumentHelp("The first seed; the others follow.", valueName: "SEED"))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("Events of the broker for each seed.", valueName: "N"))
  var events = 10_000

  func validate() throws {
    guard (1...1_000_000).contains(seeds) else { throw ValidationError("--seeds is 1 to 1000000.") }
    guard (1...10_000_000).contains(events) else { throw ValidationError("--events is 1 to 10000000.") }
  }

  func run() throws {
    var failed = 0
    for offset in 0..<UInt64(seeds) {
      let report = Simulation.run(seed: seed &+ offset, events: events)
      var turns = TurnSimulation(seed: seed &+ offset)
      let outcome = turns.run(steps: events)
      var titanic = TitanicSimulation(seed: seed &+ offset)
      let durable = titanic.run(steps: events)
      var region = RegionSimulation(seed: seed &+ offset)
      let together = region.run(steps: events)
      writeOutput("\(report.line), \(outcome.line), \(durable.line), \(together.line)\n")
      var violations = report.violations
      violations += outcome.violations.map { "turn: \($0)" }
      violations += durable.violations.map { "titanic: \($0)" }
      violations += together.violations.map { "together: \($0)" }
      if violations.isEmpty { continue }
      failed += 1
      let parts = [report.broker.last, report.network.last, outcome.last, durable.last, together.last]
      for line in parts.joined() { writeOutput("  \(line)\n") }
      for violation in violations { writeOutput("  \(violation)\n") }
      writeOutput("  again: rinnalla simulate --seed \(report.seed) --seeds 1 --events \(events)\n")
    }
    writeOutput("\(seeds) seeds of \(events) events, \(failed) failed\n")
    if failed > 0 { throw ExitCode(ExitStatus.failed.rawValue) }
  }
}

extension Simulation.Report {
  /// One line; the histories are hashes of everything that happened.
  fileprivate var line: String {
    "seed \(seed): broker \(String(broker.history, radix: 16)), network \(String(network.history, radix: 16)), "
      + "stream \(seen) events, \(resets) resets, \(reconnects) connections"
  }
}

extension TurnSimulation.Outcome {
  fileprivate var line: String {
    "turns \(String(history, radix: 16)), \(answered) answers, \(conflicts) conflicts, \(powerCuts) power cuts"
  }
}

extension RegionSimulation.Outcome {
  fileprivate var line: String {
    "together \(String(history, radix: 16)), \(answered) answers, \(fetched) of them kept, \(seen) events, "
      + "\(powerCuts) power cuts, \(diskErrors) disk errors"
  }
}

extension TitanicSimulation.Outcome {
  fileprivate var line: String {
    "titanic \(String(history, radix: 16)), \(kept) kept, \(answered) answered, \(dead) dead, \(repeated) done again"
  }
}
