import Vocabulary

/// Who acts.
public enum Actor: Sendable, Hashable, Codable {
  /// A company through one of its users.
  case company(CompanyID, user: String)
  case advisor(user: String)
  /// A rule of the service.
  case system
}

/// What can be done in the network.
public enum Act: Sendable, Hashable, Codable {
  // A company about itself
  /// The region is where the company is; what is for the region only is seen by those with the same.
  case join(previewSeen: Bool, region: String? = nil)
  case showName, hideName, confirmCard, leave
  /// Leaves, and takes every word of its people out of the records. Numbers stay.
  case erase
  /// Never to be brought together with this one.
  case block(CompanyID)

  // Opportunities
  case draft(OpportunityTerms)
  case rewrite(OpportunityID, OpportunityTerms)
  case submit(OpportunityID)
  case withdraw(OpportunityID)
  case cancel(OpportunityID, ReasonCode)
  /// The owner is interested too, in all who are now, or in none of them.
  case welcome(OpportunityID)
  case decline(OpportunityID)
  case confirmDeed(OpportunityID)

  // Interest
  case express(OpportunityID)
  case expressPeer(MatchNumber)
  case withdrawInterest(OpportunityID)
  case withdrawPeerInterest(MatchNumber)
  case declinePeer(MatchNumber)

  // Two companies
  case answer(MatchNumber, yes: Bool)
  case stop(MatchNumber)
  /// Tells of a step to the rung, or confirms what the other has told.
  case takeStep(MatchNumber, TrustRung)

  // An export family
  case answerFamily(FamilyID, yes: Bool)
  /// The step that comes next is done, for the actor.
  case confirmStage(FamilyID)
  case leaveFamily(FamilyID)
  /// The actor has told the others that it leaves.
  case tellOfLeaving(FamilyID)

  /// A step of the agreement is done, elsewhere, on a day that is not ahead. By a member, or by an advisor.
  case noteAgreement(FamilyID, AgreementState.Move, on: Day, place: String)

  /// The same between two that know each other, up to a letter: what goes further is a family's, or their own affair.
  case notePairAgreement(MatchNumber, AgreementState.Move, on: Day, place: String)

  // Help, and conflicts
  case askAdvisor
  /// In confidence.
  case raiseConflict(MatchNumber)
  case withdrawConflict(ConflictID)
  case wantToMeet(ConflictID)

  // A joint plan. Companies are named in it as in the actor's view of it; actions are counted from 1.
  /// For an agreed opportunity, by one of its parties. The plan names nobody yet.
  case makePlan(OpportunityID, MarketingPlan)
  /// For a family that takes shape or runs, by one of its members. The plan names nobody yet.
  case makeFamilyPlan(FamilyID, MarketingPlan)
  case addAction(PlanID, what: String, by: Day)
  case setCost(PlanID, action: Int, Money, CostKey)
  /// The actor will do it.
  case takeAction(PlanID, action: Int)
  case tickAction(PlanID, action: Int, PlanAction.Status)
  /// Counts as the actor's yes.
  case proposePlan(PlanID)
  case answerPlan(PlanID, yes: Bool)
  case leavePlan(PlanID)
  case reviewPlan(PlanID)
  /// By a party, or by an advisor.
  case closePlan(PlanID, ReasonCode)

  // The advisor
  case verify(CompanyID)
  case unverify(CompanyID)
  case pass(OpportunityID)
  case sendBack(OpportunityID, ReasonCode)
  case refuse(OpportunityID, ReasonCode)
  case moveCase(CaseID, CaseState.Move)
  case moveConflict(ConflictID, ConflictState.Move)
  case askFamily(FamilyID)
  /// Sets how competition law looks at it. The note holds for the next step.
  case colourFamily(FamilyID, LawColour, note: String)
  case checkCompetition(FamilyID)
  /// On to shaping without a deed in common, for the reason in the note.
  case advanceFamily(FamilyID, note: String)
  case resumeFamily(FamilyID)
  case windUpFamily(FamilyID, ReasonCode)
  case closeFamily(FamilyID, ReasonCode)
  /// Something is cleared up with a member that leaves.
  case clearLeaving(FamilyID, CompanyID, LeavingItem)

  // The service, or an advisor
  case openCase(CaseSource, [CompanyID])
  case thinkOfFamily(FamilyIdea)
  /// The service does it where members have become rivals.
  case pauseFamily(FamilyID, ReasonCode)
  /// The matching found that the two fit.
  case match(CompanyID, CompanyID)

  // The service
  /// From now on the cards are as coarse as this.
  case settleCards([CompanyID: Anonymity.Level])
  /// Does all that is due at the time of the act.
  case passTime
}
