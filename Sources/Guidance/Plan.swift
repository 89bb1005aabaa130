import Companies
import Cooperation
import Knowledge
import Vocabulary

/// What a turn is about, found before the knowledge base is asked.
public struct Plan: Sendable {
  public var wish: Wish
  public var parsed: ParsedQuestion?
  /// The language of the answer.
  public var lang: Language
  /// The country of the talk, or the only one that the company aims at, when the question names none and the answer depends on it.
  public var carriedMarket: String?
  /// The steps between which the message does not decide; it has to be asked which is meant.
  public var stepsMeant: [String] = []
  /// The message was not understood for sure; what is probably meant is answered, and the doubt said.
  public var isSupposed = false
  /// The word that the message wants explained.
  var term: AskedTerm?
  /// What is asked is what the network of companies is.
  public var isOnNetwork = false
  /// Whether rivals may settle prices or customers is asked or told.
  var isOnRivals = false
  /// Countries are to be laid side by side.
  public var isComparison = false
  /// The last answer is wanted again, shorter.
  var isInShort = false
  /// The next steps are those with somebody abroad who waits for an answer or for goods.
  var isCase = false
  /// The only country that the message names is their own: where they come from, not where they want to go.
  public var isHomeOnly = false
  /// The message tells of a dispute or a tax case: what is generally so is said, and whom to ask.
  public var isLegalCase = false
  /// What the message tells of the company, and what follows from it.
  public var changes: [Change]
  /// The company as it is with those changes.
  public var company: Company
  /// What to ask the knowledge base.
  public var query: KnowledgeQuery
  /// What to ask the network of companies first; `nil`: nothing.
  public var request: NetworkRequest?
  /// What the network replied.
  public var reply: NetworkReply?

  /// Takes in what the network replied, before the knowledge base is asked.
  public mutating func heard(_ reply: NetworkReply, at now: Timestamp) {
    self.reply = reply
    let terms = (reply.view?.board.map(\.terms) ?? []) + (reply.view?.own.map(\.terms) ?? [])
    let cards = Array(reply.cards.values) + [reply.preview?.card].compactMap { $0 }
    let codes =
      terms.map(\.market) + (reply.view?.families.map(\.market) ?? []) + cards.flatMap { $0.targetMarkets + [$0.area] }
    if let number = request?.plan ?? reply.deed.plan,
      let plan = reply.view?.plans.first(where: { $0.id.value == number })
    {
      (query.wantsSupport, query.purpose) = (true, plan.content.kind.supportPurpose)
    }
    query.marketNamesOf = Set(query.marketNamesOf + codes.filter { !$0.isEmpty }).sorted()
    guard reply.problem == nil, let act = request?.act, act == .join || act == .leave else { return }
    let consent = Change.setConsent(Consent(name: .matching, given: act == .join, at: now, textVersion: 1))
    changes.append(consent)
    company.apply(consent)
  }

  /// The slots of a question.
  var slots: Slots { if case .question(_, let slots) = wish { slots } else { Slots() } }
}

/// Who says something, where and when: what a fact is stored with.
struct Telling {
  var user: String
  var at: Timestamp
  var conversation: ConversationID
  var turn: Int

  func fact(_ key: FactKey, _ value: FactValue) -> Fact {
    Fact(key: key, value: value, source: .said, by: user, at: at, conversation: conversation, turn: turn)
  }
}

