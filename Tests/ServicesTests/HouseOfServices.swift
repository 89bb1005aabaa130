import Companies
import Content
import Foundation
import Guidance
import Intents
import Knowledge
import Language
import LanguageTools
import Majordomo
import MajordomoRuntime
import Messages
import Services
import Stores
import Synchronization
import Vocabulary
import ZeroMQ

/// Broker and services in this process, the assistant twice, with the project's own content and a store in memory.
final class HouseOfServices: Sendable {
  let context: Context
  let store: MemoryStore
  private let broker: Broker
  private let pools: [WorkerPool]
  private let clients: [Client]
  let clock = Clock()
  let editions: Editions
  /// What the services changed in the table of keys: `+` and `-` before the user id.
  let keyChanges = Recorder()
  /// As this user: the embedded parts.
  let local: Client
  /// As a guest.
  let guest: Client

  /// Lends a house that is stopped again, whatever comes of the visit.
  static func open(_ visit: (HouseOfServices) async throws -> Void) async throws {
    let house = try HouseOfServices()
    do {
      try await visit(house)
    } catch {
      await house.stop()
      throw error
    }
    await house.stop()
  }

  init() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder = ContentFolder(path: root.path)
    let base = try folder.knowledge(region: "nivala-haapajarvi")
    let words = try folder.intents()
    let parser = IntentParser(rules: try IntentRules(documents: words, morphology: try Analyser()))
    let search = PassageSearch(analyser: try Analyser()) { lang, analyser in
      SearchIndex(base, words: words, of: [lang], morphology: analyser)
    }
    let (network, rails) = (try folder.network(base.region), try folder.guardRails())
    let guidance = try Guidance(
      base, rails: rails.sentences, network: network, day: RegionCalendar(base.region).day(of:))

    store = MemoryStore()
    context = try Context()
    let (own, foreign) = ("inproc://local", "inproc://guest")
    var configuration = BrokerConfiguration(endpoints: [
      BrokerEndpoint(own, .fixed(Majordomo.Principal(role: .member, userID: "local"))),
      BrokerEndpoint(foreign, .fixed(Majordomo.Principal(role: .guest, userID: "guest"))),
    ])
    configuration.allowsPlaintextLoopback = false
    broker = Broker(context: context, configuration: configuration)
    try broker.start()

    let environment = Environment(
      now: { [clock] in clock.now }, newID: { UUID().uuidString.lowercased() },
      keys: KeyChanges(
        admit: { [keyChanges] in keyChanges.add("+\($0)") },
        refuse: { [keyChanges] in for key in $0 { keyChanges.add("-\(key)") } }))
    let parts = try Client(context: context, brokers: [BrokerAddress(own)])
    local = try Client(context: context, brokers: [BrokerAddress(own)])
    guest = try Client(context: context, brokers: [BrokerAddress(foreign)])
    clients = [parts, local, guest]
    editions = Editions(
      Edition(
        revision: "first", knowledge: base, guidance: guidance, parser: parser, search: search,
        network: network, guardRails: rails))
    let intent = try IntentService(editions, readers: 2)
    let knowledge = KnowledgeService(editions)
    let company = CompanyService(store: store, environment: environment)
    let cooperation = CooperationService(editions, store: store, environment: environment)
    let assistant = AssistantService(editions, parts: PartsClient(parts), environment: environment)
    let other = AssistantService(editions, parts: PartsClient(parts), environment: environment)
    let handlers: [(String, @Sendable (WorkerRequest) async -> [UInt8])] = [
      ("intent", { await intent.reply(to: $0) }), ("knowledge", { await knowledge.reply(to: $0) }),
      ("company", { await company.reply(to: $0) }),
      ("cooperation", { await cooperation.reply(to: $0) }), ("assistant", { await assistant.reply(to: $0) }),
      ("assistant", { await other.reply(to: $0) }),
    ]
    pools = try handlers.map { [context] name, handler in
      try WorkerPool(context: context, brokers: [BrokerAddress(own)], service: name, concurrency: 4, handler: handler)
    }
  }

  /// Sends a body as it is, and reads the reply as an object.
  func send(_ body: String, to service: String, as client: Client? = nil) async throws -> [String: Any] {
    let reply = try await (client ?? local).request(service: service, body: Array(body.utf8), timeout: .seconds(10))
    return try JSONSerialization.jsonObject(with: Data(reply)) as? [String: Any] ?? [:]
  }

  func stop() async {
    for pool in pools { await pool.drain(within: .seconds(2)) }
    for client in clients { client.close() }
    broker.stop(within: .seconds(1))
    context.shutdown()
    _ = context.terminate(within: .seconds(2))
  }
}

/// A clock that goes on when the test says so.
final class Clock: Sendable {
  // 2026-11-23 08:00 UTC.
  private let milliseconds = Mutex<Int64>(1_795_420_800_000)

  var now: Timestamp { Timestamp(milliseconds: milliseconds.withLock { $0 }) }

  func advance(days: Int64) { advance(hours: days * 24) }

  func advance(hours: Int64) { milliseconds.withLock { $0 += hours * 3_600_000 } }
}

/// What happened, in order.
final class Recorder: Sendable {
  private let entries = Mutex<[String]>([])

  var all: [String] { entries.withLock { $0 } }

  func add(_ entry: String) { entries.withLock { $0.append(entry) } }
}
