import Foundation
import Majordomo
import MajordomoRuntime
import Messages
import Services
import Stores
import Synchronization
import Testing
import Titanic
import Vocabulary
import ZeroMQ

/// Durable requests over a real broker: who may have what kept, and what becomes of it.
@Suite(.timeLimit(.minutes(1))) struct TitanicServiceTests {
  @Test func `A request is kept, done by a foreign worker, fetched as often as wanted, and closed`() async throws {
    try await withTitanic { house in
      let kept = try await house.titanic(.request, [Array("crm".utf8), [1], [], [2]])
      try #require(kept.count == 2 && kept[0] == Array("200".utf8) && kept[1].count == 32)
      #expect(try await house.titanic(.reply, [kept[1]]) == [Array("300".utf8)], "nobody serves it yet")
      try house.serve("crm") { request in
        [[9], Array(request.client?.principal.userID.utf8 ?? "".utf8)] + request.frames
      }
      let done = [Array("200".utf8), [9], Array("titanic".utf8), [1], [], [2]]
      #expect(try await house.answer(kept[1]) == done, "its worker sees Titanic, not whoever had it kept")
      let capitals = Array(String(decoding: kept[1], as: UTF8.self).uppercased().utf8)
      #expect(try await house.titanic(.reply, [capitals]) == done)
      for _ in 1...2 { #expect(try await house.titanic(.close, [kept[1]]) == [Array("200".utf8)]) }
      #expect(try await house.titanic(.reply, [kept[1]]) == [Array("400".utf8)])
      #expect(await house.store.durableSummaries().isEmpty)
    }
  }

  @Test func `Another's request is as unknown as none, and can't be closed`() async throws {
    try await withTitanic { house in
      let id = try await house.kept("crm")
      for other in [house.bo, house.local] {
        #expect(try await house.titanic(.reply, [id], as: other) == [Array("400".utf8)])
        #expect(try await house.titanic(.close, [id], as: other) == [Array("200".utf8)])
      }
      for nonsense in [Array("no id".utf8), [], Array(String(repeating: "0", count: 32).utf8)] {
        #expect(try await house.titanic(.reply, [nonsense]) == [Array("400".utf8)])
      }
      #expect(try await house.titanic(.reply, [id]) == [Array("300".utf8)], "it is still there for its owner")
    }
  }

  @Test func `Nothing is kept for guests, for the queue's own services, and nothing too large`() async throws {
    try await withTitanic { house in
      let large = [UInt8](repeating: 1, count: 262_145)
      let refused: [(frames: [[UInt8]], client: Client, code: String)] = [
        ([Array("crm".utf8), [1]], house.guest, "forbidden"),
        ([Array("crm".utf8)], house.anna, "malformed"),
        ([Array("crm".utf8), large], house.anna, "too-large"),
        ([Array("crm".utf8)] + Array(repeating: [1], count: 33), house.anna, "too-large"),
        ([[], [1]], house.anna, "invalid"),
        ([[0xFF, 0xFE], [1]], house.anna, "invalid"),
        ([Array("a\nb".utf8), [1]], house.anna, "invalid"),
        ([Array("mmi.service".utf8), [1]], house.anna, "forbidden"),
        ([Array("titanic.request".utf8), [1]], house.anna, "forbidden"),
      ]
      for (frames, client, code) in refused {
        let answer = try await house.titanic(.request, frames, as: client)
        #expect(answer[0] == Array("500".utf8) && house.code(answer) == code, "\(frames.map(\.count))")
      }
      #expect(await house.store.durableSummaries().isEmpty)
    }
  }

  @Test func `Who has too much kept is told to wait, and others are not`() async throws {
    var rules = DurableRules()
    rules.ownersMost = .init(count: 2, bytes: 1000)
    rules.most = .init(count: 3, bytes: 1000)
    try await withTitanic(rules) { house in
      for _ in 1...2 { _ = try await house.kept("crm") }
      #expect(house.code(try await house.titanic(.request, [Array("crm".utf8), [1]])) == "too-many")
      #expect(try await house.titanic(.request, [Array("crm".utf8), [1]], as: house.bo)[0] == Array("200".utf8))
      let full = try await house.titanic(.request, [Array("crm".utf8), [1]], as: house.local)
      #expect(full[0] == Array("500".utf8) && house.code(full) == "busy")
    }
  }

  @Test func `Our own operations are kept by the asker's rights and in its name`() async throws {
    try await withTitanic { house in
      func body(_ op: String, _ rest: String = "") -> [UInt8] {
        Array(#"{"id":"1","op":"\#(op)","data":{"text":"hei","n":0.1}\#(rest)}"#.utf8)
      }
      let ask = "assistant.ask.v1"
      let refused: [(service: String, body: [UInt8], code: String)] = [
        ("company", body("company.commit.v1"), "forbidden"),
        ("company", body("company.invite.v1"), "forbidden"),
        ("cooperation", body("cooperation.advise.v1"), "forbidden"),
        ("assistant", body(ask, #","for":"member:bo""#), "forbidden"),
        ("assistant", body("knowledge.find.v1"), "unknown-operation"),
        ("assistant", Array(#"{"id":"","op":"\#(ask)"}"#.utf8), "invalid"),
        ("assistant", [1], "malformed"),
      ]
      for (service, body, code) in refused {
        let answer = try await house.titanic(.request, [Array(service.utf8), body])
        #expect(house.code(answer) == code, "\(String(decoding: body, as: UTF8.self))")
      }
      let two = try await house.titanic(.request, [Array("assistant".utf8), body(ask), [1]])
      #expect(house.code(two) == "malformed")

      let own = try await house.titanic(.request, [Array("assistant".utf8), body(ask)])
      let other = try await house.titanic(
        .request, [Array("assistant".utf8), body(ask, #","for":"member:bo""#)], as: house.local)
      for (answer, name) in [(own, "member:anna"), (other, "member:bo")] {
        let id = try #require(answer.count == 2 ? DurableRequestID(answer[1]) : nil)
        let kept = try #require(await house.store.durableRequest(id))
        let object = try JSONSerialization.jsonObject(with: Data(kept.body[0])) as? [String: Any]
        #expect(object?["for"] as? String == name)
        #expect(object?["id"] as? String == "1" && object?["op"] as? String == ask)
        #expect((object?["data"] as? [String: Any])?["n"] as? Double == 0.1)
        #expect("member:\(kept.person)" == name)
      }
    }
  }

  @Test func `A request that takes three workers with it is dead, and the operator hears of it`() async throws {
    try await withTitanic { house in
      let id = try await house.kept("mortal")
      // Each dies with what it has: a worker that says goodbye before it has answered.
      for number in 1...3 {
        try await house.dyingWorker("mortal")
        while await house.store.durableSummaries().first?.losses != number { await Task.yield() }
        // The pause is over.
        house.clock.advance(hours: 1)
      }
      #expect(await house.dead.next() == id)
      let answer = try await house.titanic(.reply, [id])
      #expect(answer[0] == Array("500".utf8))
      let summary = try #require(await house.store.durableSummaries().first)
      #expect(summary.state == .dead && summary.losses == 3)
      try house.serve("mortal") { _ in [[7]] }
      _ = await house.store.tell(
        [DurableNews(summary.id, .retry)], at: house.clock.now, rules: DurableRules())
      #expect(try await house.answer(id) == [Array("200".utf8), [7]], "given its workers again, it is done")
    }
  }

  @Test func `When the broker is lost, what it had is sent again, and the first answer that comes is kept`()
    async throws
  {
    try await withTitanic { house in
      let (had, seen) = (Heard(), Recorder())
      try house.serve("crm") { _ in
        had.add([])
        seen.add("once more")
        // The first never answers.
        while seen.all.count == 1, !Task.isCancelled { await Task.yield() }
        return [[UInt8(seen.all.count)]]
      }
      let id = try await house.kept("crm")
      _ = await had.next()
      try house.serve("crm") { _ in
        seen.add("once more")
        return [[UInt8(seen.all.count)]]
      }
      house.dispatcher.beginAnew()
      while await house.store.durableSummaries().first?.state != .waiting { await Task.yield() }
      house.clock.advance(hours: 1)
      #expect(try await house.answer(id) == [Array("200".utf8), [2]])
      #expect(await house.store.durableSummaries().first?.losses == 0)
    }
  }

  @Test func `A request of one whose key was refused meanwhile is not sent`() async throws {
    try await withTitanic { house in
      let (bos, annas) = (try await house.kept("crm", as: house.bo), try await house.kept("crm"))
      house.refused.add("bo")
      let seen = Recorder()
      try house.serve("crm") { request in
        seen.add("\(request.frames)")
        return [[1]]
      }
      #expect(try await house.answer(annas)[0] == Array("200".utf8))
      #expect(try await house.answer(bos, as: house.bo) == [Array("400".utf8)])
      #expect(seen.all.count == 1)
    }
  }

  private func withTitanic(
    _ rules: DurableRules = DurableRules(), _ body: (TitanicHouse) async throws -> Void
  ) async throws {
    let house = try TitanicHouse(rules)
    let result = await Result { try await body(house) }
    await house.stop()
    try result.get()
  }
}

extension Result where Failure == any Error {
  fileprivate init(_ body: () async throws -> Success) async {
    do { self = .success(try await body()) } catch { self = .failure(error) }
  }
}

/// A broker, Titanic with a store in memory, and whoever registers.
private final class TitanicHouse: Sendable {
  let store = MemoryStore()
  let clock = Clock()
  let local, anna, bo, guest: Client
  /// The ids of the requests that the operator heard of.
  let dead: Heard
  /// The users whose keys are refused.
  let refused = Recorder()
  private let context: Context
  private let broker: Broker
  private let pools: Mutex<[WorkerPool]>
  private let sender: Client
  let dispatcher: TitanicDispatcher
  private let running: Task<Void, Never>
  private static let own = BrokerAddress("inproc://local")

  init(_ rules: DurableRules) throws {
    let context = try Context()
    self.context = context
    let peers: [(String, Majordomo.Role)] = [
      ("local", .member), ("anna", .member), ("bo", .member), ("guest", .guest), ("titanic", .service),
    ]
    broker = Broker(
      context: context,
      configuration: {
        var configuration = BrokerConfiguration(
          endpoints: peers.map {
            BrokerEndpoint("inproc://\($0)", .fixed(Majordomo.Principal(role: $1, userID: $0)))
          })
        let refusals = Refusals()
        configuration.refusalBody = { refusals.body($0) }
        return configuration
      }())
    try broker.start()
    let clients = try peers.map { try Client(context: context, brokers: [BrokerAddress("inproc://\($0.0)")]) }
    (local, anna, bo, guest, sender) = (clients[0], clients[1], clients[2], clients[3], clients[4])
    dead = Heard()
    dispatcher = TitanicDispatcher(
      store: store, client: sender, now: { [clock] in clock.now }, rules: rules,
      mayAsk: { [refused] owner in !refused.all.contains(owner.user) },
      onDead: { [dead] in dead.add(Array($0.id.rawValue.utf8)) })
    let service = TitanicService(
      store: store, environment: Environment(now: { [clock] in clock.now }, newID: { UUID().uuidString }), rules: rules
    ) { [dispatcher] in dispatcher.wake() }
    pools = Mutex(
      try TitanicServiceName.allCases.map { [context] name in
        try WorkerPool(
          context: context, brokers: [Self.own], framesService: name.rawValue, concurrency: 2,
          handler: { await service.reply(to: $0, of: name) })
      })
    running = Task { [dispatcher] in await dispatcher.run() }
  }

  /// A foreign service.
  func serve(_ name: String, handler: @escaping @Sendable (WorkerRequest) async -> [[UInt8]]) throws {
    let pool = try WorkerPool(
      context: context, brokers: [Self.own], framesService: name, concurrency: 1, handler: handler)
    pools.withLock { $0.append(pool) }
  }

  /// Returns when a worker had a request and left without an answer.
  func dyingWorker(_ name: String) async throws {
    let had = Heard()
    let pool = try WorkerPool(context: context, brokers: [Self.own], framesService: name, concurrency: 1) { _ in
      had.add([])
      // Until it is cancelled with its worker.
      while !Task.isCancelled { await Task.yield() }
      return [[]]
    }
    _ = await had.next()
    await pool.drain(within: .zero)
  }

  func titanic(
    _ name: TitanicServiceName, _ frames: [[UInt8]], as client: Client? = nil
  ) async throws -> [[UInt8]] {
    try await (client ?? anna).request(service: name.rawValue, frames: frames, timeout: .seconds(20))
  }

  /// The id of a request that was kept.
  func kept(_ service: String, as client: Client? = nil) async throws -> [UInt8] {
    let answer = try await titanic(.request, [Array(service.utf8), [1]], as: client)
    return try #require(answer.count == 2 && answer[0] == Array("200".utf8) ? answer[1] : nil)
  }

  /// What comes after `300`.
  func answer(_ id: [UInt8], as client: Client? = nil) async throws -> [[UInt8]] {
    while true {
      let answer = try await titanic(.reply, [id], as: client)
      if answer != [Array("300".utf8)] { return answer }
      await Task.yield()
    }
  }

  /// The code of the problem that an answer ends with.
  func code(_ answer: [[UInt8]]) -> String? {
    guard let body = answer.last, let object = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
    else { return nil }
    return (object["problem"] as? [String: Any])?["code"] as? String
  }

  func stop() async {
    dispatcher.finish()
    running.cancel()
    await running.value
    for pool in pools.withLock({ $0 }) { await pool.drain(within: .seconds(1)) }
    for client in [local, anna, bo, guest, sender] { client.close() }
    broker.stop(within: .seconds(1))
    context.shutdown()
    _ = context.terminate(within: .seconds(2))
  }
}

/// Something that is heard of, and waited for.
private final class Heard: Sendable {
  private let stream: AsyncStream<[UInt8]>
  private let continuation: AsyncStream<[UInt8]>.Continuation

  init() { (stream, continuation) = AsyncStream.makeStream() }

  func add(_ value: [UInt8]) { continuation.yield(value) }

  func next() async -> [UInt8]? { await stream.first { _ in true } }
}
