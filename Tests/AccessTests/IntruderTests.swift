import Access
import Foundation
import Majordomo
import MajordomoRuntime
import Synchronization
import Testing
import Vocabulary
import ZeroMQ

/// A broker with a CURVE endpoint whose keys are in a folder, and what an intruder tries there.
final class GuardedBroker: Sendable {
  static let domain = "rinnalla"

  let context: Context
  let keys: KeyFolder
  let server: CurveKeyPair
  let endpoint: String
  /// Without keys: over tcp, where all are guests, and by ipc, where all are this user.
  let loopback, ipc: String
  private let folder: TemporaryFolder
  private let ring: KeyRing
  private let handler: ZAPHandler
  private let broker: Broker
  private let curve: BrokerEndpoint.Identity
  private let streams = Mutex<[StreamServer]>([])

  init(_ entries: [KeyEntry] = []) throws {
    folder = try TemporaryFolder()
    keys = KeyFolder(dataDirectory: folder.path)
    try keys.change { table in for entry in entries { table.allow(entry) } }
    context = try Context()
    server = try KeyFolder.pairMadeOnce(in: keys.serverFile)
    let ring = try KeyRing(keys) { _ in }
    ring.watch()
    handler = try ZAPHandler(context: context, domain: Self.domain) { ring.table.role(of: $0) != nil }
    curve = .curve(secretKey: server.secretKey, domain: Self.domain) { key in
      ring.table.role(of: key).map { Majordomo.Role(rawValue: UInt8($0.number)) ?? .guest }
    }
    var configuration = BrokerConfiguration(endpoints: [
      BrokerEndpoint("tcp://127.0.0.1:*", curve),
      BrokerEndpoint("inproc://house", .fixed(Majordomo.Principal(role: .member, userID: "local"))),
      BrokerEndpoint("tcp://127.0.0.1:*", .fixed(Majordomo.Principal(role: .guest, userID: "guest"))),
      BrokerEndpoint("ipc://\(folder.path)/broker", .fixed(Majordomo.Principal(role: .member, userID: "local"))),
    ])
    configuration.allowsPlaintextLoopback = true
    configuration.mayServe = { peer, service in
      peer.userID == "local" || ring.table.mayServe(peer.userID, service)
    }
    let broker = Broker(context: context, configuration: configuration)
    try broker.start()
    ring.onChange { [weak broker] in broker?.reviewKeys() }
    (self.ring, self.broker) = (ring, broker)
    (endpoint, loopback, ipc) = (broker.endpoints[0], broker.endpoints[2], broker.endpoints[3])
  }

  var counters: BrokerCounters { broker.counters }

  func login(_ pair: CurveKeyPair, serverKey: String? = nil) -> BrokerAddress {
    BrokerAddress(endpoint, login: BrokerAddress.Login(serverKey: serverKey ?? server.publicKey, keys: pair))
  }

  /// A service of this house that answers with the role and the user id of who asks.
  func whoService() throws -> WorkerPool {
    try WorkerPool(context: context, brokers: ["inproc://house"], service: "who", concurrency: 2) {
      guard let asker = $0.client?.principal else { return Array("nobody".utf8) }
      return Array("\(asker.role):\(asker.userID)".utf8)
    }
  }

  /// Who the house says that the holder of this address is; nil: nobody that it serves.
  func who(_ address: BrokerAddress, within limit: Duration = .seconds(10)) async throws -> String? {
    var rules = ClientRules()
    rules.firstTry = .milliseconds(500)
    let client = try Client(context: Context(), brokers: [address], rules: rules)
    defer { client.close() }
    do {
      return String(decoding: try await client.request(service: "who", body: [], timeout: limit), as: UTF8.self)
    } catch ClientError.timedOut {
      return nil
    }
  }

  /// Streams of one event, which names its reader, where the broker's endpoints are: with keys, over loopback, by ipc.
  func startStreams() async throws -> (curve: String, loopback: String, ipc: String) {
    let source = StreamSource(
      last: { StreamLog(log: "house", epoch: 1, last: 1) },
      read: { reader, after, _, _ in
        let name = Array("\(reader.role):\(reader.userID)".utf8)
        let event = StreamEvent(number: 1, type: "eu.rinnalla.test.v1", subject: "talk", bytes: name)
        return StreamPage(events: after < 1 ? [event] : [], upto: 1)
      })
    func start(_ endpoint: BrokerEndpoint) async throws -> String {
      let server = StreamServer(context: context, endpoint: endpoint, allowsPlaintextLoopback: true, source: source)
      let address = try await server.start()
      streams.withLock { $0.append(server) }
      ring.onChange { [weak server] in server?.reviewKeys() }
      return address
    }
    return (
      try await start(BrokerEndpoint("tcp://127.0.0.1:*", curve)),
      try await start(
        BrokerEndpoint("tcp://127.0.0.1:*", .fixed(Majordomo.Principal(role: .guest, userID: "guest")))),
      try await start(
        BrokerEndpoint("ipc://\(folder.path)/events", .fixed(Majordomo.Principal(role: .member, userID: "local"))))
    )
  }

