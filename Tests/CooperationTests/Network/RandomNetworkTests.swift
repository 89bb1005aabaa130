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

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `from wherever the crowd has come everybody can leave at once, and then nobody sees anybody`(seed: UInt64) throws
  {
    var crowd = Crowd(seed: seed)
    for _ in 1...1000 { crowd.step() }
    for company in Crowd.companies where crowd.network.view(for: company).map({ $0.visibility != .hidden }) ?? false {
      let outcome = try crowd.network.apply(.leave, by: .company(company, user: "user"), at: crowd.now)
      #expect(!outcome.effects.contains { $0.to == .company(company) && $0.about != .membership }, "seed \(seed)")
      for other in Crowd.companies {
        let view = try crowd.network.view(for: other).map {
          String(decoding: try JSONEncoder().encode($0), as: UTF8.self)
        }
        if other != company, let view {
          #expect(!view.contains(company.rawValue), "seed \(seed): \(other) sees \(company)")
        }
      }
    }
    // What is left over ends by itself or by an advisor, and tells nobody.
    crowd.pass(days: 400)
    let late = try crowd.network.apply(.passTime, by: .system, at: crowd.now)
    #expect(late.effects.allSatisfy { $0.to == .advisors }, "seed \(seed): \(late.effects)")
  }

  @Test func `the crowd does every act, and comes through every state of every machine`() throws {
    var (told, states, done) = (Set<Notice>(), CrowdStates(), Set<String>())
    for seed in 1...12 as ClosedRange<UInt64> {
      var crowd = Crowd(seed: seed)
      for _ in 1...(crowd.isCalm ? 3000 : 1000) { crowd.step() }
      told.formUnion(crowd.outcomes.flatMap { $0.effects.map(\.notice) })
      states.formUnion(crowd.states)
      done.formUnion(crowd.log.map { Self.name($0.act) })
    }
    let acts = try Self.acts().subtracting(done)
    #expect(acts == [], "never done: \(acts.sorted())")
    #expect(Set(Notice.allCases).subtracting(told) == [])
    let missing =
      Self.missing(Visibility.self, states) + Self.missing(OpportunityState.self, states)
      + Self.missing(InterestState.self, states) + Self.missing(IntroductionState.self, states)
      + Self.missing(FamilyState.self, states) + Self.missing(FamilyStanding.self, states)
      + Self.missing(AgreementState.self, states) + Self.missing(PlanState.self, states)
      + Self.missing(CaseState.self, states) + Self.missing(ConflictState.self, states)
    #expect(missing == [])
  }

  /// The states that were never reached, or never left though they are no end.
  private static func missing<State: MachineState>(_ machine: State.Type, _ seen: CrowdStates) -> [String] {
    let never = State.allCases.filter { $0 != State.start && !seen.reached.contains(CrowdStates.name($0)) }
    // A beginning may be no record yet.
    let stuck = State.allCases.filter {
      let name = CrowdStates.name($0)
      return !$0.isEnd && !seen.left.contains(name) && ($0 != State.start || seen.reached.contains(name))
    }
    return never.map { "\(CrowdStates.name($0)) never reached" } + stuck.map { "\(CrowdStates.name($0)) never left" }
  }

  private static func name(_ act: Act) -> String { Mirror(reflecting: act).children.first?.label ?? "\(act)" }

  /// The names of all acts, from their declaration.
  private static func acts() throws -> Set<String> {
    let source = try String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "../../../Sources/Cooperation/Network/Act.swift"), encoding: .utf8)
    let declaration = try #require(source.components(separatedBy: "public enum Act").last)
    let names = declaration.matches(of: /\n  case ([^\n]+)/).flatMap { found in
      found.1.replacing(/\(.*\)/, with: "").split(separator: ", ").map(String.init)
    }
    return Set(names)
  }
}
