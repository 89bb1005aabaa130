import Vocabulary

/// What follows from the records and is kept beside them, so that no question has to look at all of them.
struct Index: Sendable, Hashable {
  var interestsOf = Links<CompanyID, InterestID>()
  var interestsIn = Links<OpportunityID, InterestID>()
  var introductionsOf = Links<Pair, IntroductionID>()
  var introductionsWith = Links<CompanyID, IntroductionID>()
  var introductionsFor = Links<OpportunityID, IntroductionID>()
  var opportunitiesOf = Links<CompanyID, OpportunityID>()
  var agenda = Agenda()
}

extension Network {
  /// Sets a record, or forgets it. All changes come through here.
  mutating func set(_ id: RecordID, to record: Record?) {
    let old = self.record(id)
    write(id, record)
    index.agenda.move(id, from: old?.dueAt, to: record?.dueAt)
    if old == nil, let record { link(record) }
    if record == nil, let old { unlink(old) }
  }

  private mutating func write(_ id: RecordID, _ record: Record?) {
    switch (id, record) {
    case (.membership(let id), .membership(let record)): memberships[id] = record
    case (.opportunity(let id), .opportunity(let record)): opportunities[id] = record
    case (.interest(let id), .interest(let record)): interests[id] = record
    case (.introduction(let id), .introduction(let record)): introductions[id] = record
    case (.trust(let id), .trust(let record)): trust[id] = record
    case (.plan(let id), .plan(let record)): plans[id] = record
    case (.family(let id), .family(let record)): families[id] = record
    case (.advisorCase(let id), .advisorCase(let record)): cases[id] = record
    case (.conflict(let id), .conflict(let record)): conflicts[id] = record
    case (.membership(let id), _): memberships[id] = nil
    case (.opportunity(let id), _): opportunities[id] = nil
    case (.interest(let id), _): interests[id] = nil
    case (.introduction(let id), _): introductions[id] = nil
    case (.trust(let id), _): trust[id] = nil
    case (.plan(let id), _): plans[id] = nil
    case (.family(let id), _): families[id] = nil
    case (.advisorCase(let id), _): cases[id] = nil
    case (.conflict(let id), _): conflicts[id] = nil
    }
  }

  private mutating func link(_ record: Record) {
    switch record {
    case .interest(let interest):
      index.interestsOf.link(interest.id, to: interest.id.company)
      if case .opportunity(let id) = interest.id.target { index.interestsIn.link(interest.id, to: id) }
    case .introduction(let introduction):
      index.introductionsOf.link(introduction.id, to: introduction.pair)
      for company in introduction.pair.companies { index.introductionsWith.link(introduction.id, to: company) }
      if let id = introduction.opportunity { index.introductionsFor.link(introduction.id, to: id) }
    case .opportunity(let opportunity): index.opportunitiesOf.link(opportunity.id, to: opportunity.owner)
    default: break
    }
  }

  private mutating func unlink(_ record: Record) {
    switch record {
    case .interest(let interest):
      index.interestsOf.unlink(interest.id, from: interest.id.company)
      if case .opportunity(let id) = interest.id.target { index.interestsIn.unlink(interest.id, from: id) }
    case .introduction(let introduction):
      index.introductionsOf.unlink(introduction.id, from: introduction.pair)
      for company in introduction.pair.companies { index.introductionsWith.unlink(introduction.id, from: company) }
      if let id = introduction.opportunity { index.introductionsFor.unlink(introduction.id, from: id) }
    case .opportunity(let opportunity): index.opportunitiesOf.unlink(opportunity.id, from: opportunity.owner)
    default: break
    }
  }
}
