import Vocabulary

/// Two companies are asked whether they want to know each other.
public struct Introduction: Sendable, Hashable, Codable {
  /// How long the two have to answer.
  public static let daysToAnswer = 14

  public let id: IntroductionID
  public let pair: Pair
  /// What it came from; `nil`: a match of peers.
  public let opportunity: OpportunityID?
  /// The group that it is for, if any.
  public let family: FamilyID?
  public internal(set) var state = IntroductionState.start
  public let askedAt: Timestamp
  /// Each answer with the user who gave it: a consent is a person's.
  public internal(set) var answers: [ConsentAnswer] = []

  /// The moment when both get the same note unless both have said yes.
  public var endsAt: Timestamp { askedAt.adding(days: Self.daysToAnswer) }

  public func answer(of company: CompanyID) -> Bool? { answers.last { $0.company == company }?.yes }
}

/// One company's answer to an introduction.
public struct ConsentAnswer: Sendable, Hashable, Codable {
  public let company: CompanyID
  public let user: String
  public let yes: Bool
  public let at: Timestamp
}

extension Timestamp {
  /// This moment on a later day.
  func adding(days: Int) -> Timestamp { Timestamp(milliseconds: milliseconds + Int64(days) * 86_400_000) }
}
