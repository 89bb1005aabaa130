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
    if (old == nil) != (record == nil), let changed = record ?? old { link(changed, isThere: record != nil) }
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

  private mutating func link(_ record: Record, isThere: Bool) {
    switch record {
    case .interest(let interest):
      index.interestsOf.set(interest.id, to: interest.id.company, isThere)
      if case .opportunity(let id) = interest.id.target { index.interestsIn.set(interest.id, to: id, isThere) }
    case .introduction(let introduction):
      index.introductionsOf.set(introduction.id, to: introduction.pair, isThere)
      for company in introduction.pair.companies { index.introductionsWith.set(introduction.id, to: company, isThere) }
      if let id = introduction.opportunity { index.introductionsFor.set(introduction.id, to: id, isThere) }
    case .opportunity(let opportunity): index.opportunitiesOf.set(opportunity.id, to: opportunity.owner, isThere)
    default: break
    }
  }
}
