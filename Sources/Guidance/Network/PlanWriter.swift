import Companies
import Cooperation
import Knowledge
import Vocabulary

/// Joint plans with the names that a reader may see, as lines and as a page.
extension Guidance {
  /// What to look up for it: the names of its market, and what public money could cover.
  public static func query(for plan: MarketingPlan, in lang: Language, on today: Day) -> KnowledgeQuery {
    KnowledgeQuery(
      lang: lang, purpose: plan.kind.supportPurpose, wantsSupport: true,
      marketNamesOf: plan.market.isEmpty ? [] : [plan.market], today: today)
  }

  /// As a member reads it. Only what does not surely fail for the member stands there as support.
  public func written(
    _ entry: CompanyView.PlanEntry, _ reply: NetworkReply, for company: Company, in lang: Language,
    with findings: Findings, on today: Day
  ) -> WrittenPlan? {
    written(named(entry, reply, for: company, in: lang), entry.id, entry.state, company, lang, findings, today)
  }

  /// As an advisor reads it: a company whose name is not open goes by the beginning of its id.
  public func written(
    _ plan: JointPlan, names: [CompanyID: [SharedFact]], in lang: Language, with findings: Findings, on today: Day
  ) -> WrittenPlan? {
    var content = translated(plan.content, to: lang)
    for index in content.members.indices {
      let id = content.members[index].id
      let name = names[id]?.first { $0.fact == .companyName }?.value.text
      content.members[index].shownAs =
        id.isFormerMember ? phrases.text(.planFormer, lang) : name ?? String(id.rawValue.prefix(8))
    }
    let nobody = Company(id: CompanyID(rawValue: ""))
    return written(content, plan.id, plan.state, nobody, lang, findings, today)
  }

  private func written(
    _ plan: MarketingPlan, _ id: PlanID, _ state: PlanState, _ company: Company, _ lang: Language,
    _ findings: Findings, _ today: Day
  ) -> WrittenPlan? {
    guard let words = plans[lang] else { return nil }
    var plan = plan
    plan.market = findings.marketNames[plan.market] ?? plan.market
    let judge = EligibilityJudge(company: company, country: region.country, today: today)
    let open = findings.instruments.filter { $0.isOpen && judge.judge($0).fits != false }
    let support = open.map { instrument in
      "\(instrument.name) (\(instrument.provider)): \(instrument.pays ?? instrument.does)"
    }
    let sheet = PlanSheet(plan, in: words)
    let title = phrases.text(
      .planTitle, lang, ["number": String(id.value), "plan": sheet.title, "state": name(of: state, in: lang)])
    let advice = open.isEmpty ? phrases.text(.planNoSupport, lang) : phrases.text(.planSupportHow, lang)
    return WrittenPlan(
      lines: [title] + sheet.tasks + sheet.shares + support.map { "- " + $0 } + [advice],
      markdown: PlanPage(plan, in: words, state: name(of: state, in: lang), support: support + [advice]).markdown)
  }

  /// With the names that the members agreed to show each other; who is not known goes by its number.
  func named(
    _ entry: CompanyView.PlanEntry, _ reply: NetworkReply, for company: Company, in lang: Language
  ) -> MarketingPlan {
    var plan = translated(entry.content, to: lang)
    for index in plan.members.indices {
      plan.members[index].shownAs = name(of: plan.members[index].id, reply, for: company, in: lang)
    }
    return plan
  }

  private func name(of id: CompanyID, _ reply: NetworkReply, for company: Company, in lang: Language) -> String {
    if id == company.id { return company.known(.companyName)?.text ?? phrases.text(.planOwn, lang) }
    if id.isFormerMember { return phrases.text(.planFormer, lang) }
    let others = reply.view?.matches ?? []
    guard let match = others.first(where: { $0.company == id || id.rawValue == "match \($0.number)" })
    else { return "" }
    let name = reply.shared[match.number]?.first { $0.fact == .companyName }?.value.text
    return name ?? phrases.text(.planOther, lang, ["number": String(match.number)])
  }

  /// The usual words in another language than they were written in; what members wrote themselves stays.
  private func translated(_ plan: MarketingPlan, to lang: Language) -> MarketingPlan {
    var plan = plan
    guard let own = plans[lang]?.templates[plan.kind] else { return plan }
    let written = plans.values.compactMap { $0.templates[plan.kind] }
    if written.contains(where: { $0.leads == plan.leads }) { plan.leads = own.leads }
    if written.contains(where: { $0.measure == plan.measure }) { plan.measure = own.measure }
    for index in plan.actions.indices {
      let what = plan.actions[index].what
      let place = written.lazy.compactMap { template in template.tasks.firstIndex { $0.what == what } }.first
      if let place, own.tasks.indices.contains(place) { plan.actions[index].what = own.tasks[place].what }
    }
    return plan
  }

  func name(of state: PlanState, in lang: Language) -> String {
    let phrase: Phrase =
      switch state {
      case .draft: .planDraft
      case .proposed: .planProposed
      case .running: .planRunning
      case .reviewed: .planReviewed
      case .closed: .planClosed
      }
    return phrases.text(phrase, lang)
  }
}

extension PlanKind {
  /// The purpose of the support that fits it, as the content names purposes.
  var supportPurpose: String {
    switch self {
    case .fair: "trade_fair"
    case .exportPerson: "recruitment"
    case .brochure, .webPage: "digital"
    }
  }
}
