import Majordomo

/// A hash over everything that happened, in order: two runs with equal hashes were the same run. And the last of it, to be read.
public struct History: Equatable, Sendable {
  private enum Entry: Equatable {
    case numbers([Int])
    case told(String, [Int], at: Int64)
    case event(BrokerEvent, at: Int64)
    case action(BrokerAction)
  }

  /// FNV-1a over the numbers noted so far.
  public private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  private static let kept = 200
  private var entries: [Entry] = []
  /// Where the oldest stands.
  private var oldest = 0

  public init() {}

  /// What was noted last, a line each, the oldest first.
  public var last: [String] {
    (entries[oldest...] + entries[..<oldest]).map { entry in
      switch entry {
      case .numbers(let numbers): numbers.map(String.init).joined(separator: " ")
      case .told(let words, let numbers, let time):
        "\(time) µs: \(([words] + numbers.map(String.init)).joined(separator: " "))"
      case .event(let event, let time): "\(time) µs: \(event)"
      case .action(let action): "  \(action)"
      }
    }
  }

  /// Adds numbers to the history.
  public mutating func note(_ numbers: Int...) {
    mix(numbers)
    keep(.numbers(numbers))
  }

  /// Adds something that happened: its code and its numbers to the hash, and words for who reads it.
  public mutating func note(_ words: String, code: Int, _ numbers: [Int], at time: Int64) {
    mix([Int(time), code] + numbers)
    keep(.told(words, numbers, at: time))
  }

  private mutating func mix(_ numbers: [Int]) {
    for number in numbers {
      var rest = UInt64(bitPattern: Int64(number))
      for _ in 0..<8 {
        hash = (hash ^ (rest & 0xFF)) &* 0x0000_0100_0000_01B3
        rest >>= 8
      }
    }
  }

  private mutating func keep(_ entry: Entry) {
    if entries.count < Self.kept {
      entries.append(entry)
    } else {
      entries[oldest] = entry
      oldest = (oldest + 1) % Self.kept
    }
  }

  mutating func note(_ event: BrokerEvent, at time: Int64) {
    keep(.event(event, at: time))
    mix([Int(time)])
    switch event {
    case .request(let peer, let service, let slot, let bytes): mix([1, peer, number(service), slot, bytes])
    case .inquiry(let peer, let service, let slot): mix([2, peer, service ?? -1, slot])
    case .ready(let peer, let service, let isPermitted): mix([3, peer, number(service), isPermitted ? 1 : 0])
    case .partial(let peer, let request, let slot): mix([4, peer, Int(request ?? 0), slot])
    case .final(let peer, let request, let slot): mix([5, peer, Int(request ?? 0), slot])
    case .heartbeat(let peer): mix([6, peer])
    case .disconnect(let peer): mix([7, peer])
    case .malformed(let peer): mix([8, peer])
    case .requestUnsent(let peer, let request): mix([9, peer, Int(request)])
    case .unsent(let peer): mix([10, peer])
    case .barred(let peer): mix([14, peer])
    case .tick: mix([11])
    case .drain: mix([12])
    case .stop: mix([13])
    }
  }

  mutating func note(_ action: BrokerAction) {
    keep(.action(action))
    switch action {
    case .sendRequest(let worker, let request, let client, let slot): mix([21, worker, Int(request), client, slot])
    case .sendPartial(let client, let service, let slot): mix([22, client, service, slot])
    case .sendFinal(let client, let service, let slot): mix([23, client, service, slot])
    case .sendManagementReply(let client, let status, let slot): mix([24, client, Int(status.rawValue), slot])
    case .sendRefusal(let client, _, let slot): mix([25, client, slot])
    case .sendHeartbeat(let worker): mix([26, worker])
    case .sendDisconnect(let worker): mix([27, worker])
    case .release(let slot): mix([28, slot])
    case .forget(let peer): mix([29, peer])
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
