import Companies
import Knowledge
import Vocabulary

/// Answers on the company itself: what is known, what was noted, the stage, readiness.
extension Composer {
  /// Questions in a row that a person is asked at most.
  private static let askedMax = 3
  /// Facts named behind a stage at most.
  private static let factsMax = 6

  /// The next basic fact, unless the person was asked enough.
  private mutating func askNextFact() {
    guard before.talk.memory.asked < Composer.askedMax else { return }
    if before.talk.memory.intent == .askStage {
      ask(StageRules.stage(of: company, today: today).missingFacts.first)
    } else {
      ask(FactCatalogue.askOrder.first { company.fact($0) == nil })
    }
  }

  mutating func answerProfile() {
    if !sayNoted(), toldBesides.isEmpty {
      composition.say(phrase(.heardNoFact))
      composition.gap = .notUnderstood
    }
    sayStageIfMoved()
    if let reply = plan.reply { return sayNews(reply) }
    goOn()
  }

  mutating func answerReply(_ key: FactKey, _ value: FactValue) {
    dropsPending = true
    if !value.isKnown {
      composition.say(phrase(.factDeclined))
    } else if !sayNoted(), let fact = company.fact(key.name, market: key.market) {
      composition.say(phrase(.noted, ["facts": spoken(fact)]))
    }
    sayStageIfMoved()
    if before.talk.memory.isTesting {
      goOnWithReadiness()
    } else if before.talk.memory.intent == .joinNetwork, plan.reply != nil {
      answerNetwork()
    } else if let reply = plan.reply {
      sayNews(reply)
    } else if let topic = findings.topic, let what = topic.what, !hasSaid(what) {
      composition.say(what)
      show(topic.deeds)
    } else {
      goOn()
    }
  }

  /// After something was noted: the next basic fact while few are known, else the next steps.
  private mutating func goOn() {
    if findings.steps.isEmpty == false { showSteps(findings.steps, titlesOnly: true) }
    askNextFact()
  }

  mutating func answerTargetMarket(_ slots: Slots) {
    if plan.aspect == .home { return sayHome() }
    _ = sayNoted()
    let market = findings.markets.first
    if findings.markets.count > 1 {
      compareMarkets(sentences: 1)
    } else if let market, sayServices(in: market) {
      goOn()
    } else if let what = market?.what, !hasSaid(what) {
      composition.say(what)
      show(market?.deeds)
      askBack(market?.ask)
    } else {
      for market in findings.markets.prefix(2) { sayGroup(market) }
      goOn()
    }
    if composition.question == nil { askNextFact() }
  }

  private mutating func sayHome() {
    composition.say(phrase(.homeMarket, ["market": findings.marketNames[guidance.region.country] ?? ""]))
    pending = .fact(FactKey(.targetMarkets))
  }

  /// What this turn noted, so that it can be taken back. `false` when it noted nothing.
  private mutating func sayNoted() -> Bool {
    let facts = plan.changes.compactMap { change in if case .setFact(let fact) = change { fact } else { nil } }
    let told = facts.filter { $0.source != .implied }
    guard !told.isEmpty else { return false }
    let changed = told.contains { before.company.known($0.key.name, market: $0.key.market) != nil }
    let list = told.map(spoken).joined(separator: ", ")
    composition.say("\(phrase(changed ? .corrected : .noted, ["facts": list])) \(phrase(.undoHint))")
    return true
  }

  /// What was told beside the question, or follows from it, so that it can be taken back.
  mutating func sayDeeds() {
    guard !toldBesides.isEmpty else { return }
    let list = toldBesides.map(spoken).joined(separator: ", ")
    composition.close("\(phrase(.noted, ["facts": list])) \(phrase(.undoHint))")
  }

  /// Facts that the message told beside what it asked.
  private var toldBesides: [Fact] {
    plan.changes.compactMap { change in
      guard case .setFact(let fact) = change else { return nil }
      let isShown =
        fact.source == .implied
        ? [.exportRhythm, .leadsCount, .exportMarkets].contains(fact.key.name) : !plan.wish.notesWhatIsSaid
      return isShown ? fact : nil
    }
  }

  private mutating func sayStageIfMoved() {
    guard let stage = company.stage, stage != before.company.stage, let name = findings.stageNames[stage.rawValue]
    else { return }
    composition.say(phrase(.stageNow, ["stage": name]), extra: true)
  }

  mutating func answerUndo() {
    let undone = plan.changes.compactMap { change -> String? in
      switch change {
      case .setFact(let fact) where fact.key.market == nil || fact.source != .implied: label(of: fact.key)
      case .removeFact(let key) where key.market == nil: label(of: key)
      case .setStep(let record): (findings.titles[record.id] ?? record.id).withoutDot
      default: nil
      }
    }
    composition.say(
      undone.isEmpty ? phrase(.nothingToUndo) : phrase(.undone, ["facts": undone.joined(separator: ", ")]))
    dropsPending = true
  }

  mutating func showData() {
    composition.isWhole = true
    let facts = company.facts.filter { $0.key.market == nil }
    composition.say(phrase(facts.isEmpty ? .dataNone : .dataIntro))
    for fact in facts { composition.say("- \(spoken(fact)) (\(Dates.spoken(guidance.day(fact.at))))") }
    if guidance.isAlone { composition.say(phrase(.dataHere)) }
  }

  mutating func askToForget() {
    composition.say(phrase(.forgetConfirm, ["words": phrase(.forgetWords)]))
    pending = .confirmForgetting
  }

  mutating func answerStage() {
    let result = StageRules.stage(of: company, today: today)
    guard let stage = result.stage, let name = findings.stageNames[stage.rawValue] else {
      composition.say(phrase(.stageUnknown))
      return askNextFact()
    }
    composition.say(phrase(.stageNow, ["stage": name]))
    let rests = company.facts.filter { result.because.contains($0.key) }.prefix(Self.factsMax).map(spoken)
    if !rests.isEmpty { composition.say(phrase(.stageRests, ["facts": rests.joined(separator: ", ")])) }
    let missing = result.missingFacts.prefix(2).map(label)
    if !missing.isEmpty { composition.say(phrase(.stageMissing, ["facts": missing.joined(separator: ", ")])) }
    showSteps(findings.steps, titlesOnly: true)
    ask(result.missingFacts.first)
  }

  /// "people 12", with the words of the value in this language.
  func spoken(_ fact: Fact) -> String {
    "\(label(of: fact.key)) \(words(of: fact))"
  }

  func label(of key: FactKey) -> String {
    let name = guidance.facts.first { $0.fact == key.name.rawValue }?.label[lang] ?? key.name.rawValue
    return key.market.map { "\(name) (\(findings.marketNames[$0] ?? $0))" } ?? name
  }

  private func words(of fact: Fact) -> String {
    let text = guidance.facts.first { $0.fact == fact.key.name.rawValue }
    func named(_ id: String) -> String {
      text?.values.first { $0.id == id }?.label[lang] ?? findings.marketNames[id] ?? id
    }
    return switch fact.value {
    case .text(let value): named(value)
    case .number(let number): named(Numbers.plain(number))
    case .flag(let flag): phrase(flag ? .yes : .no)
    case .list(let values): values.map(named).joined(separator: ", ")
    case .unknown: phrase(.unknownValue)
    case .ratherNotSay: phrase(.notSaid)
    }
  }
}

extension Wish {
  /// Whether the answer begins with what was noted.
  fileprivate var notesWhatIsSaid: Bool {
    switch self {
    case .question(.tellProfile, _), .question(.setTargetMarket, _), .reply: true
    default: false
    }
  }
}
