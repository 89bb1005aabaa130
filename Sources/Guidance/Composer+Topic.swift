import Companies
import Knowledge
import Vocabulary

/// Answers on a subject and on a country.
extension Composer {
  /// What is new on the subject: the main thing or, when that was said, what comes on top; always what holds in the country.
  mutating func answerTopic() {
    if plan.aspect == .network { return sayWhatNetworkIs() }
    if plan.aspect == .rivals { return forbidAgreement() }
    guard let topic = findings.topic, let what = topic.what else { return answerWithoutTopic() }
    if let term = plan.term, let told = explanation(of: term, in: topic) { return composition.say(told) }
    let isNew = !hasSaid(what)
    if isNew {
      composition.say(what)
    } else if isOnOtherMarket {
      // Of another country the decision is said anew, not only what comes on top of it.
      composition.say(what, as: what.text.sentences(1))
    }
    for market in findings.markets.prefix(2) { sayMarket(market) }
    if !isNew {
      let more = [topic.costOrNeed, topic.place].compactMap { $0 }.filter { !hasSaid($0) }
      for (place, passage) in more.enumerated() { composition.say(passage, extra: place > 0) }
      if more.isEmpty { composition.say(phrase(.toldBefore, ["subject": topic.title])) }
    }
    show(topic.deeds)
    askBack(topic.ask)
  }

  static let rivalsID = "rivals.no"

  /// What rivals must not settle, whatever else the subject says.
  private mutating func forbidAgreement() {
    composition.sayOnce(phrase(.rivalsNo), as: Self.rivalsID)
    composition.cite(findings.topic?.costOrNeed?.sources ?? [])
    show(findings.topic?.deeds)
  }

  /// A definition, and no steps: what the pages say of the word itself, unless that was just said.
  private func explanation(of term: AskedTerm, in topic: TopicFindings) -> Passage? {
    [topic.what, topic.costOrNeed, topic.place].compactMap { $0 }.lazy.compactMap(term.explained)
      .first { !hasSaid($0) }
  }

  /// Whether the question names another country than the talk was about.
  private var isOnOtherMarket: Bool {
    let (now, before) = (plan.slots[.market]?.texts, before.talk.memory.slots[.market]?.texts)
    return now != nil && before != nil && now != before
  }

  func hasSaid(_ passage: Passage) -> Bool {
    before.talk.memory.said.contains(passage.id)
  }

  /// A subject that no page is about: what the country's card says, or whom to ask.
  private mutating func answerWithoutTopic() {
    if let market = findings.markets.first, market.what != nil || plan.slots[.topic] == nil { return answerMarket() }
    for market in findings.markets.prefix(2) { sayGroup(market) }
    composition.say(phrase(plan.slots[.topic] == nil ? .dontKnow : .noTopicPage))
    composition.gap = plan.slots[.topic] == nil ? .notUnderstood : .noPage
  }

  /// What the country's card says on the topic; without a card what follows from its group.
  private mutating func sayMarket(_ market: MarketFindings) {
    if plan.query.known["offering_type"] == .text("experience"), Self.topicsOfBorders.contains(findings.topic?.id) {
      return composition.address(market.name, isNamed: true)
    }
    if let note = market.note, !hasSaid(note) { composition.say(note) } else { sayGroup(market) }
  }

  private static let sanctions = "sanctions"
  /// What guests who come here have nothing to do with.
  private static let topicsOfBorders: Set<String?> = ["vat", "customs", "export_documents", "logistics", "incoterms"]

  /// What follows from the group of countries, once; who names the country again hears its name.
  mutating func sayGroup(_ market: MarketFindings) {
    let id = "group.\(market.code)"
    // Whoever heard anything of the country knows where it is.
    if before.talk.memory.said.contains(where: { $0 == id || $0.hasPrefix("\(market.code).") }) {
      return composition.address(market.name, isNamed: plan.slots[.market]?.texts.contains(market.code) ?? false)
    }
    let phrase: Phrase =
      switch market.group {
      case .eu?: .marketEU
      case .eea?: .marketEEA
      case .gb?: .marketGB
      case .ch?: .marketCH
      case .customsUnion?: .marketCustomsUnion
      // Where trade may be forbidden it is of no use to hear of customs.
      case .far? where findings.topic?.id == Self.sanctions: .marketSanctions
      case .far?: .marketFar
      case nil: .marketRegion
      }
    composition.sayOnce(self.phrase(phrase, ["market": market.name]), as: id)
  }

