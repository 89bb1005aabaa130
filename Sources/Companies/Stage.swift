import Vocabulary

/// How far a company is on its way abroad; the names for people stand in the content, never here.
public enum Stage: String, Codable, CaseIterable, Sendable, Hashable, Comparable {
  case awakening, readiness, exploring, preparing, entering, growing

  public static func < (left: Stage, right: Stage) -> Bool {
    left.order < right.order
  }

  private var order: Int { Stage.allCases.firstIndex(of: self) ?? 0 }
}

/// A stage that a company came to, and what it rests on.
public struct StageChange: Sendable, Hashable, Codable {
  /// `nil`: too little is known to name a stage.
  public var stage: Stage?
  public var at: Timestamp
  /// The facts that it rests on, in the order of their names.
  public var because: [FactKey]

  public init(stage: Stage?, at: Timestamp, because: [FactKey]) {
    self.stage = stage
    self.at = at
    self.because = because
  }
}
