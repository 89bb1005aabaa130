/// One company's interest in an opportunity or in a matched peer. It binds to nothing.
public enum InterestState: String, MachineState {
  case none, expressed, mutual, withdrawn, declined, lapsed, closed

  public enum Move: String, Codable, CaseIterable, Sendable {
    case express, withdraw, welcome, decline, lapse, close
  }

  public static let title = "Interest"
  public static let start = none
  public static let table: [Transition<InterestState>] = [
    Transition(.none, .owner, .express, to: .expressed),
    Transition(.expressed, .owner, .withdraw, to: .withdrawn),
    Transition(.expressed, .other, .welcome, to: .mutual),
    Transition(.expressed, .system, .welcome, to: .mutual),
    Transition(.expressed, .other, .decline, to: .declined, [Telling(.owner, .noMatch)]),
    Transition(.expressed, .system, .lapse, to: .lapsed, [Telling(.owner, .interestLapsed)]),
    Transition(.expressed, .system, .close, to: .closed),
    Transition(.withdrawn, .owner, .express, to: .expressed),
    Transition(.lapsed, .owner, .express, to: .expressed),
  ]
}
