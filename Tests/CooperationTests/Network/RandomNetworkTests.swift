import Cooperation
import Foundation
import Testing
import Vocabulary

/// Many companies do whatever comes to mind. After each act the promises hold that no one may break.
@Suite struct RandomNetworkTests {
  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `no sequence of acts breaks a promise`(seed: UInt64) throws {
    var crowd = Crowd(seed: seed)
    for step in 1...1000 {
      crowd.step()
      if let fault = try crowd.fault() {
        Issue.record("seed \(seed), act \(step), \(crowd.log.last.map { "\($0)" } ?? ""): \(fault)")
        return
      }
    }

    var again = Network()
    for (act, outcome) in zip(crowd.log, crowd.outcomes) {
      let repeated = try again.apply(act.act, by: act.actor, at: act.at)
      if repeated != outcome { Issue.record("seed \(seed): a replay told otherwise at \(act)") }
    }
    #expect(again == crowd.network, "seed \(seed): a replay ended otherwise")

    let rows = try crowd.rows.values.map { try JSONDecoder().decode(Record.self, from: $0) }
    #expect(
      Network(rows, lastAct: crowd.network.lastAct) == crowd.network, "seed \(seed): a changed record was not named")
  }

  @Test func `the crowd comes far enough to break a promise`() {
    var told: Set<Notice> = []
    for seed in 1...6 as ClosedRange<UInt64> {
      var crowd = Crowd(seed: seed)
      for _ in 1...1500 { crowd.step() }
      told.formUnion(crowd.outcomes.flatMap { $0.effects.map(\.notice) })
    }
    let wanted: Set<Notice> = [
      .introduced, .introductionStopped, .opportunityAgreed, .opportunityReopened, .planRunning, .planReturned,
      .planMemberLeft, .planClosed, .familyAsked, .familyAnswered, .familyMoved, .familyPaused, .familyMemberLeaves,
      .familyClosed, .agreementNoted, .caseOpen, .caseStuck, .conflictRaised, .conflictHeard, .conflictMeeting,
      .conflictOver,
    ]
    #expect(wanted.subtracting(told) == [])
  }
}
