import Cooperation

/// Which states of the machines the crowd has come through.
struct CrowdStates {
  private(set) var reached: Set<String> = []
  private(set) var left: Set<String> = []

  mutating func note(_ changed: [RecordID], _ before: Network, _ after: Network) {
    for id in changed {
      let (old, new) = (Self.places(in: before.record(id)), Self.places(in: after.record(id)))
      reached.formUnion(new.map(\.state))
      left.formUnion(old.subtracting(new).map(\.state))
    }
  }

  mutating func formUnion(_ other: CrowdStates) {
    reached.formUnion(other.reached)
    left.formUnion(other.left)
  }

  static func name<State: MachineState>(_ state: State) -> String { "\(State.title): \(state)" }

  /// Where a record stands, and in a family each member.
  private struct Place: Hashable {
    var part = ""
    var state: String
  }

  private static func places(in record: Record?) -> Set<Place> {
    switch record {
    case .membership(let record): [Place(state: name(record.visibility))]
    case .opportunity(let record): [Place(state: name(record.state))]
    case .interest(let record): [Place(state: name(record.state))]
    case .introduction(let record): [Place(state: name(record.state))]
    case .trust(let record): record.agreement.map { [Place(state: name($0.state))] } ?? []
    case .plan(let record): [Place(state: name(record.state))]
    case .family(let record):
      Set(
        record.members.map { Place(part: $0.company.rawValue, state: name($0.standing)) }
          + [Place(state: name(record.state)), Place(part: "agreement", state: name(record.agreement.state))])
    case .advisorCase(let record): [Place(state: name(record.state))]
    case .conflict(let record): [Place(state: name(record.state))]
    case nil: []
    }
  }
}