  func stopStreams() async {
    for server in streams.withLock({ $0 }) { await server.stop(within: .zero) }
  }

  func stop() {
    broker.stop(within: .zero)
    handler.stop()
    ring.stop()
    context.shutdown()
    context.terminate()
  }
}

extension Vocabulary.Principal.Role {
  fileprivate var number: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }
}

@Suite(.timeLimit(.minutes(2))) struct IntruderTests {
  /// Long enough for several handshakes on a busy machine, short enough to wait for in vain.
  private static let inVain = Duration.seconds(3)

  @Test func aKeyIsWhoSomebodyIsAndTheTableSaysAsWhat() async throws {
    let (advisor, stranger) = (try CurveKeyPair(), try CurveKeyPair())
    let house = try GuardedBroker([KeyEntry(key: advisor.publicKey, role: .advisor, allowedAt: noon)])
    let pool = try house.whoService()
    #expect(try await house.who(house.login(advisor)) == "advisor:\(advisor.publicKey)")
    #expect(try await house.who(house.login(stranger)) == "guest:\(stranger.publicKey)")
    await pool.drain()
    house.stop()
  }

  @Test func whoTakesAnotherForTheServerTellsItNothing() async throws {
    let house = try GuardedBroker()
    let pool = try house.whoService()
    let wrong = house.login(try CurveKeyPair(), serverKey: try CurveKeyPair().publicKey)
    #expect(try await house.who(wrong, within: Self.inVain) == nil)
    #expect(house.counters.requests == 0)
    await pool.drain()
    house.stop()
  }

  @Test func withoutAKeyNobodyComesIn() async throws {
    let house = try GuardedBroker()
    let pool = try house.whoService()
    #expect(try await house.who(BrokerAddress(house.endpoint), within: Self.inVain) == nil)
    #expect(house.counters.requests == 0)
    await pool.drain()
    house.stop()
  }

  @Test func aRevokedKeyIsNotLetInAgain() async throws {
    let lost = try CurveKeyPair()
    let house = try GuardedBroker([
      KeyEntry(key: lost.publicKey, role: .member, allowedAt: noon, revokedAt: noon)
    ])
    let pool = try house.whoService()
    #expect(try await house.who(house.login(lost), within: Self.inVain) == nil)
    #expect(house.counters.requests == 0)
    await pool.drain()
    house.stop()
  }

  @Test func aRevokedKeyIsOutOnAConnectionThatIsUp() async throws {
    let (member, other) = (try CurveKeyPair(), try CurveKeyPair())
    let house = try GuardedBroker([KeyEntry(key: member.publicKey, role: .member, allowedAt: noon)])
    let pool = try house.whoService()
    let socket = try RawClient(house.login(member))
    #expect(try await socket.ask("who", within: .seconds(10)) == "member:\(member.publicKey)")
    try house.keys.change { $0.revoke(member.publicKey, at: noon) }
    while house.counters.peersBarred == 0 { await Task.yield() }
    let before = house.counters.requests
    #expect(try await socket.ask("who", within: Self.inVain) == nil)
    #expect(house.counters.requests == before)
    #expect(try await house.who(house.login(other)) == "guest:\(other.publicKey)")
    socket.close()
    await pool.drain()
    house.stop()
  }

  @Test func aWorkersRevokedKeyIsOutAndItsServiceGone() async throws {
    let worker = try CurveKeyPair()
    let house = try GuardedBroker([
      KeyEntry(key: worker.publicKey, role: .worker, serves: ["who"], allowedAt: noon)
    ])
    let pool = try WorkerPool(
      context: Context(), brokers: [house.login(worker)], service: "who", concurrency: 1
    ) { _ in Array("served".utf8) }
    #expect(try await house.who("inproc://house", in: house.context) == "served")
    try house.keys.change { $0.revoke(worker.publicKey, at: noon) }
    while house.counters.workers > 0 { await Task.yield() }
    #expect(try await house.who("inproc://house", in: house.context, within: Self.inVain) == nil)
    await pool.drain(within: .zero)
    house.stop()
  }

  @Test func aRoleThatWasTakenAwayIsGoneOnAConnectionThatIsUp() async throws {
    let advisor = try CurveKeyPair()
    let house = try GuardedBroker([KeyEntry(key: advisor.publicKey, role: .advisor, allowedAt: noon)])
    let pool = try house.whoService()
    let socket = try RawClient(house.login(advisor))
    #expect(try await socket.ask("who", within: .seconds(10)) == "advisor:\(advisor.publicKey)")
    try house.keys.change { $0.allow(KeyEntry(key: advisor.publicKey, role: .member, allowedAt: noon)) }
    while house.counters.peersBarred == 0 { await Task.yield() }
    #expect(try await socket.ask("who", within: .seconds(10)) == "member:\(advisor.publicKey)")
    socket.close()
    await pool.drain()
    house.stop()
  }

  @Test(arguments: [
    (Vocabulary.Principal.Role.guest, [String]()), (.member, []), (.advisor, []), (.worker, ["other"]),
  ])
  func nobodyServesWhatItsKeyIsNotFor(role: Vocabulary.Principal.Role, serves: [String]) async throws {
    let pair = try CurveKeyPair()
    let house = try GuardedBroker([KeyEntry(key: pair.publicKey, role: role, serves: serves, allowedAt: noon)])
    let pool = try WorkerPool(
      context: Context(), brokers: [house.login(pair)], service: "who", concurrency: 1
    ) { _ in Array("caught".utf8) }
    while house.counters.refusedNotPermitted == 0 { await Task.yield() }
    #expect(house.counters.workersRegistered == 0)
    #expect(try await house.who("inproc://house", in: house.context, within: .seconds(1)) == nil)
    await pool.drain(within: .zero)
    house.stop()
  }

  @Test func theRoutingIDOfAnotherDoesNotMakeOneTheOther() async throws {
    let (victim, thief) = (try CurveKeyPair(), try CurveKeyPair())
    let house = try GuardedBroker([KeyEntry(key: victim.publicKey, role: .advisor, allowedAt: noon)])
    let pool = try house.whoService()
    let first = try RawClient(house.login(victim), routingID: Array("victim".utf8))
    #expect(try await first.ask("who", within: .seconds(10)) == "advisor:\(victim.publicKey)")
    let second = try RawClient(house.login(thief), routingID: Array("victim".utf8))
    #expect(try await second.ask("who", within: Self.inVain) == nil)
    #expect(try await first.ask("who", within: .seconds(10)) == "advisor:\(victim.publicKey)")
    first.close()
    // The victim is gone, and the broker still knows its routing id: it is the key of each message that counts.
    let third = try RawClient(house.login(thief), routingID: Array("victim".utf8))
    #expect(try await third.ask("who", within: Self.inVain) == nil)
    second.close()
    third.close()
    await pool.drain()
    house.stop()
  }
}

