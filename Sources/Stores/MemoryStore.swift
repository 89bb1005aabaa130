import Companies
import Cooperation
import Titanic
import Vocabulary

/// The store without a disk: for tests, and for programs that must leave nothing behind.
public actor MemoryStore: CompanyStore, CooperationStore, DurableRequestStore {
  private var model: StoreModel

  /// - Parameter log: the name of its log of events.
  public init(log: String = "memory") {
    model = StoreModel(log: log)
  }

  public func open(
    _ request: Request, newCompany: CompanyID, newConversation: ConversationID, now: Timestamp
  ) -> Opening {
    model.open(request, newCompany: newCompany, newConversation: newConversation, now: now)
  }

  public func commit(_ commit: Commit) throws(StoreError) -> CommitOutcome {
    try model.commit(commit)
  }

  public func turns(of conversation: ConversationID, before: Int, limit: Int) -> [Turn] {
    model.turns(of: conversation, before: before, limit: limit)
  }

  public func turn(_ number: Int, of conversation: ConversationID) -> Turn? {
    model.turn(number, of: conversation)
  }

  public func talks(of company: CompanyID, limit: Int) -> [Talk] {
    model.talks(of: company, limit: limit)
  }

  public func companies(changedFrom versions: [CompanyID: Int]) -> [Company] {
    model.companies(changedFrom: versions)
  }

  public func holder(of conversation: ConversationID) -> TalkHolder? {
    model.holder(of: conversation)
  }

  public func invite(_ invitation: Invitation, by user: String) -> Bool {
    model.invite(invitation, by: user)
  }

  public func join(_ code: InvitationCode, as user: String, now: Timestamp) -> JoinOutcome {
    model.join(code, as: user, now: now)
  }

  public func bind(
    _ key: String, to conversation: ConversationID, by advisor: String, newcomer: String, now: Timestamp
  ) -> BindOutcome {
    model.bind(key, to: conversation, newcomer: newcomer, now: now)
  }

  public func person(of user: String) -> String {
    model.person(of: user)
  }

  public func announceDueSteps(on today: Day, limit: Int, now: Timestamp) -> Int {
    model.announceDueSteps(on: today, limit: limit, now: now)
  }

  public func events(after: Int64, subjects: [String], limit: Int) -> EventPage {
    model.events(after: after, subjects: subjects, limit: limit)
  }

  public func logIdentity() -> LogIdentity {
    model.logIdentity()
  }

  public func network() -> Network {
    model.network
  }

  public func act(
    _ request: Request, at now: Timestamp,
    _ act: @escaping @Sendable (inout Network) throws(CooperationProblem) -> Performed
  ) -> ActOutcome {
    model.act(request, at: now, act)
  }

  public func keep(_ request: DurableRequest, rules: DurableRules) -> KeepOutcome {
    model.keep(request, rules: rules)
  }

  public func durableRequest(_ id: DurableRequestID) -> DurableRequest? {
    model.durableRequest(id)
  }

  public func tell(_ news: [DurableNews], at now: Timestamp, rules: DurableRules) -> [DurableRequest] {
    model.tell(news, at: now, rules: rules)
  }

  public func agenda(at now: Timestamp, limit: Int) -> DurableAgenda {
    model.agenda(at: now, limit: limit)
  }

  public func durableRequests(waitingFor service: String, at now: Timestamp, limit: Int) -> [DurableRequest] {
    model.durableRequests(waitingFor: service, at: now, limit: limit)
  }

  public func durableSummaries() -> [DurableSummary] {
    model.durableSummaries()
  }
}