extension Guidance {
  /// Reads a message in its talk: what is wanted, what is told, and what must be known to answer.
  public func plan(
    text: String, parsed: ParsedQuestion?, lang asked: Language?, in context: CompanyContext, at now: Timestamp,
    by user: String
  ) -> Plan {
    let memory = context.talk.memory
    let today = day(now)
    let lang = language(asked, parsed, memory, text)
    let spoken = SpokenWords(text)
    let network = isAlone ? nil : NetworkWishReader(phrases: phrases, lang: lang, memory: memory)
    var wish = WishReader(
      phrases: phrases, replies: ReplyReader(phrases: phrases, facts: facts), network: network, today: today
    )
    .wish(text: text, spoken: spoken, parsed: parsed, memory: memory, lang: lang)
    let term = term(askedFor: &wish, in: text, lang)
    // What is no answer to a question on the way into the network is asked again there.
    if network != nil, wish.isNotUnderstood, memory.intent == .joinNetwork, case .fact = memory.pending {
      wish = .question(.joinNetwork, Slots())
    }
    // "No, Denmark" puts another country in the place of the one told just before.
    let undone = spoken.begins(with: .correctionWords, in: lang, phrases) ? memory.undo : []
    if case .question(.askMarket, let slots) = wish, undone.contains(where: { $0.undoneKey?.name == .targetMarkets }) {
      wish = .question(.setTargetMarket, slots)
    }
    let isOrigin = !text.contains("?") && spoken.tells(.originWords, in: lang, phrases)
    let isHomeOnly = wish.isOn(onlyCountry: region.country, isOrigin: isOrigin)
    if isHomeOnly { wish = .question(.setTargetMarket, Slots()) }
    let deeds = self.deeds(in: spoken, text, wish, parsed, memory, lang)
    // Where a company sells already is no plan of it, and no question either when that is all that is said.
    // An enquiry that is told without a question asks what to do with it.
    if let deed = deeds.first, let (intent, slots) = Self.told(by: wish, parsed), deed.isTold(by: intent, in: text) {
      wish =
        switch deed {
        case .gotEnquiry(let market): .question(.askNextSteps, Slots(market.map { [.market: .text($0)] } ?? [:]))
        default: .question(.tellProfile, slots)
        }
    }
    // Who has a case on the table and names no subject wants to know what to do with it.
    if deeds.contains(where: \.isCase), wish.isOnCountryAlone, case .question(_, let slots) = wish {
      wish = .question(.askNextSteps, slots)
    }
    let telling = Telling(user: user, at: now, conversation: context.talk.id, turn: context.talk.turns + 1)
    var company = context.company
    let when = WhenReader(phrases: phrases, lang: lang, today: today)
    let reference = StepReference(
      phrases: phrases, names: steps, lang: lang, shown: memory.steps, stage: company.stage)
    if tellsStepDone(text, spoken, wish, parsed, reference) { wish = .question(.completeStep, Slots()) }
    let compared = comparison(in: text, spoken, wish, parsed, memory, company, lang)
    if let compared { wish = .question(.askMarket, compared) }
    let isOnNetwork = spoken.tells(.networkWhatWords, in: lang, phrases)
    let isOnRivals =
      wish.canTell
      && [Phrase.rivalWords, .settleWords, .settledWords].allSatisfy { spoken.tells($0, in: lang, phrases) }
    if isOnNetwork || isOnRivals { wish = .question(.askGuidance, Slots([.topic: .text("cooperation")])) }
    // "We make a small profit" is no answer to whether they sell abroad now and then, and no new product either.
    if case .reply(let key, _) = wish,
      saidFacts.told(in: spoken, lang: lang, market: nil).contains(where: { $0.key.name != key.name })
    {
      wish = .question(.tellProfile, Slots())
    }
    let said = saidChanges(in: text, spoken, wish, parsed, company, lang, telling)
    let isStatement = !spoken.begins(with: .questionWords, in: lang, phrases) && !text.contains("?")
    if !said.isEmpty, wish.isNotUnderstood || wish.isOfNothing || (isStatement && wish.isTold(in: text)) {
      wish = .question(.tellProfile, Slots())
    }
    let supposed = parsed.flatMap(wish.supposed)
    if let supposed, !isOnNetwork, !isOnRivals { wish = supposed }
    var (changes, stepsMeant) = stepChange(of: wish, text: text, when: when, reference, telling)
    changes += self.changes(of: wish, memory: memory, company: company, undone: undone, telling)
    // What is said counts before what follows from it.
    changes.removeAll { change in change.key != nil && said.contains { $0.key == change.key } }
    if !said.isEmpty, company.known(.offering) != nil { changes.removeAll { $0.key == FactKey(.offering) } }
    changes += said
    for change in changes { company.apply(change) }
    for deed in deeds {
      let implied = implied(by: deed, company, telling)
      changes.removeAll { change in implied.contains { $0.key == change.key } }
      changes += implied
      for change in implied { company.apply(change) }
    }
    if let moved = stageChange(of: company, wish: wish, at: now, today: today) {
      changes.append(moved)
      company.apply(moved)
    }
    if let result = readinessChange(of: company, wish, memory, today: today) {
      changes.append(result)
      company.apply(result)
    }
    let carried = carriedMarket(for: wish, memory, company)
    var query = self.query(
      for: wish, memory: memory, company: company, lang: lang, today: today, carriedMarket: carried)
    let isCase = wish.wantsSteps && (deeds.contains(where: \.isCase) || waitsForAnswer(wish, company))
    if isCase {
      query.stepsOf = Stage.entering.rawValue
      query.topic = nil
    }
    query.titlesOf += stepsMeant
    query.term = (term ?? termExplainedAgain(wish, memory))?.id
    if isHomeOnly { query.marketNamesOf.append(region.country) }
    return Plan(
      wish: wish, parsed: parsed, lang: lang, carriedMarket: carried, stepsMeant: stepsMeant,
      isSupposed: supposed != nil,
      term: AskedTerm(in: text, phrases, lang),
      isOnNetwork: isOnNetwork, isOnRivals: isOnRivals, isComparison: compared != nil,
      isInShort: wish.isRepeat && spoken.tells(.simplerWords, in: lang, phrases),
      isCase: isCase, isHomeOnly: isHomeOnly, isLegalCase: spoken.tells(.legalWords, in: lang, phrases),
      changes: changes,
      company: company,
      query: query, request: request(for: wish, network, text, spoken, changes, memory, company, today: today))
  }

