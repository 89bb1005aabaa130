/// How one company stands to a family, from being thought of to having left.
public enum FamilyStanding: String, MachineState {
  /// It is not told.
  case thought
  /// It has not said yes. Silence and a no are the same.
  case asked
  case willing, member, leaving, left
  /// It did not come to be a member.
  case out

  public enum Move: String, Codable, CaseIterable, Sendable {
    case ask, yes, no, expire, settle, leave, finish
  }

  public static let title = "Family member"
  public static let start = thought
  public static let table: [Transition<FamilyStanding>] = [
    Transition(.thought, .advisor, .ask, to: .asked),
    Transition(.asked, .party, .yes, to: .willing),
    Transition(.asked, .party, .no, to: .asked),
    Transition(.willing, .party, .no, to: .asked),
    Transition(.asked, .system, .expire, to: .out, [Telling(.owner, .noMatch)]),
    Transition(.willing, .system, .expire, to: .out, [Telling(.owner, .noMatch)]),
    Transition(.willing, .system, .settle, to: .member),
    Transition(.member, .party, .leave, .wasRunning, to: .leaving, [Telling(.advisors, .familyMemberLeaves)]),
    Transition(.member, .party, .leave, to: .left, [Telling(.advisors, .familyMemberLeaves)]),
    Transition(.leaving, .advisor, .finish, .checklistDone, to: .left),
  ]
}
