import Companies
import Knowledge
import Vocabulary

extension Guidance {
  /// The answer to a planned turn, and what the talk remembers of it.
  public func decide(_ plan: Plan, findings: Findings, in context: CompanyContext) -> Decision {
    var composer = Composer(guidance: self, plan: plan, findings: findings, before: context)
    composer.compose()
    let text = composer.composition.fitted()
    let composition = composer.composition
    let steps = composition.deeds.map { ShownStep(id: $0.id, title: $0.text) }
    let (intent, slots) = composer.subject
    let answer = ComposedAnswer(
      lang: plan.lang, text: text, intent: intent, slots: slots, confidence: plan.parsed?.confidence ?? 1,
      because: (plan.parsed?.because ?? []) + composition.because, stage: plan.company.stage, steps: steps,
      instruments: composition.instruments,
      sources: composition.sources, question: composition.question, choices: composition.choices,
      gap: composition.gap, revision: findings.revision)
    return Decision(answer: answer, changes: plan.changes, memory: composer.memory(after: composition))
  }
}

/// Puts one answer together.
struct Composer {
  let guidance: Guidance
  let plan: Plan
  let findings: Findings
  let before: CompanyContext
  var composition = Composition()
  /// The question that this answer leaves open.
  var pending: PendingQuestion?
  var offered: [Reading] = []
  /// What the numbers in this answer are of, when it shows any of the network.
  var numbered: NumberedThing?
  /// The joint plan that this answer shows.
  var shownPlan: Int?
  /// The pending question of before is answered or dropped.
  var dropsPending = false

  init(guidance: Guidance, plan: Plan, findings: Findings, before: CompanyContext) {
    self.guidance = guidance
    self.plan = plan
    self.findings = findings
    self.before = before
  }

  var lang: Language { plan.lang }
  var company: Company { plan.company }
  var today: Day { plan.query.today }

  func phrase(_ phrase: Phrase, _ values: [String: String] = [:]) -> String {
    var all = values
    all["contact"] = findings.contact.name
    all["url"] = findings.contact.url
    return guidance.phrases.text(phrase, lang, all)
  }

  mutating func compose() {
    sayDoubt()
    switch plan.wish {
    case .question(let intent, let slots): answer(intent, slots)
    case .command(let command): answer(command)
    case .reply(let key, let value): answerReply(key, value)
    case .confirmForgetting:
      composition.say(phrase(.forgotten))
      dropsPending = true
    case .keepData:
      composition.say(phrase(.forgetKept))
      dropsPending = true
    case .confirmJoining:
      dropsPending = true
      answerNetwork()
    case .network:
      dropsPending = true
      answerNetwork()
    case .more: answerMore()
    case .unclear(let readings): askWhichReading(readings)
    case .empty: composition.say(phrase(.emptyMessage))
    case .urgent(let urgency): answerUrgent(urgency)
    }
    sayLegalCase()
    sayDeeds()
    leadOn()
  }

  /// What was heard and no more ends the talk: what can be done next is said with it.
  private mutating func leadOn() {
    guard plan.wish.isHeardOnly, composition.lines.count <= 1, composition.deeds.isEmpty, composition.choices.isEmpty,
      composition.question == nil, pending == nil, plan.reply?.problem == nil
    else { return }
    guard let step = findings.steps.first else { return composition.close(phrase(.leadOn)) }
    composition.say(phrase(.leadOnStep))
    showSteps([step], titlesOnly: true)
  }

  /// What is taken to be meant is said first, so that nobody acts on an answer to another question.
  private mutating func sayDoubt() {
    guard plan.isSupposed, case .question(let intent, let slots) = plan.wish else { return }
    composition.gap = .notUnderstood
    guard let subject = name(of: Reading(intent: intent, slots: slots, confidence: 0)) else { return }
    composition.say(phrase(.supposed, ["subject": subject]))
  }

  /// What was said holds in general; the case itself is for those who may judge it.
  private mutating func sayLegalCase() {
    guard plan.isLegalCase, case .question(let intent, _) = plan.wish, intent.isSubject else { return }
    composition.close(phrase(.legalCase))
    composition.gap = .legalCase
  }

  private mutating func answer(_ intent: Intent, _ slots: Slots) {
    switch intent {
    case .greet: composition.say(phrase(.greet))
    case .goodbye: composition.say(phrase(.goodbye))
    case .thank: composition.say(phrase(.thank))
    case .help: composition.say(phrase(.help))
    case .affirm: composition.say(phrase(.affirmed))
    case .deny:
      composition.say(phrase(.denied))
      dropsPending = true
    case .cancel:
      composition.say(phrase(.cancelled))
      dropsPending = true
    case .repeat: answerAgain()
    case .why: explain()
    case .switchLanguage: composition.say(phrase(.languageSet))
    case .talkToAdvisor: sayHuman()
    case .giveFeedback:
      composition.say(phrase(slots[.rating]?.texts == ["bad"] ? .feedbackBad : .feedbackGood))
    case .showData, .showProfile: showData()
    case .exportData: composition.say(phrase(.dataExport))
    case .deleteData: askToForget()
    case .tellProfile: answerProfile()
    case .setTargetMarket: answerTargetMarket(slots)
    case .askStage: answerStage()
    case .askNextSteps: answerNextSteps(slots)
    case .completeStep, .skipStep: answerStepChange()
    case .showProgress: showProgress()
    case .remindMe: answerReminder()
    case .startAssessment: startReadiness()
    case .showReadiness: showReadiness()
    case .askGuidance where findings.term != nil, .askInstrument where findings.term != nil:
      composition.say(findings.term)
    case .askGuidance: answerTopic()
    case .askMarket: answerMarket()
    case .findFunding: answerSupport()
    case .askInstrument: answerInstrument()
    case .checkEligibility: answerEligibility()
    case .findPeers, .joinNetwork, .leaveNetwork, .offerOpportunity, .listOpportunities, .expressInterest,
      .withdrawInterest, .suggestExportFamily:
      answerNetwork()
    case .outOfScope:
      // Where no rule knows the subject, it may be one of ours in other words.
      if plan.parsed?.isNothing ?? false { return askWhichReading([]) }
      composition.say(phrase(.outOfScope))
      composition.gap = .outOfScope
    }
  }

