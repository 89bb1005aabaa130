/// What a receiver is told. The words are the content's; a notice names nobody.
public enum Notice: String, Sendable, Hashable, Codable, CaseIterable {
  case cardShown = "card is shown"
  case cardGone = "card is gone"
  case cardRests = "card rests, please confirm"
  case toCheck = "please check"
  case opportunityOpen = "opportunity is open"
  case opportunitySentBack = "sent back with a reason"
  case opportunityRefused = "refused with a reason"
  case opportunityForming = "opportunity is forming"
  case opportunityAgreed = "opportunity is agreed"
  case opportunityReopened = "opportunity is open again"
  case opportunityExpired = "opportunity has expired"
  case opportunityEnded = "opportunity was cancelled"
  case deedDone = "deed is done"
  case noLongerOpen = "no longer open"
  case introductionAsked = "asked to be introduced"
  case introduced = "introduced"
  /// The same for a no and for silence.
  case noMatch = "no match this time"
  case interestLapsed = "no answer yet, an advisor can help"
  case introductionStopped = "contact was stopped, please delete"
  case familyAsked = "a group is thought of, are you in"
  case familyAnswered = "the answers to a group are in"
  case familyMoved = "family is in another stage"
  case familyPaused = "family is paused"
  case familyMemberLeaves = "a member leaves the family"
  case familyClosed = "family is closed"
  case planProposed = "plan is proposed"
  case planRunning = "plan is running"
  /// The same for a no and for one who left.
  case planReturned = "plan is a draft again"
  case planMemberLeft = "a member of a running plan has left"
  case planReviewed = "plan was reviewed"
  case planClosed = "plan is closed"

  /// As events and programs name it.
  public var code: String { rawValue.replacing(",", with: "").replacing(" ", with: "_") }
}