  mutating func answerMarket() {
    if findings.markets.count > 1 { return compareMarkets() }
    if plan.aspect == .comparison { return composition.say(phrase(.compareWhich)) }
    guard let market = findings.markets.first else { return answerTopic() }
    guard let what = market.what else {
      sayGroup(market)
      composition.gap = .noCard
      return composition.say(phrase(.marketNoCard))
    }
    if sayServices(in: market) { return }
    composition.say(what)
    show(market.deeds)
    askBack(market.ask)
  }

  /// What holds for services in the country, when that is what the company sells; `false`: it sells goods, or may.
  mutating func sayServices(in market: MarketFindings) -> Bool {
    guard plan.slots[.topic] == nil, let topic = findings.topic, let what = topic.what else { return false }
    if !hasSaid(what) {
      composition.say(what)
    } else if composition.lines.isEmpty {
      composition.say(what, as: what.text.sentences(1))
    }
    composition.address(market.name, isNamed: true)
    show(topic.deeds)
    return true
  }

  /// Side by side: what decides about each.
  mutating func compareMarkets(sentences count: Int = 2) {
    for market in findings.markets.prefix(3) {
      if let what = market.what {
        let text = what.text.sentences(count)
        composition.say(what, as: text.hasPrefix(market.name) ? text : "\(market.name): \(text)")
      } else {
        sayGroup(market)
      }
    }
    show(findings.topic?.deeds ?? findings.markets.first { $0.deeds != nil }?.deeds)
    askBack(findings.topic?.ask)
  }

  /// What was not said yet on the last subject: cost and needs, where to look.
  mutating func answerMore() {
    let passages = [
      findings.topic?.costOrNeed, findings.topic?.place, findings.markets.first?.note, findings.markets.first?.what,
      findings.markets.first?.costOrNeed, findings.markets.first?.place,
    ].compactMap { $0 }.filter { !hasSaid($0) }
    guard !passages.isEmpty else { return composition.say(phrase(.nothingToRepeat)) }
    composition.say(phrase(.saidBefore), extra: true)
    for passage in passages.prefix(2) { composition.say(passage) }
  }

  mutating func show(_ list: DeedList?) {
    guard let list else { return }
    composition.show(list)
  }

  mutating func askBack(_ ask: AskBack?) {
    guard let ask, let name = FactName(rawValue: ask.fact), company.fact(name) == nil, !plan.isSupposed else { return }
    composition.question = ask.text
    pending = .fact(FactKey(name))
  }

  /// "Did you mean …": the readings that have a name.
  mutating func askWhichReading(_ readings: [Reading]) {
    let named = readings.compactMap { reading in name(of: reading).map { (reading, $0) } }
    guard named.count > 1 else {
      composition.gap = .notUnderstood
      return composition.say(phrase(.dontKnow))
    }
    composition.say(phrase(.chooseReading))
    offered = named.map(\.0)
    composition.choices = named.map(\.1)
  }

  func name(of reading: Reading) -> String? {
    let topic = reading.slots[.topic]?.texts.first.flatMap { id in
      findings.topic.flatMap { $0.id == id ? $0.title : nil } ?? findings.titles[id]
    }
    let instrument = reading.slots[.instrument]?.texts.first.flatMap { id in
      findings.instruments.first { $0.id == id }?.name
    }
    let market = reading.slots[.market]?.texts.first.flatMap { code in findings.markets.first { $0.code == code }?.name
    }
    guard let subject = topic ?? instrument ?? reading.intent.spokenName.map({ phrase($0) }) else { return market }
    return market.map { "\(subject), \($0)" } ?? subject
  }
}

extension Intent {
  /// How the intent is named when the person may choose it.
  var spokenName: Phrase? {
    switch self {
    case .askNextSteps: .readingNextSteps
    case .findFunding: .readingFunding
    case .tellProfile: .readingProfile
    case .askStage: .readingStage
    case .talkToAdvisor: .readingAdvisor
    case .findPeers, .suggestExportFamily: .readingPeers
    case .startAssessment: .readingAssessment
    default: nil
    }
  }
}

extension String {
  /// Its sentences, one by one.
  var allSentences: [String] {
    var (rest, found) = (self[...], [String]())
    while !rest.isEmpty {
      let sentence = String(rest).sentences(1)
      found.append(sentence)
      rest = rest.dropFirst(sentence.count).drop(while: \.isWhitespace)
    }
    return found
  }

  /// Its first sentences.
  func sentences(_ count: Int) -> String {
    var found = 0
    var previous: Character = " "
    for index in indices {
      let next = self.index(after: index)
      if ".!?".contains(self[index]), previous.isLetter || previous == ")" || previous == "%",
        next == endIndex || self[next].isWhitespace
      {
        found += 1
        if found == count { return String(self[..<next]) }
      }
      previous = self[index]
    }
    return self
  }
}
