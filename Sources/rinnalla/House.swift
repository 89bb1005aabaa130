import Access
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
import Titanic
import Vocabulary
import ZeroMQ

extension ServicePolicy {
  /// Of one of our services. All are idempotent: a request whose worker died before it answered goes to another one.
  fileprivate static func ours(_ service: House.ServiceName) -> ServicePolicy {
    var policy = ServicePolicy()
    policy.retry = .beforeReply
    policy.servesWhileDraining = service != .assistant
    if service == .assistant {
      // A client waits for 5 s. Under overload all that is taken up has waited as long as it may: it must still be in time.
      policy.deadline = .seconds(4)
      // One a processor of a small machine: a member hardly waits behind them.
      policy.maxGuestsAtWork = 2
    }
    return policy
  }
}

/// The parts that run in this process, put together: a context, perhaps a broker, and services as workers.
final class House: Sendable {
  /// The services that there are, in the order in which they start.
  enum ServiceName: String, CaseIterable, Sendable {
    case company, cooperation, intent, knowledge, assistant, titanic

    /// Those that answer a person.
    static let ofTalks = allCases.filter { $0 != .titanic }
    var opensStore: Bool { self == .company || self == .cooperation || self == .titanic }
    fileprivate var needsContent: Bool { self != .company && self != .titanic }
  }

  static let embeddedEndpoint = "inproc://rinnalla"

  let context: Context
  private let state = Mutex(State())

  private struct State {
    var broker: Broker?
    var clients: [Client] = []
    var pools: [(service: ServiceName, pool: WorkerPool)] = []
    var streams: [StreamServer] = []
    var store: SQLiteStore?
    var keys: KeyRing?
    var handler: ZAPHandler?
    var content: ContentWatch?
    var reminders: Task<Void, Never>?
    var dispatch: Dispatch?
  }

  /// The thread of broker, services and clients; nil: each has its own.
  private let thread: LoopThread?

  /// - Parameter onOneThread: for one person, to whom passing on from thread to thread is only a delay.
  init(onOneThread: Bool = false) throws {
    context = try Context()
    thread = onOneThread ? try LoopThread() : nil
  }

  /// Starts a broker on these endpoints.
  ///
  /// - Parameter policies: of services of others.
  func startBroker(
    _ endpoints: [BrokerEndpoint], plaintextLoopback: Bool = false, policies: [String: ServicePolicy] = [:]
  ) throws -> [String] {
    var configuration = BrokerConfiguration(endpoints: endpoints)
    configuration.allowsPlaintextLoopback = plaintextLoopback
    let ring = keyRing
    configuration.mayServe = { peer, service in Self.mayServe(peer, service, ring?.table ?? KeyTable()) }
    configuration.rules.policies = policies
    for service in ServiceName.ofTalks {
      configuration.rules.policies[service.rawValue] = .ours(service)
    }
    for name in TitanicServiceName.allCases { configuration.rules.policies[name.rawValue] = .titanic(name) }
    let refusals = Refusals()
    configuration.refusalBody = { refusals.body($0) }
    let broker = Broker(context: context, configuration: configuration, on: thread)
    do {
      try broker.start()
    } catch {
      throw Failure(.failed, "The broker does not start: \(error).")
    }
    state.withLock { $0.broker = broker }
    ring?.onChange { [weak broker] in broker?.reviewKeys() }
    return broker.endpoints
  }

  func client(_ brokers: [BrokerAddress], rules: ClientRules = ClientRules()) throws -> Client {
    let client = try Client(context: context, brokers: brokers, rules: rules, on: thread)
    state.withLock { $0.clients.append(client) }
    return client
  }

  /// Starts these services. Their content and store are opened first, so that what is wrong with them stops the start.
  ///
  /// - Parameters:
  ///   - servesOthers: whether changed content is served without a new start, and the days of steps are announced.
  ///   - sending: where Titanic asks; nil: where all register.
  ///   - concurrency: requests that a service handles at once.
  func start(
    _ services: [ServiceName], folders: Folders, brokers: [BrokerAddress], servesOthers: Bool = false,
    sending: [BrokerAddress]? = nil, concurrency: (ServiceName) -> Int
  ) async throws {
    let needsContent = services.contains(where: \.needsContent)
    let editions = needsContent ? Editions(try await LoadedContent.firstEdition(folders, isAlone: thread != nil)) : nil
    if servesOthers, let editions { keep(ContentWatch(folders, editions)) }
    let ring = try openKeys(data: folders.data)
    let environment = Environment.system(
      grants: ring.grants, keys: KeyFolder(dataDirectory: folders.data).changes)
    for service in services where service != .titanic {
      let handler = try handler(
        of: service, editions: editions, folders: folders, brokers: brokers, environment: environment)
      try startPool(of: service, as: service.rawValue, brokers: brokers, concurrency: concurrency(service)) {
        [await handler($0)]
      }
    }
    if servesOthers, let editions, services.contains(where: \.opensStore) {
      try startReminders(folders, editions, environment)
    }
    if services.contains(.titanic) {
      try startTitanic(
        folders, brokers: brokers, sending: sending ?? brokers, environment: environment,
        concurrency: concurrency(.titanic))
    }
  }