  private func request(
    for wish: Wish, _ network: NetworkWishReader?, _ text: String, _ spoken: SpokenWords, _ changes: [Change],
    _ memory: TalkMemory, _ company: Company, today: Day
  ) -> NetworkRequest? {
    guard let network else { return nil }
    var request: NetworkRequest? =
      switch wish {
      case _ where tellsContact(changes, memory): NetworkRequest(.look)
      case .question(let intent, let slots): network.request(for: intent, slots, text: text, spoken, today: today)
      case .network(let request): needsName(request, company) ? NetworkRequest(.look) : request
      case .confirmJoining: NetworkRequest(.join)
      case .confirmForgetting: NetworkRequest(.forget)
      case .reply where memory.intent == .joinNetwork: NetworkRequest(.look)
      default: nil
      }
    if request?.act == .look {
      request?.told = changes.compactMap { if case .setFact(let fact) = $0 { fact } else { nil } }
    }
    return request
  }

  /// Nobody agrees to show a name that is not known.
  func needsName(_ request: NetworkRequest, _ company: Company) -> Bool {
    request.act == .answer && request.yes == true && company.known(.companyName) == nil
  }

  /// Whether the message answers the question for the name or the contact that an introduction shows.
  private func tellsContact(_ changes: [Change], _ memory: TalkMemory) -> Bool {
    guard case .fact(let key) = memory.pending, Self.shownWhenIntroduced.contains(key.name) else { return false }
    return changes.contains { if case .setFact(let fact) = $0 { fact.key == key } else { false } }
  }

  /// What is asked for before an introduction, in this order.
  static let shownWhenIntroduced: [FactName] = [.companyName, .contactName, .contactEmail]

  /// The flag, then what was chosen or spoken so far; a whole sentence in another language switches, a stray word never.
  private func language(_ asked: Language?, _ parsed: ParsedQuestion?, _ memory: TalkMemory, _ text: String) -> Language
  {
    if let wanted = parsed?.slots[.language]?.texts.first.flatMap(Language.init(rawValue:)),
      parsed?.intent == .switchLanguage
    {
      return wanted
    }
    if let asked { return asked }
    guard let spoken = memory.lang else { return parsed?.lang ?? region.languages.first ?? .en }
    let isSentence = text.split(whereSeparator: \.isWhitespace).count >= 4
    if let parsed, isSentence, parsed.confidence >= WishReader.sure { return parsed.lang }
    return spoken
  }

