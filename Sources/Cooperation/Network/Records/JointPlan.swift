import Vocabulary

public typealias PlanID = RecordNumber<JointPlan>

/// What a joint plan came from.
public enum PlanOrigin: Sendable, Hashable {
  case opportunity(OpportunityID)
  case family(FamilyID)
}

/// It is kept and travels as `{"opportunity": 3}`.
extension PlanOrigin: Codable {
  private enum Key: String, CodingKey { case opportunity, family }
  /// As it was kept before 2026-11-29: `{"opportunity": {"_0": 3}}`.
  private enum OldKey: String, CodingKey { case _0 }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .opportunity(let id): try container.encode(id, forKey: .opportunity)
    case .family(let id): try container.encode(id, forKey: .family)
    }
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let key: Key = container.contains(.family) ? .family : .opportunity
    let number =
      try (try? container.decode(Int.self, forKey: key))
      ?? container.nestedContainer(keyedBy: OldKey.self, forKey: key).decode(Int.self, forKey: ._0)
    self = key == .family ? .family(FamilyID(number)) : .opportunity(OpportunityID(number))
  }
}

/// A marketing plan of several companies, and how far they have agreed on it.
public struct JointPlan: Sendable, Hashable, Codable {
  public let id: PlanID
  public let origin: PlanOrigin
  public internal(set) var state = PlanState.start
  /// Its members have ids and no names: the names are put in where it is written.
  public internal(set) var content: MarketingPlan
  /// Members that left when it was running. Their shares stand as agreed until an advisor has cleared them up.
  public internal(set) var left: [CompanyID] = []
  /// Each answer to the proposal as it stands, with the user who gave it.
  public internal(set) var answers: [ConsentAnswer] = []
  public internal(set) var changedAt: Timestamp
  /// Why it was closed.
  public internal(set) var reason: ReasonCode?

  /// Those who take part now, in the order of the plan.
  public var parties: [CompanyID] { content.members.map(\.id).filter { !left.contains($0) } }

  /// Whether all who take part have said yes.
  var isAccepted: Bool {
    parties.allSatisfy { party in answers.contains { $0.company == party && $0.yes } }
  }
}
