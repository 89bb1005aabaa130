import Cooperation
import Foundation
import Testing

/// The machines' tables are the documentation's tables, and nobody is stuck in them.
@Suite struct MachineTableTests {
  private func check<State: MachineState>(_ machine: State.Type, ends: Set<State>) throws {
    let page = try String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "../../../docs/cooperation.md"), encoding: .utf8)
    #expect(page.contains("## \(State.title)\n"))
    #expect(page.contains("\n\n\(State.markdown)\n"), "docs/cooperation.md needs this table:\n\(State.markdown)")

    #expect(Set(State.allCases.filter(\.isEnd)) == ends, "\(State.title): every other state can be left")
    let reached = Set(State.table.map(\.to)).union([State.start])
    #expect(reached == Set(State.allCases), "\(State.title): every state is reached")
    #expect(Set(State.table.map(\.move)) == Set(State.Move.allCases), "\(State.title): every move is used")
    for state in State.allCases {
      var seen: Set<State> = [state]
      for _ in State.allCases { seen.formUnion(State.table.filter { seen.contains($0.from) }.map(\.to)) }
      let wayOut = ends.isEmpty ? seen.contains(State.start) : !seen.isDisjoint(with: ends)
      #expect(wayOut, "\(State.title): from \(state) there is a way to an end, or to the start where there is no end")
    }
  }

  @Test func visibility() throws { try check(Visibility.self, ends: []) }

  @Test func opportunity() throws {
    try check(OpportunityState.self, ends: [.fulfilled, .refused, .expired, .ended, .withdrawn])
  }

  @Test func family() throws { try check(FamilyState.self, ends: [.closed]) }

  @Test func familyMember() throws { try check(FamilyStanding.self, ends: [.left, .out]) }

  @Test func agreement() throws { try check(AgreementState.self, ends: [.ended]) }

  @Test func advisorCase() throws { try check(CaseState.self, ends: [.done]) }

  @Test func conflict() throws { try check(ConflictState.self, ends: [.settled, .split, .outside]) }

  @Test func plan() throws { try check(PlanState.self, ends: [.closed]) }

  @Test func interest() throws { try check(InterestState.self, ends: [.mutual, .declined, .closed]) }

  @Test func introduction() throws { try check(IntroductionState.self, ends: [.closed, .stopped]) }
}
