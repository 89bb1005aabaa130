/// The life of a joint plan. One member's no brings it back to a draft, and nobody is told whose it was.
public enum PlanState: String, MachineState {
  case draft, proposed, running, reviewed, closed

  public enum Move: String, Codable, CaseIterable, Sendable {
    case change, take, tick, propose, yes, no, leave, review, close
  }

  public static let title = "Joint plan"
  public static let start = draft
  public static let table: [Transition<PlanState>] =
    [
      Transition(.draft, .party, .change, to: .draft),
      Transition(.draft, .party, .take, to: .draft),
      Transition(.running, .party, .take, to: .running),
      Transition(.draft, .party, .tick, to: .draft),
      Transition(.running, .party, .tick, to: .running),
      Transition(.draft, .party, .propose, .fieldsValid, to: .proposed, [Telling(.parties, .planProposed)]),
      Transition(.proposed, .party, .yes, .allAccepted, to: .running, [Telling(.parties, .planRunning)]),
      Transition(.proposed, .party, .yes, to: .proposed),
      Transition(.proposed, .party, .no, to: .draft, [Telling(.parties, .planReturned)]),
      Transition(.draft, .party, .leave, to: .draft, [Telling(.parties, .planReturned)]),
      Transition(.proposed, .party, .leave, to: .draft, [Telling(.parties, .planReturned)]),
      Transition(.running, .party, .leave, to: .running, [Telling(.advisors, .planMemberLeft)]),
      Transition(.reviewed, .party, .leave, to: .reviewed),
      Transition(.running, .party, .review, .reviewDue, to: .reviewed, [Telling(.parties, .planReviewed)]),
    ]
    + [PlanState.draft, .proposed, .reviewed].map { Transition($0, .party, .close, .withReason, to: .closed, ended) }
    + [PlanState.proposed, .running, .reviewed].map {
      Transition($0, .advisor, .close, .withReason, to: .closed, ended)
    }
    + [PlanState.draft, .running, .reviewed].map {
      Transition($0, .system, .close, .fewerThanTwo, to: .closed, ended)
    }

  private static var ended: [Telling] { [Telling(.parties, .planClosed)] }
}
