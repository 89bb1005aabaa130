import Companies
import Cooperation
import Foundation
import Randomness
import Vocabulary

/// Companies, an advisor and time, that act at random, and a tester's own memory of who has said yes to whom.
struct Crowd {
  struct Done {
    var act: Act
    var actor: Actor
    var at: Timestamp
  }

  struct Tie: Hashable {
    var from: CompanyID
    var to: CompanyID
  }

  static let companies = (1...7).map { CompanyID(rawValue: "planted-\($0)-x\($0 * 7919)") }
  /// Acts, and never joins.
  static let stranger = CompanyID(rawValue: "planted-stranger")

  var network = Network()
  var log: [Done] = []
  var outcomes: [Outcome] = []
  /// What a store would hold that writes no more than the records that changed.
  var rows: [RecordID: Data] = [:]
  /// The states of the machines that something was in, and those that something has left.
  var states = CrowdStates()

  var random: SeededRandom
  private(set) var now = Village.start
  private var yes: Set<Tie> = []
  private var verified: Set<CompanyID> = []
  private var latest: Outcome?
  private var searched: [CompanyID: (view: CompanyView, named: [CompanyID])] = [:]
  private var directory = Directory(
    NetworkSettings(k: 2, country: "FI", region: "r", municipalities: [], sectorGroups: [:], chains: []))
  private var broken: String?

  /// Whether half a year passes now and then without a word: whatever takes long does not come about then.
  private let sleeps: Bool

  /// Whether what ends things is rare: so that families come as far as they can.
  let isCalm: Bool

  init(seed: UInt64) {
    random = SeededRandom(seed: seed)
    (sleeps, isCalm) = (seed % 3 == 0, seed % 3 == 1)
  }

  mutating func step() {
    let (actor, act) = choose()
    if case .system = actor { now.milliseconds += Int64(sleeps && below(30) == 0 ? 400 : below(5)) * 86_400_000 / 2 }
    let before = network
    latest = nil
    do {
      let outcome = try network.apply(act, by: actor, at: now)
      latest = outcome
      log.append(Done(act: act, actor: actor, at: now))
      outcomes.append(outcome)
      remember(act, actor, before)
      states.note(outcome.changed, before, network)
      for id in outcome.changed { rows[id] = network.record(id).flatMap { try? JSONEncoder().encode($0) } }
      if case .company(Self.stranger, _) = actor { broken = "a stranger's act was done" }
    } catch {
      if network != before { broken = "a refused act changed something: \(error)" }
    }
  }

  /// What is broken after the latest act.
  mutating func fault() throws -> String? {
    if let broken { return broken }
    for effect in latest?.effects ?? [] {
      guard case .company(let receiver) = effect.to else { continue }
      let text = String(decoding: try JSONEncoder().encode(effect.about), as: UTF8.self)
      if text.contains("planted") { return "a notice to \(receiver) names a company: \(effect)" }
      if network.view(for: receiver)?.visibility == .hidden, effect.about != .membership {
        return "\(receiver) has left, and is told: \(effect)"
      }
    }
    let isMoved = latest?.changed.contains { if case .membership = $0 { true } else { false } } ?? false
    if isMoved { directory.update(Self.companies.map(Self.planted), network, today: now.day) }
    for viewer in Self.companies {
      guard let view = network.view(for: viewer) else { continue }
      for other in try named(in: view, of: viewer) {
        let both = yes.contains(Tie(from: viewer, to: other)) && yes.contains(Tie(from: other, to: viewer))
        if !both { return "\(viewer) sees \(other) without two yeses" }
        if !verified.isSuperset(of: [viewer, other]) { return "\(viewer) sees \(other), not verified" }
      }
    }
    if network.view(for: Self.stranger) != nil { return "a stranger sees something" }
    guard isMoved || log.count.isMultiple(of: 10) else { return nil }
    let names = network.advisorReply(to: AdvisorRequest(.look), in: directory, at: now).names
    for company in names.filter({ !$0.value.isEmpty }).keys where !mayBeKnownToAdvisors(company) {
      return "advisors see who \(company) is"
    }
    return nil
  }

  /// Whoever has said yes to an introduction, has called an advisor or has a conflict that goes on.
  private func mayBeKnownToAdvisors(_ company: CompanyID) -> Bool {
    let view = network.view(for: company)
    return yes.contains { $0.from == company } || view?.cases.contains { !$0.state.isEnd } == true
      || network.advisorView(at: now).conflicts.contains { $0.pair.contains(company) && !$0.state.isEnd }
  }

  /// A company whose name, offer and contact hold its id.
  private static func planted(_ id: CompanyID) -> Company {
    let facts: [(FactName, FactValue)] = [
      (.companyName, .text("\(id.rawValue) Oy")), (.contactName, .text(id.rawValue)), (.offering, .text(id.rawValue)),
      (.sector, .text("metal")), (.employees, .number(5)), (.municipality, .text("\(id.rawValue) village")),
      (.targetMarkets, .list(["DE"])), (.chainRoles, .list(["design"])), (.cooperationInterests, .list(["talk"])),
    ]
    return Company(
      id: id, version: 1,
      facts: facts.map { Fact(key: FactKey($0), value: $1, source: .said, by: "u", at: Village.start) })
  }