  private func changes(
    of wish: Wish, memory: TalkMemory, company: Company, undone: [Change], _ telling: Telling
  ) -> [Change] {
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
      return wished(slots[.market]?.texts ?? [], company.without(marketsTold: undone), telling)
    case .command(.undo): return memory.undo
    case .reply(let key, let value):
      if key.name == .targetMarkets, let markets = value.list {
        return wished(markets, company, telling)
      }
      return [.setFact(telling.fact(key, value))]
    case .confirmForgetting: return [.forgetEverything]
    case .question, .command, .keepData, .confirmJoining, .network, .more, .unclear, .empty, .urgent: return []
    }
  }

  /// What the message tells of the company besides what it wants. A question tells nothing.
  private func saidChanges(
    in text: String, _ spoken: SpokenWords, _ wish: Wish, _ parsed: ParsedQuestion?, _ company: Company,
    _ lang: Language, _ telling: Telling
  ) -> [Change] {
    guard wish.canTell, !text.contains("?") else { return [] }
    let named = parsed?.slots[.market]?.texts ?? company.known(.targetMarkets)?.list ?? []
    return saidFacts.told(in: spoken, lang: lang, market: named.count == 1 ? named[0] : nil)
      .filter { company.fact($0.key.name, market: $0.key.market)?.value != $0.value }
      .map { .setFact(telling.fact($0.key, $0.value)) }
  }

  /// The sales or the enquiry that the message tells of.
  private func deeds(
    in spoken: SpokenWords, _ text: String, _ wish: Wish, _ parsed: ParsedQuestion?, _ memory: TalkMemory,
    _ lang: Language
  ) -> [Companies.Deed] {
    guard let (intent, slots) = Self.told(by: wish, parsed) else { return [] }
    // What was taken for an introduction tells its country in another reading.
    let markets = slots[.market] ?? parsed?.alternatives.lazy.compactMap { $0.slots[.market] }.first
    let deeds = DeedReader(phrases: phrases).deeds(
      in: spoken, text, intent: intent, markets: markets?.texts ?? [], lang: lang)
    // In a talk about Norway a question from Oslo is one from Norway.
    guard deeds == [.gotEnquiry(from: nil)], let talk = memory.slots[.market]?.texts, talk.count == 1 else {
      return deeds
    }
    return [.gotEnquiry(from: talk[0])]
  }

  /// What a message that is no answer was taken for, however surely.
  private static func told(by wish: Wish, _ parsed: ParsedQuestion?) -> (Intent, Slots)? {
    switch wish {
    case .question(let intent, let slots): (intent, slots)
    case .unclear: parsed.flatMap { parsed in parsed.intent.map { ($0, parsed.slots) } }
    default: nil
    }
  }

  /// Whether somebody in the country that the question is about asked, and has no answer yet.
  private func waitsForAnswer(_ wish: Wish, _ company: Company) -> Bool {
    guard case .question(_, let slots) = wish, let markets = slots[.market]?.texts, markets.count == 1 else {
      return false
    }
    return company.known(.marketStatus, market: markets[0])?.text == "contacted"
      && company.state(ofStep: Self.answerStep) == .open
  }

  private static let answerStep = "answer_enquiry"

  /// What follows from it.
  private func implied(by deed: Companies.Deed, _ company: Company, _ telling: Telling) -> [Change] {
    company.implied(
      by: deed, toldBy: telling.user, at: telling.at, conversation: telling.conversation, turn: telling.turn
    ).map(Change.setFact)
  }

  /// Markets that the person wants to go to, with what follows from the wish.
  private func wished(_ markets: [String], _ company: Company, _ telling: Telling) -> [Change] {
    var state = company
    var changes: [Change] = []
    for market in markets where market != region.country {
      let facts = state.implied(
        by: .namedMarket(market), toldBy: telling.user, at: telling.at, conversation: telling.conversation,
        turn: telling.turn)
      for var fact in facts {
        // The market itself was said; the rest follows from it.
        if fact.key.name == .targetMarkets { fact.source = .said }
        changes.removeAll { $0.key == fact.key }
        changes.append(.setFact(fact))
        state.apply(.setFact(fact))
      }
    }
    return changes
  }

  private func stageChange(of company: Company, wish: Wish, at now: Timestamp, today: Day) -> Change? {
    if wish == .confirmForgetting { return nil }
    let result = StageRules.stage(of: company, today: today)
    guard result.stage != company.stage else { return nil }
    return .setStage(StageChange(stage: result.stage, at: now, because: result.because))
  }

  /// The result of the readiness check, on a day on which it is shown; what is told later on that day counts in it.
  private func readinessChange(of company: Company, _ wish: Wish, _ memory: TalkMemory, today: Day) -> Change? {
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

  private func carriedMarket(for wish: Wish, _ memory: TalkMemory, _ company: Company) -> String? {
    guard case .question(.askGuidance, let slots) = wish, let topic = slots[.topic]?.texts.first,
      slots[.market] == nil, !Self.topicsOfNoCountry.contains(topic)
    else { return nil }
    if let spoken = memory.slots[.market]?.texts { return spoken.count == 1 ? spoken[0] : nil }
    let wanted = company.known(.targetMarkets)?.list ?? []
    return wanted.count == 1 ? wanted[0] : nil
  }

  /// Subjects on which the country of the talk has no say: which country to choose, and what companies here do together.
  private static let topicsOfNoCountry: Set<String> = ["market_selection", "cooperation", "export_family"]

  private func query(
    for wish: Wish, memory: TalkMemory, company: Company, lang: Language, today: Day, carriedMarket: String?
  ) -> KnowledgeQuery {
    var query = KnowledgeQuery(lang: lang, today: today)
    query.closedSteps = company.steps.filter { $0.state == .done || $0.state == .skipped || $0.isResting(on: today) }
      .map(\.id)
    query.titlesOf = company.steps.map(\.id) + memory.steps
    query.marketNamesOf = company.markets
    let stage = company.stage?.rawValue
    switch wish {
    case .question(.repeat, _), .question(.why, _):
      ask(memory.intent ?? .help, memory.slots, stage: stage, &query)
    case .question(let intent, let slots):
      ask(intent, slots, stage: stage, &query)
      if let carriedMarket { query.markets = [carriedMarket] }
    case .command(.steps), .command(.stage): query.stepsOf = stage
    case .command(.done), .command(.skip): query.stepsOf = stage
    case .command(.why), .command(.repeat), .more:
      ask(memory.intent ?? .help, memory.slots, stage: stage, &query)
    case .reply:
      ask(memory.intent ?? .askNextSteps, memory.slots, stage: stage, &query)
      query.stepsOf = stage
    case .unclear(let readings):
      query.topicTitlesOf = readings.compactMap { $0.slots[.topic]?.texts.first }
      query.instruments = readings.flatMap { $0.slots[.instrument]?.texts ?? [] }
      query.markets = readings.flatMap { $0.slots[.market]?.texts ?? [] }
    case .urgent(let urgency): query.helperRole = urgency.role
    case .network, .keepData: query.stepsOf = stage
    case .command, .confirmForgetting, .confirmJoining, .empty: break
    }
    if stage == nil && query.stepsOf == nil && wish.wantsSteps { query.topic = query.topic ?? "readiness" }
    func known() -> [String: KnownValue] {
      Known.values(of: company, topic: query.topic, market: query.markets.first, sector: wish.sector, today: today)
    }
    query.known = known()
    if wish.isOnOneCountry, let topic = query.known["offering_type"].flatMap({ Self.topicsForCards[$0] }) {
      query.topic = topic
      query.known = known()
    }
    return query
  }

  /// What passes no customs: a country's card speaks of goods and gives way to what holds for services there, or for guests from
  /// there.
  private static let topicsForCards: [KnownValue: String] = [
    .text("service"): "services_export", .text("software"): "services_export", .text("experience"): "joint_marketing",
  ]

  /// What a question needs from the knowledge base.
  private func ask(_ intent: Intent, _ slots: Slots, stage: String?, _ query: inout KnowledgeQuery) {
    query.markets = slots[.market]?.texts ?? []
    query.topic = slots[.topic]?.texts.first
    switch intent {
    case .askInstrument, .checkEligibility: query.instruments = slots[.instrument]?.texts ?? []
    case .findFunding:
      query.purpose = slots[.purpose]?.texts.first
      query.wantsSupport = true
      query.topic = query.topic ?? "financing"
    case .askNextSteps, .askStage, .showProgress, .completeStep, .skipStep, .remindMe, .tellProfile, .setTargetMarket,
      .affirm, .deny:
      query.stepsOf = stage
      if intent == .setTargetMarket && query.markets.count > 1 { query.topic = "market_selection" }
    case .askMarket where query.markets.count > 1: query.topic = "market_selection"
    case .startAssessment: query.topic = "readiness"
    case .findPeers, .joinNetwork, .leaveNetwork, .offerOpportunity, .listOpportunities, .expressInterest,
      .withdrawInterest:
      query.topic = query.topic ?? "cooperation"
    case .suggestExportFamily: query.topic = "export_family"
    default: break
    }
  }
}

