import Companies
import Testing
import Vocabulary

@Suite struct ChangeTests {
  @Test func `a change and its inverse leave what was known`() {
    let employees = FactKey(.employees)
    let before = Company.make([employees: .number(5)])
    let at = Company.toldAt
    let changes: [Change] = [
      .setFact(Fact(key: employees, value: .number(6), source: .said, by: "anna", at: at)),
      .setFact(Fact(key: FactKey(.sector), value: .text("metal"), source: .said, by: "anna", at: at)),
      .removeFact(employees), .setStep(StepRecord(id: "a", state: .done, at: at)),
      .setConsent(Consent(name: .matching, given: true, at: at, textVersion: 1)),
      .setStage(StageChange(stage: .growing, at: at, because: [])),
    ]
    for change in changes {
      var company = before
      company.apply(change)
      #expect(company != before)
      if let inverse = change.inverse(for: before) { company.apply(inverse) }
      #expect(company.facts == before.facts)
      #expect(company.state(ofStep: "a") == .open)
      #expect(!company.allows(.matching))
      #expect(company.stage == nil)
    }
    #expect(Change.forgetEverything.inverse(for: before) == nil)
    #expect(Change.removeFact(FactKey(.sector)).inverse(for: before) == nil, "nothing was removed")
  }

  @Test func `everything is kept in the order of its keys`() {
    var company = Company.make([FactKey(.turnover): .number(1)])
    for name in [FactName.sector, .employees] {
      company.apply(
        .setFact(Fact(key: FactKey(name), value: .unknown, source: .said, by: "anna", at: Company.toldAt)))
    }
    company.apply(.setStep(StepRecord(id: "b", state: .doing, at: Company.toldAt)))
    company.apply(.setStep(StepRecord(id: "a", state: .doing, at: Company.toldAt)))
    #expect(company.facts.map(\.key.name) == [.employees, .sector, .turnover])
    #expect(company.steps.map(\.id) == ["a", "b"])
    #expect(company.known(.sector) == nil && company.fact(.sector) != nil)
  }

  @Test func `keys of facts are written and read alike`() {
    for key in [FactKey(.sector), FactKey(.marketStatus, market: "NO")] { #expect(FactKey(key.description) == key) }
    #expect(FactKey("shoe_size") == nil)
  }
}
