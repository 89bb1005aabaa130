import Vocabulary

extension KnowledgeBase {
  /// What the knowledge base holds on a query. Pure: the same query gets the same findings.
  public func find(_ query: KnowledgeQuery) -> Findings {
    let contact = ContactFindings(name: region.contact.name[query.lang], url: region.contact.url)
    var findings = Findings(contact: contact)
    findings.helpers = region.contacts.filter { $0.role == query.helperRole }.map {
      ContactFindings(name: $0.name[query.lang], url: $0.url)
    }
    findings.term = query.term.flatMap { termPassage($0, query.lang) }
    findings.topic = query.topic.flatMap { topicFindings($0, query) }
    findings.markets = query.markets.map { marketFindings($0, query) }
    findings.instruments = wantedInstruments(query).map { instrumentFindings($0, query) }
    findings.steps = stepFindings(query)
    for id in query.titlesOf { findings.titles[id] = title(ofStep: id, in: query.lang) }
    for id in query.topicTitlesOf { findings.titles[id] = name(ofTopic: id, in: query.lang) }
    for code in query.marketNamesOf { findings.marketNames[code] = name(ofMarket: code, in: query.lang) }
    for stage in stages { findings.stageNames[stage.id] = stage.names[query.lang] }
    return findings
  }

  private func termPassage(_ id: String, _ lang: Language) -> Passage? {
    guard let term = terms.first(where: { $0.id == id }), !term.text[lang].isEmpty else { return nil }
    return Passage(
      id: term.passageID, text: term.text[lang], sources: sourceFindings(term.sources, lang),
      because: term.names[lang].first.map { Because(rule: term.passageID, words: $0) })
  }

  private func title(ofStep id: String, in lang: Language) -> String? {
    if let step = steps.first(where: { $0.id == id }) { return step.title[lang] }
    return deedTitles[lang]?[id] ?? applyTitle(id, in: lang)
  }

  /// The steps of an application, whose ids are the instrument's with a number.
  private func applyTitle(_ id: String, in lang: Language) -> String? {
    for instrument in instruments {
      for (index, text) in instrument.apply[lang].enumerated() where instrument.applyID(index) == id { return text }
    }
    return nil
  }

  private func topicFindings(_ id: String, _ query: KnowledgeQuery) -> TopicFindings? {
    guard let article = topics[id]?[query.lang] else { return nil }
    let known = query.known
    let hidesDeeds = article.part(.noStep, for: known, on: query.today) != nil
    return TopicFindings(
      id: id, title: article.title, what: passage(.what, article, query),
      deeds: hidesDeeds ? nil : deeds(article, query), costOrNeed: passage(.costOrNeed, article, query),
      place: passage(.place, article, query), ask: ask(article, query))
  }

  private func marketFindings(_ code: String, _ query: KnowledgeQuery) -> MarketFindings {
    let group = MarketGroup.of(code)
    let name = name(ofMarket: code, in: query.lang)
    guard let card = cards[code]?[query.lang] else {
      return MarketFindings(code: code, name: name, group: group, hasCard: false)
    }
    return MarketFindings(
      code: code, name: name, group: group, hasCard: true, what: passage(.what, card, query), deeds: deeds(card, query),
      costOrNeed: passage(.costOrNeed, card, query), place: passage(.place, card, query), ask: ask(card, query),
      note: query.topic.flatMap { passage(.topic($0), card, query) })
  }

  private func wantedInstruments(_ query: KnowledgeQuery) -> [Instrument] {
    if !query.instruments.isEmpty {
      return query.instruments.compactMap { id in instruments.first { $0.id == id } }
    }
    guard query.wantsSupport else { return [] }
    return instruments.filter { instrument in query.purpose.map(instrument.purposes.contains) ?? true }
  }

  private func instrumentFindings(_ instrument: Instrument, _ query: KnowledgeQuery) -> InstrumentFindings {
    let over = instrument.openUntil.flatMap { $0 < query.today ? $0 : nil }
    let open = instrument.instead.compactMap { id in instruments.first { $0.id == id && $0.isOpen(on: query.today) } }
    return InstrumentFindings(
      id: instrument.id, name: instrument.names[query.lang], kind: instrument.kind, purposes: instrument.purposes,
      provider: instrument.provider,
      does: instrument.does[query.lang], pays: instrument.pays?[query.lang], rules: instrument.eligibility,
      judged: instrument.eligibility.needsJudgement, stages: instrument.stages,
      apply: instrument.apply[query.lang].enumerated().map {
        Deed(id: instrument.applyID($0.offset), text: $0.element)
      },
      status: instrument.status, isOpen: instrument.isOpen(on: query.today),
      statusNote: over == nil ? instrument.statusNote?[query.lang] : nil, roundOver: over,
      statusDate: instrument.statusDate, instead: open.map { $0.names[query.lang] }, checked: instrument.checked,
      sources: sourceFindings(instrument.sources, query.lang))
  }

  private func stepFindings(_ query: KnowledgeQuery) -> [StepFindings] {
    guard let stage = query.stepsOf else { return [] }
    return steps.filter { step in
      step.stage == stage && !query.closedSteps.contains(step.id)
        && step.needs?.holds(for: query.known, on: query.today) ?? true
        && !(step.done?.holds(for: query.known, on: query.today) ?? false)
    }.map { step in
      StepFindings(
        id: step.id, stage: step.stage, topic: step.topic, title: step.title[query.lang], why: step.why[query.lang],
        how: step.how[query.lang])
    }
  }

  private func passage(_ name: Part.Name, _ article: Article, _ query: KnowledgeQuery) -> Passage? {
    guard let part = article.part(name, for: query.known, on: query.today), !part.text.isEmpty else { return nil }
    return Passage(
      id: article.id(of: part), text: part.text, sources: sourceFindings(part.sources ?? article.sources, query.lang),
      because: article.because(of: part))
  }

  private func deeds(_ article: Article, _ query: KnowledgeQuery) -> DeedList? {
    guard let part = article.part(.deeds, for: query.known, on: query.today) else { return nil }
    let open = part.deeds.filter { !query.closedSteps.contains($0.id) }
    return DeedList(
      deeds: open, sources: part.sources.map { sourceFindings($0, query.lang) } ?? [],
      because: article.because(of: part))
  }

  private func ask(_ article: Article, _ query: KnowledgeQuery) -> AskBack? {
    article.question(for: query.known, on: query.today).map { AskBack(fact: $0.fact, text: $0.part.text) }
  }

  private func sourceFindings(_ ids: [String], _ lang: Language) -> [SourceFindings] {
    ids.compactMap { id in
      guard let source = sources[id], source.isPresentable else { return nil }
      return SourceFindings(
        title: source.title[lang], url: source.url, kind: source.kind.rawValue, asOf: source.asOf,
        checked: source.checked)
    }
  }
}

extension Article {
  /// Names the part in all languages.
  fileprivate func id(of part: Part) -> String {
    "\(id).\(part.idPart).\(parts.firstIndex { $0.line == part.line } ?? 0)"
  }

  fileprivate func because(of part: Part) -> Because? {
    part.condition.map { Because(rule: id(of: part), words: $0.text) }
  }
}

extension Part {
  fileprivate var idPart: String {
    switch name {
    case .what: "what"
    case .deeds: "do"
    case .costOrNeed: "cost_or_need"
    case .place: "where"
    case .noStep: "no_step"
    case .ask: "ask"
    case .topic(let topic): topic
    }
  }
}