extension Wish {
  /// The sector that the question is about, when it names one; it counts before the company's own.
  var sector: String? {
    if case .question(let intent, let slots) = self, intent != .tellProfile { slots[.sector]?.texts.first } else { nil }
  }

  /// Whether a country is all that it is about, and it is this one.
  /// - Parameter isOrigin: the words say where somebody comes from; then it may be any reading of a doubtful message.
  fileprivate func isOn(onlyCountry country: String, isOrigin: Bool) -> Bool {
    if case .unclear(let readings) = self {
      return isOrigin && readings.contains { $0.slots[.market]?.texts == [country] }
    }
    guard case .question(let intent, let slots) = self, slots[.market]?.texts == [country] else { return false }
    return switch intent {
    case .setTargetMarket, .askMarket: true
    case .askGuidance: slots[.topic] == nil
    default: false
    }
  }

  /// Whether one country is all that it is about.
  fileprivate var isOnOneCountry: Bool {
    guard case .question(let intent, let slots) = self, slots[.topic] == nil else { return false }
    return [.askMarket, .setTargetMarket, .askGuidance].contains(intent) && slots[.market]?.texts.count == 1
  }

  /// Whether it names a country and no subject.
  fileprivate var isOnCountryAlone: Bool {
    guard case .question(let intent, let slots) = self, slots[.market] != nil else { return false }
    return slots[.topic] == nil && slots[.instrument] == nil && [.askGuidance, .askMarket].contains(intent)
  }

