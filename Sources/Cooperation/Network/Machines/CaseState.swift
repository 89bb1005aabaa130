/// An advisor's work for companies.
public enum CaseState: String, MachineState {
  case new, assigned, talking
  case waitingCompany = "waiting_company"
  case waitingOther = "waiting_other"
  case stuck, done

  public enum Move: String, Codable, CaseIterable, Sendable {
    case take, talk
    case waitForCompany = "wait for the company"
    case waitForOther = "wait for somebody else"
    case expire, finish
  }

  public static let title = "Advisor's case"
  public static let start = new
  public static let table: [Transition<CaseState>] =
    [
      Transition(.new, .advisor, .take, to: .assigned),
      Transition(.stuck, .advisor, .take, to: .assigned),
      Transition(.assigned, .advisor, .talk, to: .talking),
      Transition(.talking, .advisor, .waitForCompany, to: .waitingCompany),
      Transition(.talking, .advisor, .waitForOther, to: .waitingOther),
      Transition(.waitingCompany, .advisor, .talk, to: .talking),
      Transition(.waitingOther, .advisor, .talk, to: .talking),
    ]
    + [CaseState.new, .assigned, .talking, .waitingCompany, .waitingOther].map {
      Transition($0, .system, .expire, to: .stuck, [Telling(.advisors, .caseStuck)])
    }
    + [CaseState.new, .assigned, .talking, .waitingCompany, .waitingOther, .stuck].map {
      Transition($0, .advisor, .finish, to: .done)
    }
}
