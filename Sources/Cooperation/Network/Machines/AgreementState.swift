/// An agreement that is signed elsewhere and followed here.
public enum AgreementState: String, MachineState {
  case none
  case ndaNeeded = "nda_needed"
  case ndaSigned = "nda_signed"
  case letterOfIntent = "letter_of_intent"
  case draft
  /// A lawyer has looked at the draft as it stands.
  case checked
  case signed, amended, ended

  public enum Move: String, Codable, CaseIterable, Sendable {
    case needNDA = "need an NDA"
    case signNDA = "sign the NDA"
    case signLetter = "sign the letter"
    case draft, check, sign, amend, end
  }

  public static let title = "Agreement"
  public static let start = none
  public static let table: [Transition<AgreementState>] =
    [
      Transition(.none, .party, .needNDA, to: .ndaNeeded, noted),
      Transition(.ndaNeeded, .party, .signNDA, to: .ndaSigned, noted),
      Transition(.none, .party, .signLetter, to: .letterOfIntent, noted),
      Transition(.ndaSigned, .party, .signLetter, to: .letterOfIntent, noted),
      Transition(.letterOfIntent, .party, .draft, to: .draft, noted),
      Transition(.draft, .advisor, .check, to: .checked, noted),
      Transition(.checked, .party, .draft, to: .draft, noted),
      Transition(.checked, .party, .sign, to: .signed, noted),
      Transition(.signed, .party, .amend, to: .amended, noted),
      Transition(.amended, .party, .amend, to: .amended, noted),
    ]
    + [AgreementState.ndaNeeded, .ndaSigned, .letterOfIntent, .draft, .checked, .signed, .amended].map {
      Transition($0, .party, .end, to: .ended, noted)
    }

  private static var noted: [Telling] { [Telling(.parties, .agreementNoted)] }
}
