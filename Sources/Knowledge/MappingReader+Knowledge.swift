import Vocabulary

/// How each kind of thing is read from its fields.
extension MappingReader {
  mutating func source() -> Source {
    Source(
      id: text("id"), title: localized("title"), url: text("url"),
      kind: choice("kind", of: Source.Kind.self) ?? .secondary,
      asOf: optionalText("as_of").flatMap { $0 == "null" ? nil : $0 }, checked: requiredDay("checked"))
  }

  mutating func term() -> Term {
    Term(
      id: text("id"), topic: text("topic"), names: localizedList("names"), text: localized("text"),
      sources: texts("sources"), checked: requiredDay("checked"))
  }

  mutating func step(stage: String) -> Step {
    Step(
      id: text("id"), stage: stage, topic: text("topic"), effort: choice("effort", of: Step.Effort.self) ?? .hours,
      helps: texts("helps"), needs: condition("needs"), done: condition("done"), title: localized("title"),
      called: localizedList("called"), why: localized("why"), how: localized("how"))
  }

  mutating func instrument() -> Instrument {
    var nested = MappingReader(
      file: file, value: value("eligibility") ?? .mapping([], line: line), what: "'eligibility'")
    let eligibility = nested.eligibility()
    for found in nested.finish() { fault(found.message, at: found.line) }
    return Instrument(
      id: text("id"), names: localized("names"), provider: text("provider"), kind: text("kind"),
      does: localized("does"),
      pays: optionalLocalized("pays"), eligibility: eligibility, stages: texts("stages"), purposes: texts("purposes"),
      apply: localizedList("apply"), status: choice("status", of: Instrument.Status.self) ?? .unknown,
      statusNote: optionalLocalized("status_note"),
      statusDate: optionalText("status_date").flatMap { $0 == "null" ? nil : $0 }, openFrom: day("open_from"),
      openUntil: day("open_until"), instead: texts("instead"), sources: texts("sources"),
      checked: requiredDay("checked"))
  }

  mutating func eligibility() -> Eligibility {
    var rules = Eligibility()
    rules.countries = texts("countries")
    rules.municipalities = texts("municipalities")
    rules.minAgeYears = number("min_age_years")
    rules.maxAgeYears = number("max_age_years")
    rules.minEmployees = number("min_employees")
    rules.maxEmployees = number("max_employees")
    rules.minTurnover = number("min_turnover_eur")
    rules.maxTurnover = number("max_turnover_eur")
    rules.sme = flag("sme")
    rules.legalFormsIncluded = texts("legal_forms_included")
    rules.legalFormsExcluded = texts("legal_forms_excluded")
    rules.sectorsIncluded = texts("sectors_included")
    rules.sectorsExcluded = texts("sectors_excluded")
    rules.exportIntent = optionalText("export_intent")
    rules.minGroupCompanies = number("min_group_companies")
    rules.maxGroupCompanies = number("max_group_companies")
    rules.deMinimis = optionalText("de_minimis")
    rules.applyBeforeCosts = flag("apply_before_costs")
    for judged in [
      "other", "regions", "regions_excluded", "own_funding_pct", "own_funding_min_eur", "credit_rating_min",
      "max_balance_eur", "max_share_target_market_pct", "client_of", "not_client_of",
    ]
    where value(judged) != nil {
      rules.needsJudgement = true
    }
    return rules
  }

  mutating func factText() -> FactText {
    var values: [FactText.Value] = []
    for item in value("values")?.items ?? [] {
      var fields = MappingReader(file: file, value: item, what: "a value")
      values.append(
        FactText.Value(
          id: fields.text("id"), label: fields.localized("label"), words: fields.localizedList("words"),
          upTo: fields.number("up_to"), said: fields.localizedList("said")))
      for found in fields.finish() { fault(found.message, at: found.line) }
    }
    return FactText(fact: text("id"), label: localized("label"), question: localized("question"), values: values)
  }

  mutating func region() -> Region {
    var page = MappingReader(file: file, value: value("contact") ?? .null(line: line), what: "'contact'")
    let contact = page.contact(role: "contact")
    for found in page.finish() { fault(found.message, at: found.line) }
    var contacts: [Contact] = []
    for item in value("contacts")?.items ?? [] {
      var fields = MappingReader(file: file, value: item, what: "a contact")
      contacts.append(fields.contact(role: fields.text("role")))
      for found in fields.finish() { fault(found.message, at: found.line) }
    }
    return Region(
      id: text("id"), names: localized("names"), country: text("country"), timeZone: text("time_zone"),
      municipalities: texts("municipalities"), languages: texts("languages").compactMap(Language.init(rawValue:)),
      contact: contact, contacts: contacts)
  }

  private mutating func contact(role: String) -> Contact {
    _ = day("checked")
    _ = optionalText("role")
    return Contact(role: role, name: localized("name"), url: text("url"))
  }
}
