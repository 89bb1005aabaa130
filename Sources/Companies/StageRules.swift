import Vocabulary

/// What the stage is, what it rests on, and what would change it.
public struct StageResult: Sendable, Hashable {
  /// `nil`: too little is known to name one.
  public let stage: Stage?
  /// The facts that it rests on, in the order of their keys.
  public let because: [FactKey]
  /// At most two facts, never told so far, that could open the next stage; the one to ask for first.
  public let missingFacts: [FactKey]
  /// What is special about this company's way, in the order of `StageFlag.allCases`.
  public let flags: [StageFlag]
  /// The share of what decides this stage and the next that is known: 0…1.
  public let confidence: Double

  /// The names of the missing facts.
  public var missing: [FactName] { missingFacts.map(\.name) }
}

/// What is special about a company's way. Each changes the advice, not the stage.
public enum StageFlag: String, Codable, CaseIterable, Sendable, Hashable {
  /// Sells abroad by deed, with stages skipped: first a safe order, then what was skipped.
  case leapt
  /// At most three years old, and a quarter of its sales abroad.
  case bornGlobal = "born_global"
  /// Sold abroad two years ago or earlier, and does not now.
  case wasExporter = "was_exporter"
  /// No step done and no new stage for 90 days, or 24 months in one stage.
  case stuck
  /// Several markets, each with a track of its own; the stage is that of the furthest.
  case marketTracks = "market_track"
  /// `growing`, with so large a share of sales abroad that the firm rests on it.
  case committed
}

/// The stage of a company, reckoned from its facts.
public enum StageRules {
  /// Shares of sales abroad, in percent. Authors differ on them, so they are settings.
  public struct Limits: Sendable, Hashable {
    /// From here on sales abroad are active.
    public var active: Double
    /// From here on the firm is committed to them.
    public var committed: Double

    public init(active: Double = 10, committed: Double = 40) {
      self.active = active
      self.committed = committed
    }
  }

  /// The stage by the facts alone; facts too old for the readiness check do not count in it.
  public static func stage(of company: Company, today: Day, limits: Limits = Limits()) -> StageResult {
    let readiness = Readiness.result(of: company, today: today)
    return stage(of: company, readiness: readiness, today: today, limits: limits)
  }

  /// The same with a readiness check that was reckoned before.
  public static func stage(
    of company: Company, readiness: Readiness.Result, today: Day, limits: Limits = Limits()
  ) -> StageResult {
    let criteria = StageCriteria(company: company, readiness: readiness, today: today, limits: limits)
    let stage = criteria.reached
    return StageResult(
      stage: stage, because: criteria.because(of: stage), missingFacts: criteria.missing(after: stage),
      flags: StageFlag.allCases.filter { criteria.has($0, in: stage) }, confidence: criteria.confidence(in: stage))
  }
}
