import Vocabulary

extension CompanyView {
  /// An advisor's help that the company has asked for.
  public struct CaseEntry: Sendable, Hashable, Codable {
    public var id: CaseID
    public var state: CaseState
  }

  /// A conflict that the company has raised or has heard of.
  public struct ConflictEntry: Sendable, Hashable, Codable {
    public var id: ConflictID
    public var state: ConflictState
    /// The other company.
    public var match: MatchNumber
    public var isOwn: Bool
    /// Whether the company itself wants to meet.
    public var wantsToMeet: Bool
  }
}

/// What has not moved for two weeks.
public enum Standstill: Sendable, Hashable {
  case plan(PlanID)
  case family(FamilyID)
  case conflict(ConflictID)
  case advisorCase(CaseID)

  public static let days = 14
}

/// It travels as `{"plan": 1}`.
extension Standstill: Codable {
  private enum Key: String, CodingKey {
    case plan, family, conflict
    case advisorCase = "case"
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .plan(let id): try container.encode(id, forKey: .plan)
    case .family(let id): try container.encode(id, forKey: .family)
    case .conflict(let id): try container.encode(id, forKey: .conflict)
    case .advisorCase(let id): try container.encode(id, forKey: .advisorCase)
    }
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    switch container.allKeys.first {
    case .plan: self = .plan(try container.decode(PlanID.self, forKey: .plan))
    case .family: self = .family(try container.decode(FamilyID.self, forKey: .family))
    case .conflict: self = .conflict(try container.decode(ConflictID.self, forKey: .conflict))
    case .advisorCase, nil: self = .advisorCase(try container.decode(CaseID.self, forKey: .advisorCase))
    }
  }
}

extension Network {
  func caseEntries(for company: CompanyID) -> [CompanyView.CaseEntry] {
    sortedCases.filter { $0.source == .handOver && $0.companies == [company] }
      .map { CompanyView.CaseEntry(id: $0.id, state: $0.state) }
  }

  func conflictEntries(for company: CompanyID) -> [CompanyView.ConflictEntry] {
    sortedConflicts.filter { $0.isSeen(by: company) }.compactMap { conflict in
      number(of: conflict.pair.other(than: company), for: company).map { match in
        CompanyView.ConflictEntry(
          id: conflict.id, state: conflict.state, match: match, isOwn: conflict.raisedBy == company,
          wantsToMeet: conflict.wanting.contains(company))
      }
    }
  }

  /// Proposals, groups on their way, conflicts and cases without a move. What runs, rests on purpose or is only an idea
  /// does not stand still.
  func standstills(at now: Timestamp) -> [Standstill] {
    func isOld(_ changedAt: Timestamp) -> Bool { changedAt.adding(days: Standstill.days) <= now }
    let quiet: Set<FamilyState> = [.idea, .asking, .running, .closed]
    return sortedPlans.filter { $0.state == .proposed && isOld($0.changedAt) }.map { .plan($0.id) }
      + sortedFamilies.filter { !quiet.contains($0.state) && isOld($0.changedAt) }.map { .family($0.id) }
      + sortedConflicts.filter { !$0.state.isEnd && isOld($0.changedAt) }.map { .conflict($0.id) }
      + sortedCases.filter { $0.state == .stuck }.map { .advisorCase($0.id) }
  }

  /// Advisors with more companies than one can look after, each with the number.
  func overloaded() -> [String: Int] {
    let open = cases.values.filter { !$0.state.isEnd }
    let byAdvisor = Dictionary(grouping: open.filter { $0.advisor != nil }) { $0.advisor ?? "" }
    return byAdvisor.mapValues { Set($0.flatMap(\.companies)).count }.filter { $0.value > AdvisorCase.companiesMax }
  }
}
