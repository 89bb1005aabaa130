/// How much of a member the network shows.
public enum Visibility: String, MachineState {
  case hidden, anonymous, named, resting

  public enum Move: String, Codable, CaseIterable, Sendable {
    case join
    case showName = "show name"
    case hideName = "hide name"
    case leave, rest, confirm
  }

  public static let title = "Visibility"
  public static let start = hidden
  public static let table: [Transition<Visibility>] = [
    Transition(.hidden, .owner, .join, .previewSeen, to: .anonymous, [Telling(.owner, .cardShown)]),
    Transition(.anonymous, .owner, .showName, to: .named),
    Transition(.named, .owner, .hideName, to: .anonymous),
    Transition(.anonymous, .owner, .confirm, to: .anonymous),
    Transition(.named, .owner, .confirm, to: .named),
    Transition(.anonymous, .system, .rest, to: .resting, [Telling(.owner, .cardRests)]),
    Transition(.named, .system, .rest, to: .resting, [Telling(.owner, .cardRests)]),
    Transition(.resting, .owner, .confirm, .nameShown, to: .named),
    Transition(.resting, .owner, .confirm, to: .anonymous),
    Transition(.anonymous, .owner, .leave, to: .hidden, [Telling(.owner, .cardGone)]),
    Transition(.named, .owner, .leave, to: .hidden, [Telling(.owner, .cardGone)]),
    Transition(.resting, .owner, .leave, to: .hidden, [Telling(.owner, .cardGone)]),
  ]
}
