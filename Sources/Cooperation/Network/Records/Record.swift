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
    for record in records { put(record) }
  }

  /// Takes over what others have stored; a record that is `nil` is forgotten.
  public mutating func replace(_ records: some Sequence<(id: RecordID, record: Record?)>, lastAct: Timestamp?) {
    self.lastAct = lastAct
    for (id, record) in records {
      if let record { put(record) } else { remove(id) }
    }
  }

  private mutating func put(_ record: Record) {
    switch record {
    case .membership(let record): memberships[record.company] = record
    case .opportunity(let record): opportunities[record.id] = record
    case .interest(let record): interests[record.id] = record
    case .introduction(let record): introductions[record.id] = record
    case .trust(let record): trust[record.pair] = record
    case .plan(let record): plans[record.id] = record
    case .family(let record): families[record.id] = record
    case .advisorCase(let record): cases[record.id] = record
    case .conflict(let record): conflicts[record.id] = record
    }
  }

  private mutating func remove(_ id: RecordID) {
    switch id {
    case .membership(let id): memberships[id] = nil
    case .opportunity(let id): opportunities[id] = nil
    case .interest(let id): interests[id] = nil
    case .introduction(let id): introductions[id] = nil
    case .trust(let id): trust[id] = nil
    case .plan(let id): plans[id] = nil
    case .family(let id): families[id] = nil
    case .advisorCase(let id): cases[id] = nil
    case .conflict(let id): conflicts[id] = nil
    }
  }
}
