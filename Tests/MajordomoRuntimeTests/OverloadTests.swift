import Majordomo
import MajordomoRuntime
import Synchronization
import Testing
import ZeroMQ

/// More requests than there are workers for, over real sockets.
@Suite(.timeLimit(.minutes(1))) struct OverloadTests {
  private func broker(_ context: Context, guests: Int) throws -> Broker {
    var configuration = BrokerConfiguration(endpoints: [
      BrokerEndpoint("inproc://guests", .fixed(Principal(role: .guest, userID: "guest"))),
      BrokerEndpoint("inproc://members", .fixed(Principal(role: .member, userID: "local"))),
    ])
    configuration.rules.defaultPolicy.maxGuestQueued = guests
    configuration.rules.defaultPolicy.deadline = .seconds(60)
    configuration.refusalBody = { Array("\($0)".utf8) }
    let broker = Broker(context: context, configuration: configuration)
    try broker.start()
    return broker
  }

  private static func client(_ context: Context, _ endpoint: String) throws -> Client {
    var rules = ClientRules()
    (rules.firstTry, rules.maxSockets) = (.seconds(60), 400)
    return try Client(context: context, brokers: [BrokerAddress(endpoint)], rules: rules)
  }

  @Test func membersAreServedWhileGuestsFlood() async throws {
    let context = try Context()
    let waiting = 300
    let broker = try broker(context, guests: waiting)
    let gate = Signal()
    let served = Served(gate: gate)
    let pool = try WorkerPool(context: context, brokers: ["inproc://members"], service: "work", concurrency: 1) {
      await served.take($0.client?.principal.role)
      return []
    }
    let (guests, member) = (try Self.client(context, "inproc://guests"), try Self.client(context, "inproc://members"))
    try await withThrowingTaskGroup(of: Void.self) { group in
      // One is with the worker, the others wait.
      for _ in 0...waiting {
        group.addTask { _ = try await guests.request(service: "work", body: [], timeout: .seconds(60)) }
      }
      while broker.counters.queued < waiting { await Task.yield() }
      let refused = try await guests.request(service: "work", body: [], timeout: .seconds(60))
      #expect(refused == Array("queueFull".utf8))
      group.addTask { _ = try await member.request(service: "work", body: [], timeout: .seconds(60)) }
      while broker.counters.queued <= waiting { await Task.yield() }
      gate.add()
      try await group.waitForAll()
    }
    let place = try #require(served.roles.firstIndex(of: .member))
    #expect(place <= 2, "served after \(place) of \(waiting) guests that came before")
    #expect(served.roles.count == waiting + 2, "nobody whose request was taken is left without an answer")
    guests.close()
    member.close()
    await pool.drain()
    broker.stop()
  }
}

/// Who was served, in order; nobody before the gate is open.
private final class Served: Sendable {
  private let gate: Signal
  private let taken = Mutex<[Role]>([])

  init(gate: Signal) { self.gate = gate }

  var roles: [Role] { taken.withLock { $0 } }

  func take(_ role: Role?) async {
    await gate.reached(1)
    if let role { taken.withLock { $0.append(role) } }
  }
}
