import Vocabulary

/// What is known of one company.
public struct Company: Sendable, Hashable, Codable {
  public let id: CompanyID
  /// Counts the commits that changed it; 0 = not stored yet.
  public var version: Int
  /// In the order of their keys.
  public private(set) var facts: [Fact]
  /// In the order of their ids.
  public private(set) var steps: [StepRecord]
  /// The oldest first.
  public var stageHistory: [StageChange]
  /// The results of the readiness check, the oldest first; of one day the last.
  public private(set) var readinessHistory: [ReadinessRecord]
  /// In the order of their names.
  public private(set) var consents: [Consent]

  public init(
    id: CompanyID, version: Int = 0, facts: [Fact] = [], steps: [StepRecord] = [], stageHistory: [StageChange] = [],
    readinessHistory: [ReadinessRecord] = [], consents: [Consent] = []
  ) {
    self.id = id
    self.version = version
    self.facts = facts.sorted { $0.key < $1.key }
    self.steps = steps.sorted { $0.id < $1.id }
    self.stageHistory = stageHistory
    self.readinessHistory = readinessHistory.sorted { $0.day < $1.day }
    self.consents = consents.sorted { $0.name.rawValue < $1.name.rawValue }
  }

  public var stage: Stage? { stageHistory.last?.stage }

  public func fact(_ name: FactName, market: String? = nil) -> Fact? {
    let key = FactKey(name, market: market)
    return facts.first { $0.key == key }
  }

  /// The value of a fact when it says something; `nil` for "do not know" and for what was never told.
  public func known(_ name: FactName, market: String? = nil) -> FactValue? {
    guard let value = fact(name, market: market)?.value, value.isKnown else { return nil }
    return value
  }

  public func state(ofStep id: String) -> StepState {
    steps.first { $0.id == id }?.state ?? .open
  }

  public func allows(_ name: ConsentName) -> Bool {
    consents.first { $0.name == name }?.given ?? false
  }

  /// The company as it is after a commit.
  public mutating func apply(_ commit: Commit) {
    for change in commit.changes { apply(change) }
    if commit.changesCompany { version += 1 }
  }

  /// The company as it is after a change.
  public mutating func apply(_ change: Change) {
    switch change {
    case .setFact(let fact):
      facts.removeAll { $0.key == fact.key }
      facts.append(fact)
      facts.sort { $0.key < $1.key }
    case .removeFact(let key):
      facts.removeAll { $0.key == key }
    case .setStep(let record):
      steps.removeAll { $0.id == record.id }
      steps.append(record)
      steps.sort { $0.id < $1.id }
    case .setConsent(let consent):
      consents.removeAll { $0.name == consent.name }
      consents.append(consent)
      consents.sort { $0.name.rawValue < $1.name.rawValue }
    case .setStage(let change):
      stageHistory.append(change)
    case .setReadiness(let record):
      readinessHistory.removeAll { $0.day == record.day }
      readinessHistory.append(record)
      readinessHistory.sort { $0.day < $1.day }
    case .forgetEverything:
      (facts, steps, stageHistory, readinessHistory, consents) = ([], [], [], [], [])
    }
  }
}

public enum StepState: String, Codable, Sendable, Hashable {
  case open, doing, done, skipped, later
}

/// What became of one step of this company.
public struct StepRecord: Sendable, Hashable, Codable {
  public var id: String
  public var state: StepState
  public var at: Timestamp
  /// The day from which it is to be shown again, for a step that is put off.
  public var until: Day?

  public init(id: String, state: StepState, at: Timestamp, until: Day? = nil) {
    self.id = id
    self.state = state
    self.at = at
    self.until = until
  }

  /// Put off, and not due yet.
  public func isResting(on today: Day) -> Bool { state == .later && until.map { $0 > today } ?? true }

  /// Put off until a day that has come.
  public func isDue(on today: Day) -> Bool { state == .later && until.map { $0 <= today } ?? false }
}

/// What a company can allow or refuse. Everything is refused until it is allowed.
public enum ConsentName: String, Codable, CaseIterable, Sendable, Hashable {
  case advisorSees = "advisor_sees"
  case matching, statistics, research, reminders, story
}

/// One consent, as it was given or withdrawn.
public struct Consent: Sendable, Hashable, Codable {
  public var name: ConsentName
  public var given: Bool
  public var at: Timestamp
  /// The version of the text that the person had before them.
  public var textVersion: Int

  public init(name: ConsentName, given: Bool, at: Timestamp, textVersion: Int) {
    self.name = name
    self.given = given
    self.at = at
    self.textVersion = textVersion
  }
}
