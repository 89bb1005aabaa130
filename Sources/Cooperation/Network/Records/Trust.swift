import Vocabulary

/// What two companies know of each other.
public enum TrustRung: Int, Sendable, Hashable, Codable, CaseIterable, Comparable {
  case hidden, anonymousCard, bothCurious, named, met, didSomething, agreed

  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// One step of two companies, up or down. Both see it.
public struct TrustStep: Sendable, Hashable, Codable {
  public let rung: TrustRung
  public let shared: Shared
  /// Whose word it was; `nil`: the service's.
  public let by: CompanyID?
  public let at: Timestamp

  /// What was shared with the step.
  public enum Shared: String, Sendable, Hashable, Codable {
    case card, curiosity
    case contact = "name, offering and contact person"
    case meeting, deed, agreement
    case stopped = "contact data hidden again"
  }
}

/// The ladder of trust of two companies.
public struct Trust: Sendable, Hashable, Codable {
  public let pair: Pair
  public internal(set) var steps: [TrustStep] = []
  /// A step that one has told of and the other has not confirmed.
  public internal(set) var told: TrustStep?

  /// What the two have agreed on, signed elsewhere.
  public internal(set) var agreement: Agreement?

  public var rung: TrustRung { steps.last?.rung ?? .hidden }
}