  /// The others whose ids are in the reply with this view; where the view has not changed it is not searched again.
  private mutating func named(in view: CompanyView, of viewer: CompanyID) throws -> [CompanyID] {
    if let searched = searched[viewer], searched.view == view { return searched.named }
    let reply = network.reply(to: Self.planted(viewer), in: directory, today: now.day)
    let text = String(decoding: try JSONEncoder().encode(reply), as: UTF8.self)
    let named = Self.companies.filter { $0 != viewer && text.contains($0.rawValue) }
    searched[viewer] = (view, named)
    return named
  }

  private mutating func remember(_ act: Act, _ actor: Actor, _ before: Network) {
    if case .verify(let company) = act { verified.insert(company) }
    guard case .company(let company, _) = actor else { return }
    let members = before.advisorView(at: now).members
    let matches = members.first { $0.company == company }?.matches ?? []
    switch act {
    case .answer(let match, let said):
      let tie = Tie(from: company, to: matches[match - 1])
      if said {
        yes.insert(tie)
      } else if before.view(for: company)?.matches[match - 1].company == nil {
        yes.remove(tie)
      }
    case .stop(let match): part(company, matches[match - 1])
    case .block(let other): part(company, other)
    case .leave, .erase: for other in Self.companies { part(company, other) }
    default: break
    }
  }

  private mutating func part(_ one: CompanyID, _ other: CompanyID) {
    yes.subtract([Tie(from: one, to: other), Tie(from: other, to: one)])
  }

  private mutating func choose() -> (Actor, Act) {
    let number = OpportunityID(below(12))
    switch below(12) {
    case 0: return (.system, below(8) == 0 ? systemAct() : .passTime)
    case 1: return (.advisor(user: "advisor"), .match(anyone(), anyone()))
    case 2, 3:
      return (.advisor(user: below(2) == 0 ? "one" : "another"), below(6) == 0 ? advisorAct(number) : sensibleAdvice())
    default:
      let actor = below(20) == 0 ? Self.stranger : anyone()
      let act = below(3) == 0 ? companyAct(number) : sensibleAct(of: actor) ?? companyAct(number)
      if actor == Self.stranger, case .join = act { return (.system, .passTime) }
      return (.company(actor, user: "user"), act)
    }
  }

  mutating func pass(days: Int64) { now.milliseconds += days * 86_400_000 }

  /// One time in so many, and far less in a calm crowd.
  mutating func seldom(_ limit: Int) -> Bool { below(isCalm ? limit * 10 : limit) == 0 }

  mutating func below(_ limit: Int) -> Int { random.below(limit) }

  mutating func anyone() -> CompanyID { Self.companies[below(Self.companies.count)] }

  private mutating func systemAct() -> Act {
    switch below(3) {
    case 0: return .pauseFamily(FamilyID(below(4)), .law)
    case 1: return .openCase(CaseSource.allCases[below(CaseSource.allCases.count)], [anyone()])
    default:
      let levels = Self.companies.map { ($0, Anonymity.Level.allCases[below(Anonymity.Level.allCases.count)]) }
      return .settleCards(Dictionary(uniqueKeysWithValues: levels))
    }
  }

  private mutating func advisorAct(_ number: OpportunityID) -> Act {
    let acts: [Act] = [
      .verify(anyone()), .verify(anyone()), .unverify(anyone()), .pass(number), .sendBack(number, .unclear),
      .refuse(number, .law), .leave,
    ]
    return acts[below(acts.count)]
  }

  private mutating func companyAct(_ number: OpportunityID) -> Act {
    let match = below(8)
    let rare: [Act] = [
      .leave, .block(anyone()), .stop(match), .withdraw(number), .cancel(number, .noTime), .hideName,
      .verify(anyone()), .match(anyone(), anyone()), .passTime, .pass(number), .erase,
    ]
    let places = 1 + below(2)
    let closes = now.day.daysSince1970 + below(30)
    let terms = OpportunityTerms(
      kind: .sharedTrip, what: "A trip", places: places...(places + below(2)), closes: Day(daysSince1970: closes))
    let often: [Act] = [
      .join(previewSeen: true), .showName, .confirmCard, .submit(number), .express(number), .express(number),
      .expressPeer(match), .expressPeer(match), .withdrawInterest(number), .withdrawPeerInterest(match),
      .declinePeer(match), .welcome(number), .decline(number), .confirmDeed(number), .answer(match, yes: true),
      .answer(match, yes: true), .answer(match, yes: true), .answer(match, yes: below(3) > 0),
      .takeStep(match, TrustRung.allCases[below(TrustRung.allCases.count)]),
      .notePairAgreement(match, AgreementState.Move.allCases[below(4)], on: now.day, place: "A safe"),
      .draft(terms), .rewrite(number, terms),
    ]
    return seldom(25) ? rare[below(rare.count)] : often[below(often.count)]
  }
}
