import Companies
import MajordomoRuntime
import Titanic
import Vocabulary

/// Sends durable requests to their services and keeps the answers. Several may work on one store, in one process or in
/// several: each request is sent by the one that took it, and by another when that one dies.
public actor TitanicDispatcher {
  /// Tries under way at once: of one service, so that a slow one leaves room to the others, and in all.
  private static let triesOfOneService = 8
  private static let triesInAll = 64
  /// The services and requests that are looked at in one round.
  private static let roundSize = 1024
  /// How often the store is asked for what others kept and what time has brought.
  private static let pause = Duration.seconds(1)
  private static let brokerPatience = Duration.seconds(3)

  /// A try under way.
  private struct Flight {
    var number: Int
    var service: String
    /// Until when the store knows that it is in good hands.
    var heldUntil: Int64
  }

  private let store: any DurableRequestStore
  private let client: Client
  private let now: @Sendable () -> Timestamp
  private let rules: DurableRules
  private let mayAsk: @Sendable (Principal) -> Bool
  private let onDead: @Sendable (DurableRequest) -> Void
  private var flights: [DurableRequestID: Flight] = [:]
  /// The service that was served last: the next round begins after it.
  private var lastService = ""
  private let wishes: AsyncStream<Void>
  private let wish: AsyncStream<Void>.Continuation

  /// - Parameters:
  ///   - client: one that tries for at least `rules.patience` before it sends again.
  ///   - mayAsk: whether an owner is still who it was; the requests of one who is not are dropped.
  ///   - onDead: a request was given up and waits for the operator.
  public init(
    store: any DurableRequestStore, client: Client, now: @escaping @Sendable () -> Timestamp,
    rules: DurableRules = DurableRules(), mayAsk: @escaping @Sendable (Principal) -> Bool = { _ in true },
    onDead: @escaping @Sendable (DurableRequest) -> Void = { _ in }
  ) {
    (self.store, self.client, self.now, self.rules) = (store, client, now, rules)
    (self.mayAsk, self.onDead) = (mayAsk, onDead)
    (wishes, wish) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// There may be something to send.
  public nonisolated func wake() { wish.yield() }

  /// Begins no more tries; `run` returns when those under way have ended.
  public nonisolated func finish() { wish.finish() }

  /// Sends what is to be sent until `finish`. Cancelled, it leaves tries under way to whoever works on the store next.
  public func run() async {
    await withDiscardingTaskGroup { clock in
      clock.addTask { [wish] in
        repeat { wish.yield() } while (try? await Task.sleep(for: Self.pause)) != nil
      }
      await withDiscardingTaskGroup { tries in
        for await _ in wishes {
          for request in await round() { tries.addTask { await self.attempt(request) } }
        }
      }
      clock.cancelAll()
    }
  }

  /// Does what time has brought, and takes what is to be sent. A store that fails is asked again in the next round.
  private func round() async -> [DurableRequest] {
    do throws(StoreError) {
      let agenda = try await store.agenda(at: now(), limit: Self.roundSize)
      let overdue = agenda.overdue.filter { flights[$0] == nil }.map { DurableNews($0, .passTime) }
      _ = try await store.tell(overdue + holds(), at: now(), rules: rules)
      return try await taken(agenda.services)
    } catch {
      return []
    }
  }

  /// Tells the store of tries that take long, in time.
  private func holds() -> [DurableNews] {
    let time = now().milliseconds
    let old = flights.filter { $0.value.heldUntil - time < rules.hold / 2 }
    for id in old.keys { flights[id]?.heldUntil = time + rules.hold }
    return old.map { DurableNews($0.key, .hold(try: $0.value.number)) }
  }

  private func taken(_ services: [String]) async throws(StoreError) -> [DurableRequest] {
    var taken: [DurableRequest] = []
    let next = services.firstIndex { $0 > lastService } ?? services.startIndex
    for service in services[next...] + services[..<next] {
      let busy = flights.values.count { $0.service == service }
      let room = min(Self.triesOfOneService - busy, Self.triesInAll - flights.count)
      guard room > 0 else { continue }
      guard let isOffered = await isOffered(service) else { break }
      guard isOffered else { continue }
      lastService = service
      let waiting = try await store.durableRequests(waitingFor: service, at: now(), limit: room)
      let news = waiting.map { DurableNews($0.id, mayAsk($0.owner) ? .send : .drop) }
      for request in try await store.tell(news, at: now(), rules: rules) where request.state == .sent {
        flights[request.id] = Flight(
          number: request.tries, service: service, heldUntil: now().milliseconds + rules.hold)
        taken.append(request)
      }
    }
    return taken
  }

  /// Whether a worker is there for a service; nil when the broker does not say.
  private func isOffered(_ service: String) async -> Bool? {
    let answer = try? await client.request(
      service: "mmi.service", body: Array(service.utf8), timeout: Self.brokerPatience)
    return answer.map { $0 == Array("200".utf8) }
  }

  private func attempt(_ request: DurableRequest) async {
    let event = await outcome(of: request)
    flights[request.id] = nil
    // What the store does not take now is sent again when nobody holds it any more.
    if let event, let changed = try? await store.tell([DurableNews(request.id, event)], at: now(), rules: rules) {
      for request in changed where request.state == .dead { onDead(request) }
    }
    wake()
  }

  /// Nil when the try was given up with this dispatcher.
  private func outcome(of request: DurableRequest) async -> DurableRequest.Event? {
    do throws(ClientError) {
      let frames = try await client.request(
        service: request.service, frames: request.body, timeout: .milliseconds(rules.patience))
      return DurableRequest.Event(answer: frames, to: request, rules: rules)
    } catch {
      switch error {
      case .timedOut, .failed: return .miss(try: request.tries)
      case .overloaded: return .postpone(try: request.tries, seconds: 1)
      case .cancelled, .closed: return nil
      // These were looked at before it was kept.
      case .tooLarge, .invalidService: return .loseWorker(try: request.tries)
      }
    }
  }
}
