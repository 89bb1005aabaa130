import Vocabulary

/// What a dispatcher has sent and waits for: how much more it may send, of which service first, and which requests the store
/// is to be told that they are in good hands.
public struct TriesUnderWay: Sendable {
  private struct Try {
    var number: Int
    var service: String
    /// Until when the store knows that somebody waits for its answer.
    var heldUntil: Timestamp
  }

  private let rules: DurableRules
  private var tries: [DurableRequestID: Try] = [:]
  /// The service that was served last: the next round begins after it, so that each has its turn.
  private var lastService: String?

  public init(rules: DurableRules) { self.rules = rules }

  public var count: Int { tries.count }

  public func contains(_ id: DurableRequestID) -> Bool { tries[id] != nil }

  /// How many more requests of a service may be sent.
  public func room(for service: String) -> Int {
    let busy = tries.values.count { $0.service == service }
    return max(0, min(rules.triesOfOneService - busy, rules.triesInAll - tries.count))
  }

  /// The services in the order in which they are served now.
  public func turns(of services: [String]) -> [String] {
    guard let lastService, let next = services.firstIndex(where: { $0 > lastService }) else { return services }
    return Array(services[next...] + services[..<next])
  }

  /// A request was sent.
  public mutating func begin(_ request: DurableRequest) {
    tries[request.id] = Try(number: request.tries, service: request.service, heldUntil: request.due)
    lastService = request.service
  }

  /// A try came to its end.
  public mutating func end(_ id: DurableRequestID) { tries[id] = nil }

  /// All tries end without an answer; what the store is to be told of them.
  public mutating func giveUp() -> [DurableNews] {
    defer { tries = [:] }
    return tries.sorted { $0.key < $1.key }.map { DurableNews($0.key, .miss(try: $0.value.number)) }
  }

  /// What the store is to be told of tries that take long, in time.
  public mutating func holds(at now: Timestamp) -> [DurableNews] {
    let old = tries.filter { $0.value.heldUntil.milliseconds - now.milliseconds <= rules.hold / 2 }
    for id in old.keys { tries[id]?.heldUntil = Timestamp(milliseconds: now.milliseconds + rules.hold) }
    return old.sorted { $0.key < $1.key }.map { DurableNews($0.key, .hold(try: $0.value.number)) }
  }
}
