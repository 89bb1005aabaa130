/// Why an act was not done. Nothing has changed then.
public enum CooperationProblem: Error, Sendable, Hashable {
  /// No such number, or none that the actor may know of.
  case unknownNumber
  /// Several opportunities may be meant; their numbers.
  case severalFit([Int])
  /// The actor is not part of it, or the act belongs to another role.
  case notAllowed
  /// The thing has moved on, or is closed.
  case notInThisState
  case notMember
  case previewNotSeen
  /// What others would see is not what was seen.
  case previewOutdated
  case ownOpportunity
  case alreadyAnswered
  /// Both have to confirm, and this one has already.
  case alreadyConfirmed
  /// The two do not know each other yet.
  case notIntroduced
  /// The rung before this one comes first.
  case rungMissing
  case needsVerification
  case needsReason
  case conditionNotMet
  case dateNotAhead
  case dateTooFar(days: Int)
  case placesOutOfRange(max: Int)
  case missing(OpportunityTerms.Field)
  case tooLong(OpportunityTerms.Field, limit: Int)
  case tooMany(max: Int)
  /// A text of the plan is missing, or longer than `max` characters.
  case planText(MarketingPlan.Field, max: Int)
  /// The cost cannot be shared so. A company is named as in the actor's view.
  case cost(CostProblem)
  /// Amber by competition law: an advisor's note comes first.
  case needsNote
  case noteTooLong(max: Int)
  /// Red by competition law.
  case lawForbids
  case needsCompetitionCheck
  /// The words name a company, or a person of it, to those who may not know it.
  case namesCompany
  /// The time is before that of an earlier act.
  case timeRunsBackwards
}