  /// Whether a message with this wish can also tell of the company.
  var canTell: Bool {
    switch self {
    case .question, .unclear: true
    default: false
    }
  }

  /// Whether the last answer is wanted again.
  var isRepeat: Bool { if case .question(.repeat, _) = self { true } else { false } }

  /// Whether the parser made nothing of the message.
  var isNotUnderstood: Bool {
    switch self {
    case .question(.outOfScope, _), .unclear([]): true
    default: false
    }
  }

  /// Whether a statement that was taken for a question on a subject is so short that it says no more than what it tells.
  fileprivate func isTold(in text: String) -> Bool {
    if case .question(.askGuidance, _) = self { text.split(whereSeparator: \.isWhitespace).count <= 5 } else { false }
  }

  /// Whether it asks for advice and names nothing.
  fileprivate var isOfNothing: Bool {
    if case .question(.askGuidance, let slots) = self { slots.filled.isEmpty } else { false }
  }

  /// Whether the answer to it is a list of next steps.
  var wantsSteps: Bool {
    switch self {
    case .question(.askNextSteps, _), .command(.steps): true
    default: false
    }
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

extension SlotValue {
  /// As words.
  var spoken: String {
    switch self {
    case .text(let text): text
    case .number(let number): Numbers.plain(number)
    case .list(let texts): texts.joined(separator: " ")
    }
  }
}

extension Companies.Deed {
  /// Whether somebody abroad waits for an answer or for goods.
  fileprivate var isCase: Bool {
    switch self {
    case .gotEnquiry(let market), .sold(let market): market != nil
    case .sells, .namedMarket: false
    }
  }

  /// Whether a message that was taken for this intent only tells of the deed.
  fileprivate func isTold(by intent: Intent, in text: String) -> Bool {
    let words = text.split(whereSeparator: \.isWhitespace).count
    return switch self {
    case .sold: intent == .setTargetMarket
    case .sells: intent == .setTargetMarket || words <= 6
    case .gotEnquiry: words <= 10 && !text.contains("?")
    case .namedMarket: false
    }
  }
}
