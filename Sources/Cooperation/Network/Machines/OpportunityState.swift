/// The life of something put on the table.
public enum OpportunityState: String, MachineState {
  case draft, checking, open, forming, agreed, fulfilled, refused, expired, ended, withdrawn

  public enum Move: String, Codable, CaseIterable, Sendable {
    case submit, pass
    case sendBack = "send back"
    case refuse, close, settle
    case confirm = "confirm the deed"
    case cancel, withdraw
  }

  public static let title = "Opportunity"
  public static let start = draft
  public static let table: [Transition<OpportunityState>] = [
    Transition(.draft, .owner, .submit, .fieldsValid, to: .checking, [Telling(.advisors, .toCheck)]),
    Transition(.checking, .advisor, .pass, .dateAhead, to: .open, [Telling(.owner, .opportunityOpen)]),
    Transition(.checking, .advisor, .sendBack, .withReason, to: .draft, [Telling(.owner, .opportunitySentBack)]),
    Transition(.checking, .advisor, .refuse, .withReason, to: .refused, [Telling(.owner, .opportunityRefused)]),
    Transition(.checking, .system, .close, .minMissed, to: .expired, [Telling(.owner, .opportunityExpired)]),
    Transition(
      .open, .system, .close, .maxReached, to: .forming,
      [Telling(.owner, .opportunityForming), Telling(.interested, .opportunityForming)]),
    Transition(
      .open, .system, .close, .minReached, to: .forming,
      [Telling(.owner, .opportunityForming), Telling(.interested, .opportunityForming)]),
    Transition(
      .open, .system, .close, .minMissed, to: .expired,
      [Telling(.owner, .opportunityExpired), Telling(.interested, .noLongerOpen)]),
    Transition(
      .forming, .system, .settle, .enoughIntroduced, to: .agreed, [Telling(.parties, .opportunityAgreed)]),
    Transition(.forming, .system, .settle, .tooFewAhead, to: .open, [Telling(.owner, .opportunityReopened)]),
    Transition(
      .forming, .system, .settle, .tooFewPast, to: .expired,
      [Telling(.owner, .opportunityExpired), Telling(.interested, .noLongerOpen)]),
    Transition(.agreed, .party, .confirm, .ownerAndAnother, to: .fulfilled, [Telling(.parties, .deedDone)]),
    Transition(.agreed, .party, .confirm, to: .agreed),
    Transition(.agreed, .owner, .cancel, .withReason, to: .ended, [Telling(.parties, .opportunityEnded)]),
    Transition(.draft, .owner, .withdraw, to: .withdrawn),
    Transition(.checking, .owner, .withdraw, to: .withdrawn),
    Transition(.open, .owner, .withdraw, to: .withdrawn, [Telling(.interested, .noLongerOpen)]),
    Transition(.forming, .owner, .withdraw, to: .withdrawn, [Telling(.interested, .noLongerOpen)]),
  ]
}
