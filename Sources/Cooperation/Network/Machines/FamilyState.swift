/// The life of an export family. Companies are not told of an idea; nobody learns who said no when they are asked.
public enum FamilyState: String, MachineState {
  /// A group fits on paper.
  case idea
  /// Each is asked by itself whether it is in, with the cards of the others.
  case asking
  /// Those who are in are introduced pair by pair.
  case introducing
  case exploring, shaping, letter, agreement, running, paused, closing, closed

  public enum Move: String, Codable, CaseIterable, Sendable {
    case ask, settle, expire, confirm, advance, pause, resume
    case windUp = "wind up"
    case close
  }

  /// Whether its members may plan something together.
  public var hasPlans: Bool { [.shaping, .letter, .agreement, .running].contains(self) }

  public static let title = "Export family"
  public static let start = idea
  public static let table: [Transition<FamilyState>] = beginning + stages + asides

  private static var beginning: [Transition<FamilyState>] {
    [
      Transition(.idea, .advisor, .ask, to: .asking, [Telling(.parties, .familyAsked)]),
      Transition(.asking, .system, .settle, .allWilling, to: .introducing, asked),
      Transition(.asking, .system, .expire, .enoughWilling, to: .introducing, asked),
      Transition(.asking, .system, .expire, .tooFewWilling, to: .closed, asked),
      Transition(.introducing, .system, .settle, .enoughIntroducedToAll, to: .exploring, asked + moved),
      Transition(.introducing, .system, .settle, .tooFewIntroducedToAll, to: .closed, asked),
    ]
  }

  private static var stages: [Transition<FamilyState>] {
    [
      Transition(.exploring, .party, .confirm, .allConfirmedWithDeed, to: .shaping, moved),
      Transition(.exploring, .party, .confirm, .deedWithAnother, to: .exploring),
      Transition(.exploring, .advisor, .advance, .withReason, to: .shaping, moved),
      Transition(.exploring, .system, .expire, to: .closed, ended),
      Transition(.shaping, .party, .confirm, .allConfirmedAndChecked, to: .letter, moved),
      Transition(.shaping, .party, .confirm, .competitionChecked, to: .shaping),
      Transition(.letter, .party, .confirm, .allConfirmed, to: .agreement, moved),
      Transition(.letter, .party, .confirm, to: .letter),
      Transition(.letter, .system, .expire, to: .exploring, moved),
      Transition(.agreement, .party, .confirm, .allConfirmed, to: .running, moved),
      Transition(.agreement, .party, .confirm, to: .agreement),
      Transition(.closing, .party, .confirm, .allConfirmed, to: .closed, ended),
      Transition(.closing, .party, .confirm, to: .closing),
    ]
  }

  private static var asides: [Transition<FamilyState>] {
    let paused = [Telling(.parties, .familyPaused)]
    let together: [FamilyState] = [.exploring, .shaping, .letter, .agreement, .running]
    return together.map { Transition($0, .advisor, .pause, .withReason, to: .paused, paused) }
      + together.map { Transition($0, .system, .pause, .withReason, to: .paused, paused) }
      + [
        Transition(.paused, .advisor, .resume, .wasRunning, to: .running, moved),
        Transition(.paused, .advisor, .resume, .wasSigned, to: .letter, moved),
        Transition(.paused, .advisor, .resume, to: .exploring, moved),
      ]
      + [FamilyState.agreement, .running, .paused].map {
        Transition($0, .advisor, .windUp, .withReason, to: .closing, moved)
      }
      + [FamilyState.exploring, .shaping, .letter, .agreement].map {
        Transition($0, .system, .close, .fewerThanThree, to: .closed, ended)
      }
      + [FamilyState.idea, .asking, .introducing].map {
        Transition($0, .advisor, .close, .withReason, to: .closed)
      }
      + (together + [.paused, .closing]).map { Transition($0, .advisor, .close, .withReason, to: .closed, ended) }
  }

  private static var asked: [Telling] { [Telling(.advisors, .familyAnswered)] }
  private static var moved: [Telling] { [Telling(.parties, .familyMoved)] }
  private static var ended: [Telling] { [Telling(.parties, .familyClosed)] }
}
