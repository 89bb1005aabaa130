/// Disclosure by mutual consent. `proposed`, `half`, `unverified` and `refused` look alike to both companies until the
/// time is over: nobody learns of the other's no, silence or early yes.
public enum IntroductionState: String, MachineState {
  /// Both are asked.
  case proposed
  /// One has said yes.
  case half
  /// Both have said yes, and an advisor has to verify one of them.
  case unverified
  /// One has said no or left.
  case refused
  case disclosed, closed, stopped

  public enum Move: String, Codable, CaseIterable, Sendable {
    case yes, no, verify, expire, stop
  }

  public static let title = "Introduction"
  public static let start = proposed
  public static let table: [Transition<IntroductionState>] =
    [
      Transition(.proposed, .party, .yes, to: .half),
      Transition(.half, .party, .yes, .bothVerified, to: .disclosed, introduced),
      Transition(.half, .party, .yes, .notBothVerified, to: .unverified, [Telling(.advisors, .toCheck)]),
      Transition(.unverified, .advisor, .verify, .bothVerified, to: .disclosed, introduced),
      Transition(.refused, .party, .yes, to: .refused),
      Transition(.refused, .party, .no, to: .refused),
    ]
    + [IntroductionState.proposed, .half, .unverified].map { Transition($0, .party, .no, to: .refused) }
    + [IntroductionState.proposed, .half, .unverified, .refused].map {
      Transition($0, .system, .expire, to: .closed, [Telling(.parties, .noMatch)])
    } + [Transition(.disclosed, .party, .stop, to: .stopped, [Telling(.other, .introductionStopped)])]

  private static var introduced: [Telling] { [Telling(.parties, .introduced)] }

  /// The names are not open yet, and the time runs.
  public var isWaiting: Bool { Self.table.contains { $0.from == self && $0.move == .expire } }
}
