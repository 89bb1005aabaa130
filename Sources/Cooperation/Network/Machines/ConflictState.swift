/// A conflict between two companies, raised in confidence.
public enum ConflictState: String, MachineState {
  /// Only advisors know of it.
  case raised
  /// An advisor talks to each apart.
  case heard
  /// Both want to meet.
  case meeting
  case settled
  /// They part.
  case split
  /// Mediation or law.
  case outside

  public enum Move: String, Codable, CaseIterable, Sendable {
    case hear
    case wantToMeet = "want to meet"
    case stepAside = "step aside"
    case withdraw, settle, split
    case goOutside = "go outside"
  }

  public static let title = "Conflict"
  public static let start = raised
  public static let table: [Transition<ConflictState>] =
    [
      Transition(.raised, .advisor, .hear, to: .heard, [Telling(.parties, .conflictHeard)]),
      Transition(.raised, .owner, .withdraw, to: .settled),
      Transition(.heard, .party, .wantToMeet, .bothWant, to: .meeting, [Telling(.parties, .conflictMeeting)]),
      Transition(.heard, .party, .wantToMeet, to: .heard),
    ]
    + [ConflictState.heard, .meeting].flatMap {
      [
        Transition($0, .advisor, .stepAside, to: .raised, [Telling(.advisors, .toCheck)]),
        Transition($0, .advisor, .settle, to: .settled, ended),
        Transition($0, .advisor, .split, to: .split, ended),
        Transition($0, .advisor, .goOutside, to: .outside, ended),
      ]
    }

  private static var ended: [Telling] { [Telling(.parties, .conflictOver)] }
}
