import Companies
import Knowledge
import Vocabulary

/// Answers on the next steps and what became of them.
extension Composer {
  mutating func answerNextSteps(_ slots: Slots) {
    if let what = findings.topic?.what, slots[.topic] != nil && !hasSaid(what) || company.stage == nil {
      return answerTopic()
    }
    for market in findings.markets.count == 1 ? findings.markets : [] {
      guard let what = market.what else { return answerMarket() }
      if hasSaid(what) {
        composition.say("\(market.name): \(phrase(.stepsIntro).lowercasedFirst)")
      } else {
        composition.say(what, as: what.text.sentences(2))
      }
    }
    guard !findings.steps.isEmpty else { return composition.say(phrase(.noSteps)) }
    if findings.markets.count != 1 { composition.say(phrase(.stepsIntro)) }
    showSteps(
      plan.aspect == .openCase ? Array(findings.steps.prefix(Self.caseStepsMax)) : findings.steps, titlesOnly: false)
  }

  /// Who is waited for has no time for more.
  private static let caseStepsMax = 2

  /// At most three. What the titles say is enough when the answer says other things too.
  mutating func showSteps(_ steps: [StepFindings], titlesOnly: Bool) {
    composition.deeds = steps.prefix(3).map { step in
      Deed(id: step.id, text: titlesOnly ? "\(step.title)." : "\(step.title). \(step.how)")
    }
  }

  mutating func answerReminder() {
    guard before.talk.memory.steps.isEmpty || plan.changes.contains(where: \.isStep) || !plan.stepsMeant.isEmpty else {
      return composition.say(phrase(.reminderWhen))
    }
    answerStepChange()
  }

  mutating func answerStepChange() {
    let records = plan.changes.compactMap { if case .setStep(let record) = $0 { record } else { nil } }
    guard let record = records.first else {
      return plan.stepsMeant.isEmpty ? composition.say(phrase(.whichStep)) : askWhichStep()
    }
    let title = records.map { (findings.titles[$0.id] ?? $0.id).sentences(1) }
      .reduce("") { $0.isEmpty ? $1 : "\($0.withoutDot); \($1)" }
    if let day = record.until {
      composition.say(phrase(.reminderSet, ["step": title.withoutDot, "day": Dates.spoken(day)]))
    } else {
      composition.say(phrase(record.state == .done ? .stepDone : .stepSkipped, ["step": title]))
    }
    composition.close(phrase(.undoHint), extra: true)
    let open = before.talk.memory.steps.filter { company.state(ofStep: $0) == .open }
    var deeds = open.compactMap { id in findings.titles[id].map { Deed(id: id, text: $0) } }
    for step in findings.steps where deeds.count < 3 && !deeds.contains(where: { $0.id == step.id }) {
      deeds.append(Deed(id: step.id, text: "\(step.title)."))
    }
    if !deeds.isEmpty { composition.say(phrase(.nextStep)) }
    composition.deeds = Array(deeds.prefix(3))
  }

  /// The steps that may be meant, to choose from by number.
  private mutating func askWhichStep() {
    guard case .question(let intent, let slots) = plan.wish else { return composition.say(phrase(.whichStep)) }
    let named = plan.stepsMeant.compactMap { id in findings.titles[id].map { (id: id, title: $0.sentences(1)) } }
    composition.say(phrase(.chooseStep))
    composition.choices = named.map(\.title)
    offered = named.map { step in
      var slots = slots
      slots[.step] = .text(step.id)
      return Reading(intent: intent, slots: slots, confidence: 1)
    }
  }

  /// What companies do together: the subject, and the person who brings them together.
  mutating func answerCooperation() {
    if let what = findings.topic?.what, !hasSaid(what) { composition.say(what) }
    let places = findings.markets.prefix(3).map(\.name).joined(separator: ", ")
    composition.say((places.isEmpty ? "" : "\(places): ") + phrase(.networkAlone))
    show(findings.topic?.deeds)
  }

  private static let networkWhatID = "network.what"

  /// What the network of companies is, and how one sees more of it.
  mutating func sayWhatNetworkIs() {
    composition.sayOnce(phrase(.networkWhat), as: Self.networkWhatID)
    if guidance.isAlone {
      composition.say(phrase(.networkAlone))
    } else if !company.allows(.matching) {
      composition.say(phrase(.networkAskJoin))
    }
  }

  /// The last answer once more, from the same question.
  mutating func answerAgain() {
    guard let intent = before.talk.memory.intent, intent != .help else {
      return composition.say(phrase(.nothingToRepeat))
    }
    var asked = plan.asking(intent, before.talk.memory.slots)
    asked.aspect =
      switch before.talk.memory.said.last {
      case Self.networkWhatID: .network
      case Self.rivalsID: .rivals
      default: nil
      }
    var again = Composer(guidance: guidance, plan: asked, findings: findings, before: before.withoutSaid)
    again.compose()
    composition = again.composition
    pending = again.pending
    guard plan.aspect == .inShort else { return }
    composition.shorten()
    composition.lines.insert(Composition.Line(text: phrase(.inShort)), at: 0)
  }

  /// Where the last answer comes from: what it was about, what was known, which pages.
  mutating func explain() {
    let memory = before.talk.memory
    guard let intent = memory.intent else { return composition.say(phrase(.whyNothing)) }
    var last = Composer(
      guidance: guidance, plan: plan.asking(intent, memory.slots), findings: findings, before: before.withoutSaid)
    last.compose()
    let subject = ([findings.topic?.title] + findings.markets.map(\.name) + findings.instruments.prefix(2).map(\.name))
      .compactMap { $0 }.joined(separator: ", ")
    if !subject.isEmpty { composition.say(phrase(.whyIntro, ["subject": subject])) }
    let facts = company.facts.filter { $0.key.market == nil && $0.value.isKnown }.prefix(6).map(spoken)
    if !facts.isEmpty { composition.say(phrase(.whyFacts, ["facts": facts.joined(separator: ", ")])) }
    composition.cite(last.composition.sources)
    if composition.sources.isEmpty { composition.say(phrase(.whyNoSource)) }
  }
}

extension CompanyContext {
  fileprivate var withoutSaid: CompanyContext {
    var context = self
    context.talk.memory.said = []
    return context
  }
}

extension Plan {
  fileprivate func asking(_ intent: Intent, _ slots: Slots) -> Plan {
    var plan = self
    plan.wish = .question(intent, slots)
    plan.changes = []
    return plan
  }
}

extension Change {
  fileprivate var isStep: Bool { if case .setStep = self { true } else { false } }
}

extension String {
  var withoutDot: String { hasSuffix(".") ? String(dropLast()) : self }
}
