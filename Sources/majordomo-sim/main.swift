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
