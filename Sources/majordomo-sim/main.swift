import MajordomoSimulation

// majordomo-sim SEED EVENTS: runs the simulations once and prints what came of them. The same arguments print the same
// lines in every process; a test compares two.
let arguments = CommandLine.arguments
guard arguments.count == 3, let seed = UInt64(arguments[1]), let events = Int(arguments[2]) else {
  print("use: majordomo-sim SEED EVENTS")
  throw WrongUse()
}
struct WrongUse: Error {}

var simulation = BrokerSimulation(seed: seed)
let outcome = simulation.run(events: events)
print("broker history \(String(outcome.history, radix: 16)) events \(outcome.events)")
print(outcome.counters)
for violation in outcome.violations { print("violation: \(violation)") }

var network = NetworkSimulation(seed: seed)
let traffic = network.run(requests: events / 20)
print("network history \(String(traffic.history, radix: 16)) answered \(traffic.answered) worked \(traffic.worked)")
for violation in traffic.violations { print("violation: \(violation)") }

var stream = StreamSimulation(seed: seed)
stream.run(steps: events / 2)
print("stream seen \(stream.seen) resets \(stream.resets) reconnects \(stream.reconnects)")
for violation in stream.violations { print("violation: \(violation)") }
