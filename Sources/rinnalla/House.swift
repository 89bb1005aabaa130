import Content
import Foundation
import Guidance
import Intents
import LanguageTools
import Majordomo
import MajordomoRuntime
import Messages
import Services
import Stores
import Synchronization
import Vocabulary
import ZeroMQ

extension ServicePolicy {
  fileprivate static var ours: ServicePolicy {
    var policy = ServicePolicy()
    policy.retry = .beforeReply
    return policy
  }
}

/// The parts that run in this process, put together: a context, perhaps a broker, and services as workers.
final class House: Sendable {
  /// The services that there are, in the order in which they start.
  enum ServiceName: String, CaseIterable, Sendable {
    case company, intent, knowledge, assistant
  }

  static let embeddedEndpoint = "inproc://rinnalla"

  let context: Context
  private let state = Mutex(State())

  private struct State {
    var broker: Broker?
    var clients: [Client] = []
    var pools: [WorkerPool] = []
    var streams: [StreamServer] = []
    var store: SQLiteStore?
  }

  init() throws {
    context = try Context()
  }

  /// Starts a broker on these endpoints.
  func startBroker(_ endpoints: [BrokerEndpoint], plaintextLoopback: Bool = false) throws -> [String] {
    var configuration = BrokerConfiguration(endpoints: endpoints)
    configuration.allowsPlaintextLoopback = plaintextLoopback
    for service in ServiceName.allCases {
      // Our services are idempotent: a request whose worker died before it answered goes to another one.
      configuration.rules.policies[service.rawValue] = ServicePolicy.ours
    }
    configuration.refusalBody = Wire.encode(
      Reply<Nothing>.problem(id: "", Problem(.busy, detail: "The broker takes no more requests now. Try again.")))
    let broker = Broker(context: context, configuration: configuration)
    do {
      try broker.start()
    } catch {
      throw Failure(.failed, "The broker does not start: \(error).")
    }
    state.withLock { $0.broker = broker }
    return broker.endpoints
  }

  func client(_ brokers: [BrokerAddress]) throws -> Client {
    let client = try Client(context: context, brokers: brokers)
    state.withLock { $0.clients.append(client) }
    return client
  }

  /// Starts one service. Its content and its store are opened first, so that what is wrong with them stops the start.
  func start(_ service: ServiceName, folders: Folders, brokers: [BrokerAddress], concurrency: Int) async throws {
    let reply = try await handler(of: service, folders: folders, brokers: brokers)
    let pool = try WorkerPool(
      context: context, brokers: brokers, service: service.rawValue, concurrency: concurrency, handler: reply)
    state.withLock { $0.pools.append(pool) }
  }

  private func handler(
    of service: ServiceName, folders: Folders, brokers: [BrokerAddress]
  ) async throws -> @Sendable (WorkerRequest) async -> [UInt8] {
    switch service {
    case .company:
      let service = CompanyService(store: try openStore(folders), environment: .system)
      return { await service.reply(to: $0) }
    case .intent:
      let service = try IntentService(parser: try intentParser(folders), readers: 2)
      return { await service.reply(to: $0) }
    case .knowledge:
      let service = KnowledgeService(try knowledge(folders))
      return { await service.reply(to: $0) }
    case .assistant:
      let service = AssistantService(
        guidance: try guidance(folders), parts: PartsClient(try client(brokers)), environment: .system)
      return { await service.reply(to: $0) }
    }
  }

  func openStore(_ folders: Folders) throws -> SQLiteStore {
    if let open = state.withLock({ $0.store }) { return open }
    do {
      let store = try SQLiteStore.open(directory: folders.data)
      state.withLock { $0.store = store }
      return store
    } catch {
      throw Failure(.failed, "\(error)")
    }
  }

  /// Stops this stream with the house, before the store closes.
  func keep(_ stream: StreamServer) {
    state.withLock { $0.streams.append(stream) }
  }

  /// Finishes what runs, says goodbye to the broker, and ends all threads. Each step has a deadline.
  func stop() async {
    let last = state.withLock { state in
      defer { state = State() }
      return state
    }
    await withTaskGroup { group in
      for pool in last.pools { group.addTask { await pool.drain(within: .seconds(10)) } }
    }
    for client in last.clients { client.close() }
    last.broker?.stop(within: .seconds(2))
    for stream in last.streams { await stream.stop(within: .seconds(2)) }
    // Closing fails only when statements are still in use; what was answered is on disk all the same.
    try? last.store?.close()
    context.shutdown()
    _ = context.terminate(within: .seconds(3))
  }
}