extension GuardedBroker {
  /// The same over an endpoint of this process.
  func who(_ address: BrokerAddress, in context: Context, within limit: Duration = .seconds(10)) async throws -> String?
  {
    let client = try Client(context: context, brokers: [address])
    defer { client.close() }
    do {
      return String(decoding: try await client.request(service: "who", body: [], timeout: limit), as: UTF8.self)
    } catch ClientError.timedOut {
      return nil
    }
  }
}

/// A client that keeps one socket, whatever happens; a thread has the socket.
final class RawClient: Sendable {
  private enum Order: Sendable {
    case ask(String, Duration, CheckedContinuation<String?, any Error>)
    case close
  }

  private let orders: Mutex<[Order]> = Mutex([])
  private let given = DispatchSemaphore(value: 0)
  private let done = DispatchSemaphore(value: 0)

  init(_ address: BrokerAddress, routingID: [UInt8]? = nil) throws {
    let context = try Context()
    let login = try #require(address.login)
    Thread.detachNewThread { [self] in
      defer { done.signal() }
      let socket = Result {
        let socket = try Socket(.dealer, context: context)
        if let routingID { try socket.set(.routingID, routingID) }
        try socket.set(.curveServerKey, login.serverKey)
        try socket.set(.curvePublicKey, login.keys.publicKey)
        try socket.set(.curveSecretKey, login.keys.secretKey)
        try socket.connect(address.endpoint)
        return socket
      }
      while true {
        given.wait()
        switch orders.withLock({ $0.removeFirst() }) {
        case .close: return
        case .ask(let service, let limit, let answer):
          answer.resume(with: Result { try Self.ask(try socket.get(), service, limit) })
        }
      }
    }
  }

  /// Asks once, and waits so long for the answer.
  func ask(_ service: String, within limit: Duration) async throws -> String? {
    try await withCheckedThrowingContinuation { give(.ask(service, limit, $0)) }
  }

  func close() {
    give(.close)
    done.wait()
  }

  private func give(_ order: Order) {
    orders.withLock { $0.append(order) }
    given.signal()
  }

  private static func ask(_ socket: Socket, _ service: String, _ limit: Duration) throws -> String? {
    try socket.set(.receiveTimeout, limit)
    let body = Array("?".utf8)
    _ = try socket.send([Array("MDPC02".utf8), [1], Array(service.utf8), body], wait: true)
    return try socket.receive(wait: true)?.last.map { String(decoding: $0, as: UTF8.self) }
  }
}
