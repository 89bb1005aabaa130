import Companies
import MajordomoRuntime
import Synchronization
import Titanic
import Vocabulary

/// Sends durable requests to their services and keeps the answers. Several may work on one store, in one process or in
/// several: each request is sent by the one that took it, and by another when that one dies.
public actor TitanicDispatcher {
  /// The services and requests that are looked at in one round.
  private static let roundSize = 1024
  /// How often the store is asked for what others kept and what time has brought.
  private static let pause = Duration.seconds(1)
  private static let brokerPatience = Duration.seconds(3)

  private let store: any DurableRequestStore
  private let client: Client
  private let now: @Sendable () -> Timestamp
  private let rules: DurableRules
  private let mayAsk: @Sendable (Principal) -> Bool
  private let onDead: @Sendable (DurableRequest) -> Void
  private var underWay: TriesUnderWay
  private let wishes: AsyncStream<Void>
  private let wish: AsyncStream<Void>.Continuation
  private let isBrokerLost = Atomic<Bool>(false)

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
    underWay = TriesUnderWay(rules: rules)
    (wishes, wish) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// There may be something to send.
  public nonisolated func wake() { wish.yield() }

  /// The broker is away, or began anew: nobody will hear what becomes of the tries under way, so they are made again.
  public nonisolated func beginAnew() {
    isBrokerLost.store(true, ordering: .releasing)
    wish.yield()
  }

  /// Begins no more tries; `run` returns when those under way have ended.
  public nonisolated func finish() { wish.finish() }

  /// Sends what is to be sent until `finish`. Cancelled, it leaves tries under way to whoever works on the store next.
  public func run() async {
    await withDiscardingTaskGroup { clock in
      clock.addTask { [wish] in
        repeat { wish.yield() } while (try? await Task.sleep(for: Self.pause)) != nil
      }
      var wishes = wishes.makeAsyncIterator()
      while await sends(&wishes) {
        _ = try? await store.tell(underWay.giveUp(), at: now(), rules: rules)
      }
      clock.cancelAll()
    }
  }

  /// Sends until the broker is lost, and then true; false when there is an end of all.
  private func sends(_ wishes: inout AsyncStream<Void>.Iterator) async -> Bool {
    await withDiscardingTaskGroup { tries in
      while await wishes.next(isolation: self) != nil {
        if isBrokerLost.exchange(false, ordering: .acquiring) {
          tries.cancelAll()
          return true
        }
        for request in await round() { tries.addTask { await self.attempt(request) } }
      }
      return false
    }
  }

  /// Does what time has brought, and takes what is to be sent. A store that fails is asked again in the next round.
  private func round() async -> [DurableRequest] {
    var taken: [DurableRequest] = []
    do throws(StoreError) {
      let agenda = try await store.agenda(at: now(), limit: Self.roundSize)
      let overdue = agenda.overdue.filter { !underWay.contains($0) }.map { DurableNews($0, .passTime) }
      _ = try await store.tell(overdue + underWay.holds(at: now()), at: now(), rules: rules)
      for service in underWay.turns(of: agenda.services) {
        let room = underWay.room(for: service)
        guard room > 0 else { continue }
        guard let isOffered = await isOffered(service) else { break }
        if isOffered { taken += try await take(service, atMost: room) }
      }
    } catch {}
    return taken
  }

  private func take(_ service: String, atMost room: Int) async throws(StoreError) -> [DurableRequest] {
    let waiting = try await store.durableRequests(waitingFor: service, at: now(), limit: room)
    let news = waiting.filter { !underWay.contains($0.id) }.map { DurableNews($0.id, mayAsk($0.owner) ? .send : .drop) }
    let taken = try await store.tell(news, at: now(), rules: rules).filter { $0.state == .sent }
    for request in taken { underWay.begin(request) }
    return taken
  }

  /// Whether a worker is there for a service; nil when the broker does not say.
  private func isOffered(_ service: String) async -> Bool? {
    let answer = try? await client.request(
      service: "mmi.service", body: Array(service.utf8), timeout: Self.brokerPatience)
    return answer.map { $0 == Array("200".utf8) }
  }

  private func attempt(_ request: DurableRequest) async {
    guard let event = await outcome(of: request) else { return }
    underWay.end(request.id)
    // What the store does not take now is sent again when nobody holds it any more.
    if let changed = try? await store.tell([DurableNews(request.id, event)], at: now(), rules: rules) {
      for request in changed where request.state == .dead { onDead(request) }
    }
    wake()
  }

  /// Nil when the try was given up.
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
