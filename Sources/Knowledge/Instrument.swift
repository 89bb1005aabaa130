import Vocabulary

/// A support that a company can ask for.
public struct Instrument: Sendable, Hashable {
  public enum Status: String, Sendable, Hashable, CaseIterable, Codable {
    case open, paused, closed, changed, unknown
  }

  public var id: String
  public var names: LocalizedText
  public var provider: String
  public var kind: String
  public var does: LocalizedText
  public var pays: LocalizedText?
  public var eligibility: Eligibility
  public var stages: [String]
  public var purposes: [String]
  public var apply: LocalizedList
  public var status: Status
  public var statusNote: LocalizedText?
  /// The page's own date.
  public var statusDate: String?
  public var openFrom: Day?
  public var openUntil: Day?
  /// Ids of what stands in its place.
  public var instead: [String]
  public var sources: [String]
  public var checked: Day

  /// The id of a step of its application, counted from 0.
  func applyID(_ index: Int) -> String { "\(id)_apply_\(index + 1)" }

  /// Whether it may be recommended on this day: open, and inside its round when it has one.
  public func isOpen(on today: Day) -> Bool {
    status == .open && openFrom.map { today >= $0 } ?? true && openUntil.map { today <= $0 } ?? true
  }
}

/// The conditions of an instrument over company facts. What is missing is not known, which is not the same as "no condition".
public struct Eligibility: Sendable, Hashable, Codable {
  public var countries: [String] = []
  public var municipalities: [String] = []
  public var minAgeYears: Double?
  public var maxAgeYears: Double?
  public var minEmployees: Double?
  public var maxEmployees: Double?
  public var minTurnover: Double?
  public var maxTurnover: Double?
  public var sme: Bool?
  public var legalFormsIncluded: [String] = []
  public var legalFormsExcluded: [String] = []
  public var sectorsIncluded: [String] = []
  public var sectorsExcluded: [String] = []
  /// The least that is asked: none, potential, plan, new_market, exporting.
  public var exportIntent: String?
  public var minGroupCompanies: Double?
  public var maxGroupCompanies: Double?
  public var deMinimis: String?
  /// Costs that arise before the application are lost.
  public var applyBeforeCosts: Bool?
  /// There are conditions that a person has to judge.
  public var needsJudgement = false

  public init() {}
}
