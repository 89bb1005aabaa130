import Glibc
import Majordomo
import MajordomoRuntime
import Testing
import ZeroMQ

@Suite(.timeLimit(.minutes(1))) struct BrokerTests {
  @Test func anEndpointThatIsTakenIsNamedAndNothingIsLeftBehind() throws {
    let context = try Context()
    let first = try Broker.started(context, "tcp://127.0.0.1:*")
    let taken = try #require(first.endpoints.first)
    let error = #expect(throws: BrokerError.self) { try Broker.started(context, "inproc://other", taken) }
    #expect(error?.description.contains(taken) == true)
    let third = try Broker.started(context, "inproc://other")
    third.stop()
    first.stop()
    #expect(context.terminate())
  }

  @Test func anIpcPathBelongsToOneBrokerAtATime() throws {
    let folder = try PrivateFolder()
    let (one, two) = (try Context(), try Context())
    let first = try Broker.started(one, folder.endpoint)
    #expect(throws: BrokerError.ipcInUse(address: folder.endpoint)) { try Broker.started(two, folder.endpoint) }
    first.stop()
    let second = try Broker.started(two, folder.endpoint)
    second.stop()
    #expect(access("\(folder.path)/broker.sock", F_OK) != 0)
    #expect(access("\(folder.path)/broker.sock.lock", F_OK) != 0)
  }

  @Test func aFolderOpenToOthersIsRefused() throws {
    let folder = try PrivateFolder()
    chmod(folder.path, 0o750)
    let context = try Context()
    #expect(throws: BrokerError.ipcFolderOpen(folder: folder.path)) { try Broker.started(context, folder.endpoint) }
  }

  @Test(arguments: ["tcp://0.0.0.0:*", "tcp://*:*", "tcp://[::]:*"])
  func plaintextNeverListensBeyondThisHost(address: String) throws {
    let context = try Context()
    #expect(throws: BrokerError.plaintextRefused(address: address)) { try Broker.started(context, address) }
  }

  @Test func plaintextOnLoopbackMustBeAllowed() throws {
    let context = try Context()
    #expect(throws: BrokerError.plaintextRefused(address: "tcp://127.0.0.1:*")) {
      try Broker.started(context, "tcp://127.0.0.1:*") { $0.allowsPlaintextLoopback = false }
    }
  }

  @Test func aBrokerOfAContextThatIsShutDownEnds() throws {
    let context = try Context()
    let broker = try Broker.started(context, "inproc://broker")
    context.shutdown()
    broker.stop()
    #expect(context.terminate())
  }

  @Test func peersOfDifferentEndpointsAreKnownApart() async throws {
    let context = try Context()
    let broker = Broker(
      context: context,
      configuration: BrokerConfiguration(endpoints: [
        BrokerEndpoint("inproc://person", .fixed(Principal(role: .member, userID: "me"))),
        BrokerEndpoint("inproc://services", .fixed(Principal(role: .service, userID: "assistant"))),
      ]))
    try broker.start()
    let pool = try WorkerPool(context: context, brokers: ["inproc://services"], service: "who", concurrency: 1) {
      [$0.client?.principal.role.rawValue ?? 0] + Array(($0.client?.principal.userID ?? "").utf8)
    }
    for (endpoint, role, userID) in [("person", Role.member, "me"), ("services", Role.service, "assistant")] {
      let client = try Client(context: context, brokers: [BrokerAddress("inproc://\(endpoint)")])
      let answer = try await client.request(service: "who", body: [], timeout: .seconds(30))
      #expect(answer == [role.rawValue] + Array(userID.utf8))
      client.close()
    }
    await pool.drain()
    broker.stop()
  }

  @Test func malformedMessagesAreCountedAndHurtNobody() async throws {
    let context = try Context()
    let broker = try Broker.started(context, "inproc://broker") { configuration in
      configuration.maxFrames = 8
      configuration.maxMessageBytes = 1000
    }
    let stranger = try Socket(.dealer, context: context)
    try stranger.connect("inproc://broker")
    let (client, worker) = (Array("MDPC02".utf8), Array("MDPW02".utf8))
    let nonsense: [[[UInt8]]] = [
      [[1]], [[], []], [client], [client, [9]], [client, [1], Array("echo".utf8)], [worker, [2], [1], [], []],
      [worker, [4], [1], [1], []], [client, [1], Array("echo".utf8), Array(repeating: 0, count: 2000)],
      Array(repeating: [7], count: 100), [[]], [[], [], []],
    ]
    for message in nonsense { #expect(try stranger.send(message) == .sent) }
    // The broker takes a peer's messages in order, so its answer says that it has seen them all.
    #expect(try stranger.send([client, [1], Array("mmi.service".utf8), Array("echo".utf8)]) == .sent)
    let answer = try #require(try stranger.receive(wait: true))
    #expect(answer == [client, [3], Array("mmi.service".utf8), Array("404".utf8)])
    stranger.close()
    broker.stop()
    // All but the greeting of a probing socket.
    #expect(broker.counters.malformed == nonsense.count - 1)
  }

  @Test func curvePeersAreKnownByTheirKeyAndStrangersAreNotServed() async throws {
    let context = try Context()
    let keys = (server: try CurveKeyPair(), member: try CurveKeyPair(), unknown: try CurveKeyPair())
    let zap = try KeyTable(context)
    let member = keys.member.publicKey
    let broker = Broker(
      context: context,
      configuration: BrokerConfiguration(endpoints: [
        BrokerEndpoint(
          "tcp://127.0.0.1:*",
          .curve(secretKey: keys.server.secretKey, domain: "region") { $0 == member ? .member : nil }),
        BrokerEndpoint("inproc://services", .fixed(Principal(role: .worker, userID: "here"))),
      ]))
    try broker.start()
    let pool = try WorkerPool(context: context, brokers: ["inproc://services"], service: "who", concurrency: 1) {
      Array(($0.client?.principal.userID ?? "").utf8)
    }
    let endpoint = try #require(broker.endpoints.first)
    let known = try Client(
      context: context,
      brokers: [BrokerAddress(endpoint, login: .init(serverKey: keys.server.publicKey, keys: keys.member))])
    let answer = try await known.request(service: "who", body: [], timeout: .seconds(30))
    #expect(String(decoding: answer, as: UTF8.self) == member)
    let stranger = try Client(
      context: context,
      brokers: [BrokerAddress(endpoint, login: .init(serverKey: keys.server.publicKey, keys: keys.unknown))])
    await #expect(throws: ClientError.timedOut(service: "who")) {
      try await stranger.request(service: "who", body: [], timeout: .milliseconds(300))
    }
    known.close()
    stranger.close()
    await pool.drain()
    broker.stop()
    zap.stop()
    #expect(context.terminate())
  }
}
