import Vocabulary

/// A notice for one receiver.
public struct Effect: Sendable, Hashable, Codable {
  public var to: Receiver
  public var notice: Notice
  public var about: Subject

  /// Whom a notice is for.
  public enum Receiver: Sendable, Hashable, Codable {
    case company(CompanyID)
    /// All who advise.
    case advisors
  }

  /// What a notice is about, in the receiver's own numbers.
  public enum Subject: Sendable, Hashable, Codable {
    case membership
    case opportunity(OpportunityID)
    case match(MatchNumber)
    case plan(PlanID)
    case family(FamilyID)
    case conflict(ConflictID)
    /// For advisors only.
    case introduction(IntroductionID)
    /// For advisors only.
    case advisorCase(CaseID)
  }
}

/// Which record has changed, so that it can be stored alone.
public enum RecordID: Sendable, Hashable, Codable {
  case membership(CompanyID)
  case opportunity(OpportunityID)
  case interest(InterestID)
  case introduction(IntroductionID)
  case trust(Pair)
  case plan(PlanID)
  case family(FamilyID)
  case advisorCase(CaseID)
  case conflict(ConflictID)
}

/// What an act has done.
public struct Outcome: Sendable, Hashable, Codable {
  /// In the order in which they came about.
  public internal(set) var effects: [Effect] = []
  /// Each once, in the order of the first change.
  public internal(set) var changed: [RecordID] = []
}
