import Companies
import Cooperation
import Knowledge
import Vocabulary

extension Guidance {
  /// Reads a message in its talk: what is wanted, what is told, and what must be known to answer.
  public func plan(
    text: String, parsed: ParsedQuestion?, lang: Language?, in context: CompanyContext, at now: Timestamp,
    by user: String
  ) -> Plan {
    var planner = Planner(self, text, parsed, lang: lang, in: context, at: now, by: user)
    planner.readWish()
    planner.noteChanges()
    return planner.plan
  }
}

/// Puts one plan together: what is wanted, then what changes, then what has to be known.
struct Planner {
  let guidance: Guidance
  let text: String
  let spoken: SpokenWords
  let parsed: ParsedQuestion?
  let lang: Language
  let memory: TalkMemory
  let today: Day
  let telling: Telling
  /// `nil`: there is nobody to be brought together with.
  let network: NetworkWishReader?
  let reference: StepReference
  /// The changes of the last turn that the message puts right.
  let undone: [Change]

  var wish: Wish
  var aspect: Plan.Aspect?
  /// The term of the glossary that is asked for.
  var term: Term?
  var isSupposed = false
  /// The sales or the enquiry that the message tells of.
  private(set) var deeds: [Companies.Deed] = []
  /// What the message tells of the company besides what it wants.
  private(set) var said: [Change] = []
  var changes: [Change] = []
  /// The company with the changes so far.
  var company: Company
  var stepsMeant: [String] = []

  init(
    _ guidance: Guidance, _ text: String, _ parsed: ParsedQuestion?, lang asked: Language?,
    in context: CompanyContext, at now: Timestamp, by user: String
  ) {
    let phrases = guidance.phrases
    self.guidance = guidance
    self.text = text
    self.parsed = parsed
    company = context.company
    memory = context.talk.memory
    spoken = SpokenWords(text)
    today = guidance.day(now)
    telling = Telling(user: user, at: now, conversation: context.talk.id, turn: context.talk.turns + 1)
    lang = Self.language(asked, parsed, memory, text, in: guidance.region)
    network = guidance.isAlone ? nil : NetworkWishReader(phrases: phrases, lang: lang, memory: memory)
    reference = StepReference(
      phrases: phrases, names: guidance.steps, lang: lang, shown: memory.steps, stage: company.stage)
    undone = spoken.begins(with: .correctionWords, in: lang, phrases) ? memory.undo : []
    let reader = WishReader(
      phrases: phrases, replies: ReplyReader(phrases: phrases, facts: guidance.facts), network: network, today: today)
    wish = reader.wish(text: text, spoken: spoken, parsed: parsed, memory: memory, lang: lang)
  }

  /// Whether one of the turns of phrase stands in the message.
  func tells(_ phrase: Phrase) -> Bool { spoken.tells(phrase, in: lang, guidance.phrases) }

  /// What the message wants in its talk. Each look may put right what it was taken for before.
  mutating func readWish() {
    if let (term, asked) = askedTerm { (self.term, wish) = (term, asked) }
    // What is no answer to a question on the way into the network is asked again there.
    if network != nil, wish.isNotUnderstood, memory.intent == .joinNetwork, case .fact = memory.pending {
      wish = .question(.joinNetwork, Slots())
    }
    // "No, Denmark" puts another country in the place of the one told just before.
    if case .question(.askMarket, let slots) = wish, undone.contains(where: { $0.undoneKey?.name == .targetMarkets }) {
      wish = .question(.setTargetMarket, slots)
    }
    let isOrigin = !text.contains("?") && tells(.originWords)
    if wish.isOn(onlyCountry: guidance.region.country, isOrigin: isOrigin) {
      (wish, aspect) = (.question(.setTargetMarket, Slots()), .home)
    }
    readDeeds()
    if tellsStepDone { wish = .question(.completeStep, Slots()) }
    if let compared = comparison { (wish, aspect) = (.question(.askMarket, compared), .comparison) }
    if let cooperation = cooperationAspect {
      (wish, aspect) = (.question(.askGuidance, Slots([.topic: .text("cooperation")])), cooperation)
    }
    readFacts()
    if let supposed = parsed.flatMap(wish.supposed) { (wish, isSupposed) = (supposed, true) }
    if wish.isRepeat, tells(.simplerWords) { aspect = .inShort }
  }

