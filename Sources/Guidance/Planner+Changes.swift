import Companies
import Vocabulary

/// What a message changes: what it tells, and what follows from that.
extension Planner {
  mutating func noteChanges() {
    let step = stepChange
    stepsMeant = step.meant
    // What is said counts before what follows from it.
    var told = (step.changes + wishedChanges).filter { change in !said.contains { $0.key == change.key } }
    if !said.isEmpty, company.known(.offering) != nil { told.removeAll { $0.key == FactKey(.offering) } }
    note(told + said)
    for deed in deeds {
      let implied = implied(by: deed, company).map(Change.setFact)
      changes.removeAll { change in implied.contains { $0.key == change.key } }
      note(implied)
    }
    if let stageChange { note([stageChange]) }
    if let readinessChange { note([readinessChange]) }
    if isOnOpenCase { aspect = .openCase }
  }

  private mutating func note(_ new: [Change]) {
    changes += new
    for change in new { company.apply(change) }
  }

  /// What the wish itself says of the company.
  private var wishedChanges: [Change] {
    switch wish {
    case .question(.tellProfile, let slots):
      // A word of another field in passing is no change of trade: "a question about 12 staircases".
      let isPassing = slots.filled.count == 1 && company.known(.sector) != nil && undone.isEmpty
      return ToldFacts.slots.compactMap { slot, name in
        if isPassing && name == .sector { return nil }
        return slots[slot].flatMap { ToldFacts.value(of: $0, for: name) }
          .map { .setFact(telling.fact(FactKey(name), $0)) }
      }
    case .question(.setTargetMarket, let slots):
      return wished(slots[.market]?.texts ?? [], by: company.without(marketsTold: undone))
    case .command(.undo): return memory.undo
    case .reply(let key, let value):
      if key.name == .targetMarkets, let markets = value.list {
        return wished(markets, by: company)
      }
      return [.setFact(telling.fact(key, value))]
    case .confirmForgetting: return [.forgetEverything]
    case .question, .command, .keepData, .confirmJoining, .network, .more, .unclear, .empty, .urgent: return []
    }
  }

  /// Markets that the person wants to go to, with what follows from the wish.
  private func wished(_ markets: [String], by company: Company) -> [Change] {
    var state = company
    var changes: [Change] = []
    for market in markets where market != guidance.region.country {
      for var fact in implied(by: .namedMarket(market), state) {
        // The market itself was said; the rest follows from it.
        if fact.key.name == .targetMarkets { fact.source = .said }
        changes.removeAll { $0.key == fact.key }
        changes.append(.setFact(fact))
        state.apply(.setFact(fact))
      }
    }
    return changes
  }

  /// What follows from it.
  private func implied(by deed: Companies.Deed, _ company: Company) -> [Fact] {
    company.implied(
      by: deed, toldBy: telling.user, at: telling.at, conversation: telling.conversation, turn: telling.turn)
  }

  private var stageChange: Change? {
    if wish == .confirmForgetting { return nil }
    let result = StageRules.stage(of: company, today: today)
    guard result.stage != company.stage else { return nil }
    return .setStage(StageChange(stage: result.stage, at: telling.at, because: result.because))
  }

  /// The result of the readiness check, on a day on which it is shown; what is told later on that day counts in it.
  private var readinessChange: Change? {
    let kept = company.readinessHistory.last
    let isEnded = Readiness.openFacts(of: company, today: today).isEmpty
    let isShown =
      switch wish {
      case .question(.showReadiness, _): true
      case .question(.startAssessment, _): isEnded
      case .reply: memory.isTesting && isEnded
      case .confirmForgetting: false
      default: kept?.day == today
      }
    guard isShown, let record = ReadinessRecord(Readiness.result(of: company, today: today), on: today),
      record != kept
    else { return nil }
    return .setReadiness(record)
  }
}

extension Company {
  /// Without the target markets that the last turn added, seen from the changes that take it back.
  fileprivate func without(marketsTold undone: [Change]) -> Company {
    var company = self
    let key = FactKey(.targetMarkets)
    guard var fact = fact(.targetMarkets), let change = undone.first(where: { $0.undoneKey == key }) else {
      return self
    }
    let before = if case .setFact(let old) = change { old.value.list ?? [] } else { [String]() }
    let kept = (fact.value.list ?? []).filter(before.contains)
    fact.value = .list(kept)
    company.apply(kept.isEmpty ? .removeFact(key) : .setFact(fact))
    return company
  }
}

extension Change {
  /// The fact that it sets.
  fileprivate var key: FactKey? { if case .setFact(let fact) = self { fact.key } else { nil } }
}
