import Majordomo

/// A broker with an easy mouth: services by name, peers made as needed, slots counted up, time in milliseconds.
final class BrokerTable {
  var machine: BrokerMachine
  var now = Instant(microseconds: 0)
  private var nextPeer = 0
  private var nextSlot = 0

  var counters: BrokerCounters { machine.counters }
  var isQuiet: Bool { machine.isQuiet }

  init(_ rules: BrokerRules = BrokerRules()) {
    machine = BrokerMachine(rules: rules, now: Instant(microseconds: 0), seed: 7)
  }

  func peer(_ role: Role = .member, origin: Int? = nil) -> PeerID {
    let isAdmitted = admits(role, origin: origin)
    precondition(isAdmitted)
    return nextPeer
  }

  func admits(_ role: Role, origin: Int? = nil) -> Bool {
    nextPeer += 1
    return machine.admit(nextPeer, role: role, origin: origin, at: now)
  }

  func slot() -> SlotID {
    nextSlot += 1
    return nextSlot
  }

  func service(_ name: String) -> ServiceReference {
    Array(name.utf8).withUnsafeBytes { machine.service(named: $0) }
  }

  func give(_ event: BrokerEvent) -> [BrokerAction] {
    var actions: [BrokerAction] = []
    machine.received(event, at: now, into: &actions)
    return actions
  }

  func request(_ client: PeerID, _ name: String = "echo", slot: SlotID, bytes: Int = 10) -> [BrokerAction] {
    give(.request(from: client, service: service(name), slot: slot, bytes: bytes))
  }

  func ready(_ worker: PeerID, _ name: String = "echo") -> [BrokerAction] {
    give(.ready(from: worker, service: service(name), isPermitted: true))
  }

  /// A registered worker.
  func worker(_ name: String = "echo") -> PeerID {
    let worker = peer(.worker)
    precondition(ready(worker, name).isEmpty)
    return worker
  }

  /// Moves time on in steps in which the broker is called when it wants to be.
  func wait(milliseconds: Int64) -> [BrokerAction] {
    let end = Instant(microseconds: now.microseconds + milliseconds * 1000)
    var actions: [BrokerAction] = []
    while let wanted = machine.nextDeadline, wanted <= end {
      now = max(now, wanted)
      actions += give(.tick)
    }
    now = end
    return actions
  }
}

extension [BrokerAction] {
  /// The requests that were sent, as pairs of worker and slot.
  var requests: [[Int]] {
    compactMap { if case .sendRequest(let worker, _, _, let slot) = $0 { [worker, slot] } else { nil } }
  }

  /// The number of the first request that was sent.
  var number: UInt64? {
    for case .sendRequest(_, let number, _, _) in self { return number }
    return nil
  }
}