  private mutating func sayHuman() { composition.say(phrase(guidance.isAlone ? .human : .humanThere)) }

  private mutating func answer(_ command: Command) {
    switch command {
    case .done, .skip: answerStepChange()
    case .undo: answerUndo()
    case .why: explain()
    case .stage: answerStage()
    case .steps: answerNextSteps(Slots())
    case .data: showData()
    case .forget: askToForget()
    case .human: sayHuman()
    case .more: answerMore()
    case .repeat: answerAgain()
    case .progress: showProgress()
    case .unknown(let name): composition.say(phrase(.unknownCommand, ["command": name]))
    }
  }

  /// What the answer is about: the question, or the last one when this turn only went on with it.
  var subject: (Intent?, Slots) {
    switch plan.wish {
    case .question(let intent, let slots): (intent, slots)
    case .reply: (.tellProfile, Slots())
    case .more: (before.talk.memory.intent, before.talk.memory.slots)
    case .command(let command): (command.intent, Slots())
    case .confirmForgetting, .keepData: (.deleteData, Slots())
    case .confirmJoining: (.joinNetwork, Slots())
    case .network: (before.talk.memory.intent, Slots())
    case .unclear, .empty, .urgent: (plan.parsed?.intent, plan.parsed?.slots ?? Slots())
    }
  }

  /// Passages that are not said again: about what a person still has before their eyes. What was said long ago may be told anew.
  private static let saidMax = 20

  /// The fact that was asked for is known now, in whatever words it was told.
  private var isPendingTold: Bool {
    if case .fact(let key) = before.talk.memory.pending {
      company.fact(key.name, market: key.market) != nil
    } else {
      false
    }
  }

  /// What the talk remembers: the subject of the last real question, the steps on the screen, what is still open.
  func memory(after composition: Composition) -> TalkMemory {
    if plan.wish == .confirmForgetting { return TalkMemory(lang: lang) }
    var memory = before.talk.memory
    memory.lang = lang
    memory.choices = offered
    memory.numbered = numbered ?? memory.numbered
    memory.plan = shownPlan ?? memory.plan
    if case .question(let intent, let slots) = plan.wish, intent.isSubject, plan.aspect != .home {
      memory.intent = intent
      memory.slots = slots
      // The country of the talk stays until another is named.
      if slots[.market] == nil {
        memory.slots[.market] = plan.carriedMarket.map(SlotValue.text) ?? before.talk.memory.slots[.market]
      }
    }
    if !composition.deeds.isEmpty { memory.steps = composition.deeds.map(\.id) }
    if let pending { memory.pending = pending } else if dropsPending || isPendingTold { memory.pending = nil }
    memory.asked = pending == nil ? 0 : memory.asked + 1
    memory.said = Array((memory.said.filter { !composition.said.contains($0) } + composition.said).suffix(Self.saidMax))
    memory.undo = plan.undoing(before.company)
    return memory
  }
}

extension Plan {
  /// The changes that take this turn back, the last first; what was undone is not done again.
  fileprivate func undoing(_ company: Company) -> [Change] {
    if wish == .command(.undo) { return [] }
    var state = company
    var inverses: [Change] = []
    for change in changes {
      if let inverse = change.inverse(for: state) { inverses.append(inverse) }
      state.apply(change)
    }
    return inverses.reversed()
  }
}

extension Wish {
  /// Whether it asks for nothing, so that the answer may be no more than that it was heard.
  fileprivate var isHeardOnly: Bool {
    switch self {
    case .question(.deny, _), .question(.tellProfile, _), .question(.setTargetMarket, _): true
    case .reply, .keepData, .network: true
    default: false
    }
  }
}

extension Intent {
  /// Whether the intent is a subject that "more", "why" and "repeat" can go back to.
  fileprivate var isSubject: Bool {
    switch self {
    case .greet, .goodbye, .thank, .affirm, .deny, .cancel, .repeat, .why, .switchLanguage, .giveFeedback,
      .completeStep, .skipStep, .remindMe, .outOfScope, .help:
      false
    default: true
    }
  }
}

extension Command {
  /// The intent that says the same in plain words.
  fileprivate var intent: Intent? {
    switch self {
    case .done: .completeStep
    case .skip: .skipStep
    case .why: .why
    case .stage: .askStage
    case .steps: .askNextSteps
    case .data: .showData
    case .forget: .deleteData
    case .human: .talkToAdvisor
    case .repeat: .repeat
    case .progress: .showProgress
    case .undo, .more, .unknown: nil
    }
  }
}
