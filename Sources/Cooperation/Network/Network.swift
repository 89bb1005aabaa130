import Vocabulary

/// All that the service keeps of cooperation, and its rules. It is read through views only.
///
/// The same acts in the same order make the same network and the same effects.
public struct Network: Sendable, Hashable {
  var memberships = Table<CompanyID, Membership>()
  var opportunities = Table<OpportunityID, Opportunity>()
  var interests = Table<InterestID, Interest>()
  var introductions = Table<IntroductionID, Introduction>()
  var trust = Table<Pair, Trust>()
  var plans = Table<PlanID, JointPlan>()
  var families = Table<FamilyID, Family>()
  var cases = Table<CaseID, AdvisorCase>()
  var conflicts = Table<ConflictID, Conflict>()
  var index = Index()
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
  private var noted: Set<RecordID> = []

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

  /// Who has left is told nothing but that.
  mutating func tell(_ company: CompanyID, _ notice: Notice, _ about: Effect.Subject) {
    guard network.isPresent(company) || about == .membership else { return }
    outcome.effects.append(Effect(to: .company(company), notice: notice, about: about))
  }

  mutating func tellAdvisors(_ notice: Notice, _ about: Effect.Subject) {
    outcome.effects.append(Effect(to: .advisors, notice: notice, about: about))
  }

  private mutating func put(_ id: RecordID, _ record: Record?) {
    network.set(id, to: record)
    if noted.insert(id).inserted { outcome.changed.append(id) }
  }

  mutating func put(_ record: Membership) { put(.membership(record.company), .membership(record)) }
  mutating func put(_ record: Opportunity) { put(.opportunity(record.id), .opportunity(record)) }
  mutating func put(_ record: Interest) { put(.interest(record.id), .interest(record)) }
  mutating func forget(_ record: Interest) { put(.interest(record.id), nil) }
  mutating func put(_ record: Introduction) { put(.introduction(record.id), .introduction(record)) }
  mutating func put(_ record: Trust) { put(.trust(record.pair), .trust(record)) }
  mutating func put(_ record: JointPlan) { put(.plan(record.id), .plan(record)) }
  mutating func put(_ record: AdvisorCase) { put(.advisorCase(record.id), .advisorCase(record)) }
  mutating func put(_ record: Conflict) { put(.conflict(record.id), .conflict(record)) }

  mutating func put(_ record: Family) {
    var record = record
    record.changedAt = now
    put(.family(record.id), .family(record))
  }
}
