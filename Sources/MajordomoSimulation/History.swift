import Majordomo

/// A hash over everything that happened, in order: two runs with equal hashes were the same run.
public struct History: Equatable, Sendable {
  /// FNV-1a over the numbers noted so far.
  public private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325

  public init() {}

  /// Adds numbers to the history.
  public mutating func note(_ numbers: Int...) {
    for number in numbers {
      var rest = UInt64(bitPattern: Int64(number))
      for _ in 0..<8 {
        hash = (hash ^ (rest & 0xFF)) &* 0x0000_0100_0000_01B3
        rest >>= 8
      }
    }
  }

  mutating func note(_ event: BrokerEvent, at time: Int64) {
    note(Int(time))
    switch event {
    case .request(let peer, let service, let slot, let bytes): note(1, peer, number(service), slot, bytes)
    case .inquiry(let peer, let service, let slot): note(2, peer, service ?? -1, slot)
    case .ready(let peer, let service, let isPermitted): note(3, peer, number(service), isPermitted ? 1 : 0)
    case .partial(let peer, let request, let slot): note(4, peer, Int(request ?? 0), slot)
    case .final(let peer, let request, let slot): note(5, peer, Int(request ?? 0), slot)
    case .heartbeat(let peer): note(6, peer)
    case .disconnect(let peer): note(7, peer)
    case .malformed(let peer): note(8, peer)
    case .requestUnsent(let peer, let request): note(9, peer, Int(request))
    case .unsent(let peer): note(10, peer)
    case .barred(let peer): note(14, peer)
    case .tick: note(11)
    case .drain: note(12)
    case .stop: note(13)
    }
  }

  mutating func note(_ action: BrokerAction) {
    switch action {
    case .sendRequest(let worker, let request, let client, let slot): note(21, worker, Int(request), client, slot)
    case .sendPartial(let client, let service, let slot): note(22, client, service, slot)
    case .sendFinal(let client, let service, let slot): note(23, client, service, slot)
    case .sendManagementReply(let client, let status, let slot): note(24, client, Int(status.rawValue), slot)
    case .sendRefusal(let client, _, let slot): note(25, client, slot)
    case .sendHeartbeat(let worker): note(26, worker)
    case .sendDisconnect(let worker): note(27, worker)
    case .release(let slot): note(28, slot)
    case .forget(let peer): note(29, peer)
    }
  }

  private func number(_ service: ServiceReference) -> Int {
    switch service {
    case .ordinary(let id): id
    case .inquiry: -1
    case .unknownManagement: -2
    case .invalid: -3
    case .tooMany: -4
    }
  }
}
