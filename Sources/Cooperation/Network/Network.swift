import Vocabulary

/// All that the service keeps of cooperation, and its rules. It is read through views only.
///
/// The same acts in the same order make the same network and the same effects.
public struct Network: Sendable, Hashable, Codable {
  var memberships: [CompanyID: Membership] = [:]
  var opportunities: [OpportunityID: Opportunity] = [:]
  var interests: [InterestID: Interest] = [:]
  var introductions: [IntroductionID: Introduction] = [:]
  var trust: [Pair: Trust] = [:]
  var plans: [PlanID: JointPlan] = [:]
  var families: [FamilyID: Family] = [:]
  var cases: [CaseID: AdvisorCase] = [:]
  var conflicts: [ConflictID: Conflict] = [:]
  /// The time of the latest act; time never runs backwards.
  public internal(set) var lastAct: Timestamp?

  public init() {}

  /// Does one act, or throws and changes nothing.
  public mutating func apply(
    _ act: Act, by actor: Actor, at now: Timestamp
  ) throws(CooperationProblem) -> Outcome {
    if let lastAct, now < lastAct { throw .timeRunsBackwards }
    var work = Work(network: self, now: now)
    try work.perform(act, by: actor)
    self = work.network
    lastAct = now
    return work.outcome
  }
}

/// One act at work on a copy of the network, which takes its place when nothing was thrown.
struct Work {
  var network: Network
  let now: Timestamp
  var outcome = Outcome()

  init(network: Network, now: Timestamp) {
    (self.network, self.now) = (network, now)
  }

  mutating func perform(_ act: Act, by actor: Actor) throws(CooperationProblem) {
    switch actor {
    case .company(let company, let user): try perform(act, by: company, user: user)
    case .advisor(let user): try performAsAdvisor(act, user: user)
    case .system: try performAsSystem(act)
    }
  }

  mutating func tell(_ company: CompanyID, _ notice: Notice, _ about: Effect.Subject) {
    outcome.effects.append(Effect(to: .company(company), notice: notice, about: about))
  }

  mutating func tellAdvisors(_ notice: Notice, _ about: Effect.Subject) {
    outcome.effects.append(Effect(to: .advisors, notice: notice, about: about))
  }

  private mutating func note(_ id: RecordID) {
    if !outcome.changed.contains(id) { outcome.changed.append(id) }
  }

  mutating func put(_ record: Membership) {
    network.memberships[record.company] = record
    note(.membership(record.company))
  }

  mutating func put(_ record: Opportunity) {
    network.opportunities[record.id] = record
    note(.opportunity(record.id))
  }

  mutating func put(_ record: Interest) {
    network.interests[record.id] = record
    note(.interest(record.id))
  }

  mutating func forget(_ record: Interest) {
    network.interests[record.id] = nil
    note(.interest(record.id))
  }

  mutating func put(_ record: Introduction) {
    network.introductions[record.id] = record
    note(.introduction(record.id))
  }

  mutating func put(_ record: Trust) {
    network.trust[record.pair] = record
    note(.trust(record.pair))
  }

  mutating func put(_ record: JointPlan) {
    network.plans[record.id] = record
    note(.plan(record.id))
  }

  mutating func put(_ record: Family) {
    var record = record
    record.changedAt = now
    network.families[record.id] = record
    note(.family(record.id))
  }

  mutating func put(_ record: AdvisorCase) {
    network.cases[record.id] = record
    note(.advisorCase(record.id))
  }

  mutating func put(_ record: Conflict) {
    network.conflicts[record.id] = record
    note(.conflict(record.id))
  }
}