  /// Registers workers under a name, until the house stops.
  func startPool(
    of service: ServiceName, as name: String, brokers: [BrokerAddress], concurrency: Int,
    onBrokerLost: @escaping @Sendable () -> Void = {},
    handler: @escaping @Sendable (WorkerRequest) async -> [[UInt8]]
  ) throws {
    let pool = try WorkerPool(
      context: context, brokers: brokers, framesService: name, concurrency: concurrency, on: thread,
      onBrokerLost: onBrokerLost, handler: handler)
    state.withLock { $0.pools.append((service, pool)) }
  }

  private func handler(
    of service: ServiceName, editions: Editions?, folders: Folders, brokers: [BrokerAddress],
    environment: Environment
  ) throws -> @Sendable (WorkerRequest) async -> [UInt8] {
    switch (service, editions) {
    case (.company, _):
      let service = CompanyService(store: try openStore(folders), environment: environment)
      return { await service.reply(to: $0) }
    case (.cooperation, let editions?):
      let service = CooperationService(editions, store: try openStore(folders), environment: environment)
      return { await service.reply(to: $0) }
    case (.intent, let editions?):
      let service = try IntentService(editions, readers: 2, grants: environment.grants)
      return { await service.reply(to: $0) }
    case (.knowledge, let editions?):
      let service = KnowledgeService(editions, grants: environment.grants)
      return { await service.reply(to: $0) }
    case (.assistant, let editions?):
      let service = AssistantService(editions, parts: PartsClient(try client(brokers)), environment: environment)
      return { await service.reply(to: $0) }
    case (.titanic, _): preconditionFailure("Titanic has three services and starts by itself")
    case (.cooperation, nil), (.intent, nil), (.knowledge, nil), (.assistant, nil):
      preconditionFailure("the content is loaded for every service that needs it")
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

  var keyRing: KeyRing? { state.withLock { $0.keys } }
  var hasZAPHandler: Bool { state.withLock { $0.handler != nil } }

  /// Follows the table of keys until the house stops.
  func keep(_ ring: KeyRing) {
    state.withLock { $0.keys = ring }
  }

  /// Lets keys in until the house stops.
  func keep(_ handler: ZAPHandler) {
    state.withLock { $0.handler = handler }
  }

  /// Sends durable requests until the house stops.
  func keep(_ dispatch: Dispatch) {
    state.withLock { $0.dispatch = dispatch }
  }

  /// Follows the content until the house stops.
  private func keep(_ watch: ContentWatch) {
    state.withLock { $0.content = watch }
    watch.start()
  }

  /// Ends with the house, before the store closes.
  func keep(reminders: Task<Void, Never>) {
    state.withLock { $0.reminders = reminders }
  }

  /// Stops this stream with the house, before the store closes.
  func keep(_ stream: StreamServer) {
    state.withLock { $0.streams.append(stream) }
  }

  /// Ends in order, each step with its deadline: clients are refused, turns in work finish, workers leave, the stream says
  /// goodbye, the store closes, and all threads end.
  ///
  /// - Parameter begins: told of each step when it begins.
  func stop(begins: (StopStep) -> Void = { _ in }) async {
    let last = state.withLock { state in
      defer { state = State() }
      return state
    }
    begins(.refuse)
    last.content?.stop()
    last.reminders?.cancel()
    last.broker?.drain()
    begins(.finishTurns)
    // The turns first: they still call the other services.
    await drain(last.pools.filter { $0.service == .assistant }, within: .seconds(10))
    begins(.finishServices)
    async let sent: Void? = last.dispatch?.stop(within: .seconds(3))
    await drain(last.pools.filter { $0.service != .assistant }, within: .seconds(3))
    _ = await sent
    for client in last.clients { client.close() }
    begins(.endStream)
    for stream in last.streams { await stream.stop(within: .seconds(2)) }
    begins(.endBroker)
    last.broker?.stop(within: .seconds(2))
    last.handler?.stop()
    last.keys?.stop()
    await last.reminders?.value
    begins(.closeStore)
    // Closing fails only when statements are still in use; what was answered is on disk all the same.
    try? last.store?.close()
    context.shutdown()
    _ = context.terminate(within: .seconds(3))
  }

  private func drain(_ pools: [(service: ServiceName, pool: WorkerPool)], within limit: Duration) async {
    await withTaskGroup { group in
      for (_, pool) in pools { group.addTask { await pool.drain(within: limit) } }
    }
  }
}
