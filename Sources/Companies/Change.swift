import Vocabulary

/// One change to a company. A turn commits several at once or none.
public enum Change: Sendable, Hashable, Codable {
  case setFact(Fact)
  case removeFact(FactKey)
  case setStep(StepRecord)
  case setConsent(Consent)
  case setStage(StageChange)
  /// Takes the place of another result of the same day.
  case setReadiness(ReadinessRecord)
  /// Erases every fact, step, stage, result and consent, and the text of every turn; numbers and request keys stay as tombstones.
  case forgetEverything

  /// The change that takes this one back, seen from the company before it; `nil` when it can't be taken back.
  public func inverse(for company: Company) -> Change? {
    switch self {
    case .setFact(let fact):
      company.fact(fact.key.name, market: fact.key.market).map(Change.setFact) ?? .removeFact(fact.key)
    case .removeFact(let key):
      company.fact(key.name, market: key.market).map(Change.setFact)
    case .setStep(let record):
      .setStep(
        company.steps.first { $0.id == record.id } ?? StepRecord(id: record.id, state: .open, at: record.at))
    case .setConsent(let consent):
      .setConsent(
        company.consents.first { $0.name == consent.name }
          ?? Consent(name: consent.name, given: false, at: consent.at, textVersion: consent.textVersion))
    case .setStage(let change):
      .setStage(StageChange(stage: company.stage, at: change.at, because: []))
    // What was shown was shown; whoever takes an answer back gets the result of the day corrected with it.
    case .setReadiness, .forgetEverything: nil
    }
  }
}