  private mutating func readDeeds() {
    deeds = toldDeeds()
    // Where a company sells already is no plan of it, and no question either when that is all that is said.
    // An enquiry that is told without a question asks what to do with it.
    if let deed = deeds.first, let (intent, slots) = takenFor, deed.isTold(by: intent, in: text) {
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
  }

  /// The sales or the enquiry that the message tells of.
  private func toldDeeds() -> [Companies.Deed] {
    guard let (intent, slots) = takenFor else { return [] }
    // What was taken for an introduction tells its country in another reading.
    let markets = slots[.market] ?? parsed?.alternatives.lazy.compactMap { $0.slots[.market] }.first
    let deeds = DeedReader(phrases: guidance.phrases).deeds(
      in: spoken, text, intent: intent, markets: markets?.texts ?? [], lang: lang)
    // In a talk about Norway a question from Oslo is one from Norway.
    guard deeds == [.gotEnquiry(from: nil)], let talk = memory.slots[.market]?.texts, talk.count == 1 else {
      return deeds
    }
    return [.gotEnquiry(from: talk[0])]
  }

  /// What a message that is no answer was taken for, however surely.
  private var takenFor: (Intent, Slots)? {
    switch wish {
    case .question(let intent, let slots): (intent, slots)
    case .unclear: parsed.flatMap { parsed in parsed.intent.map { ($0, parsed.slots) } }
    default: nil
    }
  }

  private var cooperationAspect: Plan.Aspect? {
    if tells(.networkWhatWords) { return .network }
    let isOnRivals = wish.canTell && [Phrase.rivalWords, .settleWords, .settledWords].allSatisfy(tells)
    return isOnRivals ? .rivals : nil
  }

  private mutating func readFacts() {
    // "We make a small profit" is no answer to whether they sell abroad now and then, and no new product either.
    if case .reply(let key, _) = wish,
      guidance.saidFacts.told(in: spoken, lang: lang, market: nil).contains(where: { $0.key.name != key.name })
    {
      wish = .question(.tellProfile, Slots())
    }
    said = toldBesides()
    let isStatement = !spoken.begins(with: .questionWords, in: lang, guidance.phrases) && !text.contains("?")
    if !said.isEmpty, wish.isNotUnderstood || wish.isOfNothing || (isStatement && wish.isTold(in: text)) {
      wish = .question(.tellProfile, Slots())
    }
  }

  /// What the message tells of the company besides what it wants. A question tells nothing.
  private func toldBesides() -> [Change] {
    guard wish.canTell, !text.contains("?") else { return [] }
    let named = parsed?.slots[.market]?.texts ?? company.known(.targetMarkets)?.list ?? []
    return guidance.saidFacts.told(in: spoken, lang: lang, market: named.count == 1 ? named[0] : nil)
      .filter { company.fact($0.key.name, market: $0.key.market)?.value != $0.value }
      .map { .setFact(telling.fact($0.key, $0.value)) }
  }

  /// Whether the next steps are wanted for a case on the table.
  var isOnOpenCase: Bool { wish.wantsSteps && (deeds.contains(where: \.isCase) || waitsForAnswer) }

  /// The plan, when all is read and noted.
  var plan: Plan {
    let carried = carriedMarket
    return Plan(
      wish: wish, parsed: parsed, lang: lang, carriedMarket: carried, stepsMeant: stepsMeant, isSupposed: isSupposed,
      term: AskedTerm(in: text, guidance.phrases, lang), aspect: aspect, isLegalCase: tells(.legalWords),
      changes: changes, company: company, query: query(carriedMarket: carried), request: request)
  }

  /// Whether somebody in the country that the question is about asked, and has no answer yet.
  private var waitsForAnswer: Bool {
    guard case .question(_, let slots) = wish, let markets = slots[.market]?.texts, markets.count == 1 else {
      return false
    }
    return company.known(.marketStatus, market: markets[0])?.text == "contacted"
      && company.state(ofStep: Self.answerStep) == .open
  }

  private static let answerStep = "answer_enquiry"

  /// The flag, then what was chosen or spoken so far; a whole sentence in another language switches, a stray word never.
  private static func language(
    _ asked: Language?, _ parsed: ParsedQuestion?, _ memory: TalkMemory, _ text: String, in region: RegionProfile
  ) -> Language {
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
}

extension Wish {
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
  fileprivate var isRepeat: Bool { if case .question(.repeat, _) = self { true } else { false } }

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
