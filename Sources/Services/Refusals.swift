import Majordomo
import Messages

/// What the broker says to a client whose request it does not take: why, and when to try again. Made once, for there are many of
/// them just when there is no time.
public struct Refusals: Sendable {
  private let bodies: [Refusal: [UInt8]]

  public init() {
    bodies = Dictionary(
      uniqueKeysWithValues: Refusal.allCases.map { ($0, Wire.encode(Reply<Nothing>.problem(id: "", Problem($0)))) })
  }

  /// The body of the answer.
  public func body(_ reason: Refusal) -> [UInt8]? { bodies[reason] }
}

extension Problem {
  /// The seconds grow with how long it takes until there is room again.
  fileprivate init(_ reason: Refusal) {
    switch reason {
    case .clientLimit:
      self.init(
        .tooMany,
        detail: "You, or all guests of your address, have as many requests open as they may. Try again in 1 s.",
        retryAfter: 1)
    case .queueFull:
      self.init(.busy, detail: "Too many requests wait for this service. Try again in 2 s.", retryAfter: 2)
    case .brokerFull, .tooManyServices:
      self.init(.busy, detail: "The broker is full. Try again in 5 s.", retryAfter: 5)
    case .draining:
      self.init(.busy, detail: "The broker is stopping. Try again in 5 s.", retryAfter: 5)
    case .notPermitted: self.init(.forbidden, detail: "This service is not for you.")
    case .workerLost:
      self.init(.unavailable, detail: "The worker that had this request is gone. Whether it was done is not known.")
    }
  }
}
