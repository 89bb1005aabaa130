import Vocabulary

public typealias PlanID = RecordNumber<JointPlan>

/// What a joint plan came from.
public enum PlanOrigin: Sendable, Hashable, Codable {
  case opportunity(OpportunityID)
  case family(FamilyID)
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
