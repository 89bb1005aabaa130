import Companies
import Testing
import Vocabulary

@Suite struct BelongingsTests {
  private func fact(_ name: FactName, _ value: FactValue, at: Int64) -> Fact {
    Fact(
      key: FactKey(name), value: value, source: .said, by: "local", at: Timestamp(milliseconds: at),
      conversation: ConversationID(rawValue: "talk"), turn: 3)
  }

  private func company(_ facts: [Fact], steps: [StepRecord] = [], consents: [Consent] = []) -> Company {
    Company(id: CompanyID(rawValue: "c"), version: 1, facts: facts, steps: steps, consents: consents)
  }

  @Test func `What is newer goes in, what is older or known already does not`() {
    let brought = Belongings(
      of: company(
        [fact(.employees, .number(12), at: 5), fact(.municipality, .text("Nivala"), at: 5)],
        steps: [StepRecord(id: "a", state: .done, at: Timestamp(milliseconds: 5))],
        consents: [Consent(name: .advisorSees, given: true, at: Timestamp(milliseconds: 5), textVersion: 1)]))
    let there = company(
      [fact(.employees, .number(20), at: 6), fact(.municipality, .text("Oulu"), at: 4)],
      consents: [Consent(name: .advisorSees, given: false, at: Timestamp(milliseconds: 9), textVersion: 1)])
    var after = there
    for change in brought.changes(in: there, by: "key") { after.apply(change) }
    #expect(after.known(.employees) == .number(20) && after.known(.municipality) == .text("Nivala"))
    #expect(after.state(ofStep: "a") == .done)
    #expect(!after.allows(.advisorSees), "a consent that was taken back later stays so")
    #expect(brought.changes(in: after, by: "key").isEmpty, "the same again changes nothing")
  }

  @Test func `Where something was said stays behind, and who brings it is who said it`() throws {
    let brought = Belongings(of: company([fact(.employees, .number(12), at: 5)]))
    #expect(brought.facts.allSatisfy { $0.conversation == nil && $0.turn == nil })
    guard case .setFact(let fact)? = brought.changes(in: company([]), by: "key").first else {
      Issue.record("nothing is brought")
      return
    }
    #expect(fact.by == "key" && fact.turn == nil)
  }

  @Test func `Values that the catalogue does not have, and too many, are not acceptable`() {
    #expect(Belongings(of: company([fact(.employees, .number(12), at: 5)])).isAcceptable)
    #expect(!Belongings(of: company([fact(.employees, .text("many"), at: 5)])).isAcceptable)
    let steps = (0...Belongings.countMax).map { StepRecord(id: "s\($0)", state: .open, at: Timestamp(milliseconds: 1)) }
    #expect(!Belongings(of: company([], steps: steps)).isAcceptable)
  }
}
