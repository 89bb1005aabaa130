/// What must hold for a move. The raw value stands in the tables of `docs/cooperation.md`.
public enum Guard: String, Sendable, Hashable, CaseIterable {
  case always = "–"
  case previewSeen = "preview seen and consent given"
  case nameShown = "the name was shown before"
  case fieldsValid = "fields within their limits"
  case dateAhead = "closing date ahead"
  case maxReached = "as many interested as places"
  case minReached = "enough interested"
  case minMissed = "too few interested"
  case enoughIntroduced = "all asked, enough introduced"
  case tooFewAhead = "all asked, too few introduced, closing date ahead"
  case tooFewPast = "all asked, too few introduced, closing date past"
  case ownerAndAnother = "the owner and one more have confirmed"
  case bothVerified = "both verified"
  case notBothVerified = "not both verified"
  case withReason = "a reason is given"
}
