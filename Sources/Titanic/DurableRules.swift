/// How long durable requests live, how often they are tried, and how many there may be. Times are milliseconds.
public struct DurableRules: Equatable, Sendable {
  /// How long a request may wait for its answer: a week, so that a worker that is away for some days is met.
  public var lifetime: Int64 = 7 * 86_400_000
  /// How long an answer is kept for its owner.
  public var answerKept: Int64 = 7 * 86_400_000
  /// How long a request that failed is kept for the operator.
  public var failureKept: Int64 = 30 * 86_400_000
  /// How long one try may take.
  public var patience: Int64 = 60_000
  /// How long the broker may have a request without a word of the dispatcher that sent it: after that the dispatcher
  /// counts as dead.
  public var hold: Int64 = 15_000
  /// The pause before the second try; each further one is twice as long.
  public var firstPause: Int64 = 1000
  public var longestPause: Int64 = 5 * 60_000
  /// The workers that one request may take with it.
  public var lossesMax = 3

  /// Tries of one dispatcher at once: of one service, so that a slow one leaves room to the others, and in all.
  public var triesOfOneService = 8
  public var triesInAll = 64

  /// Of one request, all its body frames together, and of one answer.
  public var bytesMax = 1 << 18
  public var framesMax = 32
  /// Kept at once of one owner, answers too.
  public var ownersMost = Share(count: 1000, bytes: 64 << 20)
  /// Kept at once in all.
  public var most = Share(count: 10_000, bytes: 1 << 30)

  /// A number of requests, and the bytes of their bodies and answers.
  public struct Share: Equatable, Sendable {
    public var count: Int
    public var bytes: Int

    public init(count: Int = 0, bytes: Int = 0) {
      self.count = count
      self.bytes = bytes
    }

    func hasRoom(for more: Int, within most: Share) -> Bool { count < most.count && bytes + more <= most.bytes }
  }

  public init() {}

  /// Whether there is room for one more request of these bytes; nil: there is.
  public func refusal(of bytes: Int, owners: Share, all: Share) -> KeepOutcome? {
    if !owners.hasRoom(for: bytes, within: ownersMost) { return .ownerFull }
    return all.hasRoom(for: bytes, within: most) ? nil : .full
  }

  /// The pause after a try that came to nothing.
  func pause(after tries: Int) -> Int64 {
    var pause = firstPause
    for _ in 1..<max(1, min(tries, 32)) where pause < longestPause { pause *= 2 }
    return min(pause, longestPause)
  }
}
