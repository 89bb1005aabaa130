import Vocabulary

public typealias CaseID = RecordNumber<AdvisorCase>

/// What brought a case up.
public enum CaseSource: String, Sendable, Hashable, Codable, CaseIterable {
  /// A company has asked for an advisor.
  case handOver = "hand_over"
  case matchToCheck = "match_to_check"
  case conflict
  case stuckCompany = "stuck_company"
  case competitionWarning = "competition_warning"
}

/// Something that an advisor sees to.
public struct AdvisorCase: Sendable, Hashable, Codable {
  /// Without a move for so many days it is stuck.
  public static let daysToStuck = 14
  /// An advisor with more companies than this is warned.
  public static let companiesMax = 25

  public let id: CaseID
  public let source: CaseSource
  /// Whom it is about.
  public let companies: [CompanyID]
  public internal(set) var state = CaseState.start
  /// The user who has it.
  public internal(set) var advisor: String?
  public internal(set) var changedAt: Timestamp
}
