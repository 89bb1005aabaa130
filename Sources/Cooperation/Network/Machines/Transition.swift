/// The states of one machine of cooperation. Its table is all that the code knows of its moves, and all that
/// `docs/cooperation.md` says of them.
public protocol MachineState: RawRepresentable<String>, CaseIterable, Codable, Sendable, Hashable {
  associatedtype Move: RawRepresentable<String>, CaseIterable, Codable, Sendable, Hashable

  /// The heading of its table.
  static var title: String { get }
  /// The state that a record begins in.
  static var start: Self { get }
  static var table: [Transition<Self>] { get }
}

/// One row of a machine's table.
public struct Transition<State: MachineState>: Sendable, Hashable {
  public var from: State
  public var by: Who
  public var move: State.Move
  public var when: Guard
  public var to: State
  /// Who is told what. Empty: quiet.
  public var tells: [Telling]

  init(_ from: State, _ by: Who, _ move: State.Move, _ when: Guard = .always, to: State, _ tells: [Telling] = []) {
    (self.from, self.by, self.move, self.when, self.to, self.tells) = (from, by, move, when, to, tells)
  }
}

/// Who may make a move.
public enum Who: String, Sendable, Hashable, Codable, CaseIterable {
  /// The company whose record it is.
  case owner
  /// One of the companies that the record is about.
  case party
  /// The company that the record's owner has to do with.
  case other
  case advisor
  /// A rule of the service: time that ran out, a number that was reached.
  case system
}

/// A notice that a move sends.
public struct Telling: Sendable, Hashable {
  /// Who is told, seen from the record.
  public enum Audience: String, Sendable, Hashable {
    case owner, party, other, interested, parties, advisors
  }

  public var whom: Audience
  public var notice: Notice

  init(_ whom: Audience, _ notice: Notice) {
    (self.whom, self.notice) = (whom, notice)
  }
}

extension MachineState {
  /// Nothing leads out of an end.
  public var isEnd: Bool { !Self.table.contains { $0.from == self } }

  /// The row that a move follows: the first whose guard has nothing against it.
  func row(
    _ move: Move, by who: Who, guards: (Guard) -> CooperationProblem?
  ) throws(CooperationProblem) -> Transition<Self> {
    let possible = Self.table.filter { $0.from == self && $0.move == move }
    if possible.isEmpty { throw .notInThisState }
    let own = possible.filter { $0.by == who }
    if own.isEmpty { throw .notAllowed }
    var problem = CooperationProblem.notInThisState
    for row in own.reversed() {
      guard let found = guards(row.when) else { continue }
      problem = found
    }
    guard let row = own.first(where: { guards($0.when) == nil }) else { throw problem }
    return row
  }

  /// The table as it stands in the documentation.
  public static var markdown: String {
    var lines = ["| from | who | act | when | to | told |", "|---|---|---|---|---|---|"]
    for row in table {
      let told = row.tells.map { "\($0.whom.rawValue): \($0.notice.rawValue)" }.joined(separator: ", ")
      lines.append(
        "| `\(row.from.rawValue)` | \(row.by.rawValue) | \(row.move.rawValue) | \(row.when.rawValue) | "
          + "`\(row.to.rawValue)` | \(told.isEmpty ? "quiet" : told) |")
    }
    return lines.joined(separator: "\n")
  }
}
