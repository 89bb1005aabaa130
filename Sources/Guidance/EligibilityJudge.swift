import Companies
import Knowledge
import Vocabulary

/// An instrument with the judgement whether it fits this company: `nil` = can't be told.
public struct JudgedInstrument: Sendable, Hashable {
  public var id: String
  public var fits: Bool?
  public var why: String
}

/// Judges the conditions of an instrument by what is known of the company.
/// `true` = no known condition fails and none is left to judge; `false` = a condition fails; `nil` = it depends on what is not known.
struct EligibilityJudge {
  struct Verdict {
    var fits: Bool?
    var reasons: [(phrase: Phrase, value: String)] = []
    /// The fact that would settle it.
    var missing: FactName?
  }

  let company: Company
  let country: String
  let today: Day

  func judge(_ instrument: InstrumentFindings) -> Verdict {
    var verdict = Verdict(fits: true)
    for outcome in outcomes(instrument.rules) {
      switch outcome {
      case .holds: continue
      case .fails(let phrase, let value):
        if verdict.fits != false { verdict.reasons = [] }
        verdict.fits = false
        verdict.reasons.append((phrase, value))
      case .open(let phrase, let value, let fact):
        guard verdict.fits != false else { continue }
        verdict.fits = nil
        verdict.reasons.append((phrase, value))
        verdict.missing = verdict.missing ?? fact
      }
    }
    if verdict.fits == true && instrument.judged {
      verdict.fits = nil
      verdict.reasons.append((.ruleJudged, ""))
    }
    return verdict
  }

  private enum Outcome {
    case holds
    case fails(Phrase, String)
    case open(Phrase, String, FactName)
  }

  private func outcomes(_ rules: Eligibility) -> [Outcome] {
    [
      rules.countries.isEmpty || rules.countries.contains(country) || rules.countries.contains("EU")
        ? .holds : .fails(.ruleCountry, ""),
      oneOf(rules.municipalities, .municipality, .ruleMunicipality),
      excluded(rules.legalFormsExcluded, included: rules.legalFormsIncluded, .legalForm, .ruleLegalForm),
      excluded(rules.sectorsExcluded, included: rules.sectorsIncluded, .sector, .ruleSector),
      within(rules.minAgeYears, rules.maxAgeYears, age, .foundedYear, .ruleAge),
      within(rules.minEmployees, rules.maxEmployees, company.known(.employees)?.number, .employees, .ruleSize),
      // The EU's definition: under 250 people and at most 50 million euros of turnover (Recommendation 2003/361/EC).
      within(nil, rules.sme == true ? 249 : nil, company.known(.employees)?.number, .employees, .ruleSize),
      within(rules.minTurnover, rules.maxTurnover, company.known(.turnover)?.number, .turnover, .ruleTurnover),
      within(rules.minGroupCompanies, nil, company.known(.groupSize)?.number, .groupSize, .ruleGroup),
      intent(rules.exportIntent),
    ]
  }

  private var age: Double? { company.known(.foundedYear)?.number.map { Double(today.year) - $0 } }

  private func within(_ low: Double?, _ high: Double?, _ number: Double?, _ fact: FactName, _ phrase: Phrase) -> Outcome
  {
    guard low != nil || high != nil else { return .holds }
    let limit = (high ?? low).map(Numbers.plain) ?? ""
    guard let number else { return .open(phrase, limit, fact) }
    if let low, number < low { return .fails(phrase, Numbers.plain(low)) }
    if let high, number > high { return .fails(phrase, Numbers.plain(high)) }
    return .holds
  }

  private func oneOf(_ allowed: [String], _ fact: FactName, _ phrase: Phrase) -> Outcome {
    guard !allowed.isEmpty else { return .holds }
    let value = allowed.joined(separator: ", ")
    guard let own = company.known(fact)?.text else { return .open(phrase, value, fact) }
    return allowed.contains { $0.lowercased() == own.lowercased() } ? .holds : .fails(phrase, value)
  }

  private func excluded(_ excluded: [String], included: [String], _ fact: FactName, _ phrase: Phrase) -> Outcome {
    guard !excluded.isEmpty || !included.isEmpty else { return .holds }
    guard let own = company.known(fact)?.text else { return .open(phrase, "", fact) }
    if excluded.contains(own) || !included.isEmpty && !included.contains(own) { return .fails(phrase, "") }
    return .holds
  }

  /// The least intent that is asked, in the order of the instrument catalogue; derived from facts (`stages.md` 6).
  private func intent(_ asked: String?) -> Outcome {
    let order = ["none", "potential", "plan", "new_market", "exporting"]
    guard let asked, let least = order.firstIndex(of: asked), least > 0 else { return .holds }
    let known = company.known(.exportRhythm) ?? company.known(.exportPlan) ?? company.known(.ownerCommitment)
    guard known != nil else { return .open(.ruleIntent, "", asked == "exporting" ? .exportRhythm : .exportPlan) }
    let own = order.firstIndex(of: ownIntent) ?? 0
    return own >= least ? .holds : .open(.ruleIntent, "", asked == "exporting" ? .exportRhythm : .exportPlan)
  }

  private var ownIntent: String {
    if let rhythm = company.known(.exportRhythm)?.text, rhythm != "none" { return "exporting" }
    if let plan = company.known(.exportPlan)?.text, ["written", "approved"].contains(plan) { return "plan" }
    if let will = company.known(.ownerCommitment)?.number, will >= 1 { return "potential" }
    return "none"
  }
}

enum Numbers {
  /// Without a fraction that says nothing: 12, not 12.0.
  static func plain(_ number: Double) -> String {
    number.rounded() == number && abs(number) < 1e15 ? String(Int64(number)) : String(number)
  }
}
