import Vocabulary

/// One record, as it is stored: a row of its own.
public enum Record: Sendable, Hashable, Codable {
  case membership(Membership)
  case opportunity(Opportunity)
  case interest(Interest)
  case introduction(Introduction)
  case trust(Trust)
  case plan(JointPlan)
  case family(Family)
  case advisorCase(AdvisorCase)
  case conflict(Conflict)

  var id: RecordID {
    switch self {
    case .membership(let record): .membership(record.company)
    case .opportunity(let record): .opportunity(record.id)
    case .interest(let record): .interest(record.id)
    case .introduction(let record): .introduction(record.id)
    case .trust(let record): .trust(record.pair)
    case .plan(let record): .plan(record.id)
    case .family(let record): .family(record.id)
    case .advisorCase(let record): .advisorCase(record.id)
    case .conflict(let record): .conflict(record.id)
    }
  }
}

extension Network {
  /// The record as it is now; `nil` when it was forgotten or never was.
  public func record(_ id: RecordID) -> Record? {
    switch id {
    case .membership(let id): memberships[id].map(Record.membership)
    case .opportunity(let id): opportunities[id].map(Record.opportunity)
    case .interest(let id): interests[id].map(Record.interest)
    case .introduction(let id): introductions[id].map(Record.introduction)
    case .trust(let id): trust[id].map(Record.trust)
    case .plan(let id): plans[id].map(Record.plan)
    case .family(let id): families[id].map(Record.family)
    case .advisorCase(let id): cases[id].map(Record.advisorCase)
    case .conflict(let id): conflicts[id].map(Record.conflict)
    }
  }

  /// The network that was stored, with the time of its latest act.
  public init(_ records: some Sequence<Record>, lastAct: Timestamp?) {
    self.lastAct = lastAct
    for record in records { set(record.id, to: record) }
  }

  /// Takes over what others have stored; a record that is `nil` is forgotten.
  public mutating func replace(_ records: some Sequence<(id: RecordID, record: Record?)>, lastAct: Timestamp?) {
    self.lastAct = lastAct
    for (id, record) in records { set(id, to: record) }
  }
}
