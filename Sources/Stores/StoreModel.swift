import Companies
import Cooperation
import Titanic
import Vocabulary

/// The store as a plain value: what `CompanyStore` promises, with nothing between. `MemoryStore` runs it, and a
/// simulator can keep a copy as "what was synced" and go back to it.
public struct StoreModel: Sendable {
  private var companies: [CompanyID: Company] = [:]
  private var talks: [ConversationID: (talk: Talk, owner: String, turns: [Turn])] = [:]
  private var membership = MembershipModel()
  private var requests: [Key: RequestRecord] = [:]
  /// The last day of a step that was announced.
  private var announced: [CompanyID: [String: Day]] = [:]
  private var log: [Event] = []
  var network = Network()
  var networkRequests: [Key: ActRecord] = [:]
  var durable: [DurableRequestID: DurableRecord] = [:]
  private let identity: LogIdentity

  /// - Parameter log: the name of its log of events.
  public init(log: String) {
    identity = LogIdentity(log: log, epoch: 1, last: 0)
  }

  /// As `CompanyStore.open`.
  public func open(
    _ request: Request, newCompany: CompanyID, newConversation: ConversationID, now: Timestamp
  ) -> Opening {
    let person = person(of: request.key.person)
    if let verdict = verdict(on: request, of: person, now: now) { return verdict.opening }
    let own = membership.home(of: person)
    if let conversation = request.key.conversation {
      guard conversation.isValid else { return .unknownConversation }
      if let owner = talks[conversation]?.owner, Bytes(owner) != Bytes(person) { return .unknownConversation }
    }
    let stored = request.key.conversation.map { talks[$0]?.talk } ?? own.flatMap { latestTalk(of: person, in: $0) }
    let home = stored?.company ?? own ?? newCompany
    let talk =
      stored ?? Talk(id: request.key.conversation ?? newConversation, company: home, startedAt: now, lastAt: now)
    return .ready(
      CompanyContext(
        company: companies[home] ?? Company(id: home), talk: talk,
        membership: stored == nil ? [] : membership.changes(of: home, after: talk.lastAt)))
  }

  /// As `CompanyStore.commit`.
  public mutating func commit(_ commit: Commit) throws(StoreError) -> CommitOutcome {
    guard commit.conversation.isValid else { throw .failed(detail: "The id of the conversation is not valid.") }
    _ = try JSONText.encode(commit)
    let person = person(of: commit.request.key.person)
    if let verdict = verdict(on: commit.request, of: person, now: commit.at) { return verdict.outcome }
    let stored = talks[commit.conversation]
    let after = commit.talk(
      after: stored.map { ($0.talk, $0.owner) }, home: stored?.talk.company ?? membership.home(of: person),
      companyVersion: companies[commit.company]?.version ?? 0, person: person)
    guard let talk = after else { return .conflict }

    change(commit)
    if commit.talkVersion == 0 { membership.settle(person, in: commit.company) }
    let turn = Turn(
      conversation: talk.id, number: talk.turns, at: commit.at, text: commit.keptText, answer: commit.answer)
    talks[talk.id] = (talk, person, (talks[talk.id]?.turns ?? []) + [turn])
    requests[Key(commit.request.key)] = RequestRecord(
      asked: (commit.request.op, commit.request.hash), at: commit.at, talk: talk.id, turn: talk.turns)
    for event in commit.events { append(event, at: commit.at) }
    return .stored(lastEvent: Int64(log.count))
  }

  /// As `CompanyStore.turns`.
  public func turns(of conversation: ConversationID, before: Int, limit: Int) -> [Turn] {
    (talks[conversation]?.turns ?? []).filter { $0.number < before }.suffix(max(0, limit))
  }

  /// As `CompanyStore.turn`.
  public func turn(_ number: Int, of conversation: ConversationID) -> Turn? {
    talks[conversation]?.turns.first { $0.number == number }
  }

  /// As `CompanyStore.talks`.
  public func talks(of company: CompanyID, limit: Int) -> [Talk] {
    Array(
      talks.values.map(\.talk).filter { $0.company == company }.sorted(by: StoreModel.isLater).prefix(max(0, limit)))
  }

  /// As `CompanyStore.companies`.
  public func companies(changedFrom versions: [CompanyID: Int]) -> [Company] {
    versions.keys.sorted().compactMap { id in companies[id].flatMap { $0.version == versions[id] ? nil : $0 } }
  }

  /// As `CompanyStore.holder`.
  public func holder(of conversation: ConversationID) -> TalkHolder? {
    talks[conversation].map { stored in
      TalkHolder(
        person: stored.owner, company: stored.talk.company,
        advisorSees: companies[stored.talk.company]?.allows(.advisorSees) ?? false)
    }
  }

  /// As `CompanyStore.invite`.
  public mutating func invite(_ invitation: Invitation, by user: String) -> Bool {
    membership.invite(invitation, by: person(of: user))
  }

  /// As `CompanyStore.join`.
  public mutating func join(_ code: InvitationCode, as user: String, now: Timestamp) -> JoinOutcome {
    membership.join(code, as: user, now: now)
  }

  /// As `CompanyStore.bind`.
  public mutating func bind(
    _ key: String, to conversation: ConversationID, newcomer: String, now: Timestamp
  ) -> BindOutcome {
    guard let stored = talks[conversation] else { return .unknownConversation }
    let (person, before) = (stored.owner, person(of: key))
    if Bytes(before) == Bytes(person) { return .bound(lost: membership.keysLost(to: key)) }
    for id in talks.keys where talks[id].map({ Bytes($0.owner) == Bytes(before) }) ?? false {
      talks[id]?.owner = person
    }
    moveDurable(from: before, to: person)
    return .bound(lost: membership.bind(key, to: person, of: stored.talk.company, newcomer: newcomer, now: now))
  }

  /// As `CompanyStore.person`.
  public func person(of user: String) -> String { membership.person(of: user) }

  /// As `CompanyStore.announceDueSteps`.
  public mutating func announceDueSteps(on today: Day, limit: Int, now: Timestamp) -> Int {
    let due = companies.values.flatMap { company in
      company.steps.filter { $0.isToAnnounce(on: today, announced: announced[company.id]?[$0.id]) }.compactMap { step in
        step.until.map { DueStep(company: company.id, step: step.id, day: $0) }
      }
    }
    .sorted { ($0.day, $0.company, $0.step) < ($1.day, $1.company, $1.step) }.prefix(max(0, limit))
    for step in due {
      announced[step.company, default: [:]][step.step] = step.day
      if let talk = talks(of: step.company, limit: 1).first { append(step.event(in: talk.id), at: now) }
    }
    return due.count
  }

  /// As `CompanyStore.events`.
  public func events(after: Int64, subjects: [String], limit: Int) -> EventPage {
    let wanted = Set(subjects)
    let events = log.lazy.filter {
      $0.number > after && (wanted.isEmpty || wanted.contains($0.event.subject))
    }.prefix(max(0, limit))
    return EventPage(Array(events), after: after, limit: limit, last: Int64(log.count))
  }

  /// As `CompanyStore.logIdentity`.
  public func logIdentity() -> LogIdentity {
    LogIdentity(log: identity.log, epoch: identity.epoch, last: Int64(log.count))
  }

  mutating func append(_ event: NewEvent, at: Timestamp) {
    let number = Int64(log.count) + 1
    log.append(Event(number: number, id: identity.eventID(number), at: at, event: event))
  }

  private func verdict(on request: Request, of person: String, now: Timestamp) -> RequestRecord.Verdict? {
    requests[Key(request.key)].map { record in
      let isOwn = talks[record.talk].map { Bytes($0.owner) == Bytes(person) } ?? false
      return record.verdict(
        for: request, answer: isOwn ? turn(record.turn, of: record.talk)?.answer : nil, now: now)
    }
  }

  private func latestTalk(of person: String, in company: CompanyID) -> Talk? {
    talks.values.filter { Bytes($0.owner) == Bytes(person) && $0.talk.company == company }.map(\.talk)
      .min(by: StoreModel.isLater)
  }

  private static func isLater(_ left: Talk, _ right: Talk) -> Bool {
    (left.lastAt, left.id) > (right.lastAt, right.id)
  }

  private mutating func change(_ commit: Commit) {
    guard commit.changesCompany else { return }
    var company = companies[commit.company] ?? Company(id: commit.company)
    company.apply(commit)
    companies[company.id] = company
    if commit.forgets { forgetTalks(of: company.id) }
  }

  private mutating func forgetTalks(of company: CompanyID) {
    membership.forgetInvitations(of: company)
    announced[company] = nil
    durable = durable.filter { membership.home(of: $0.value.person) != company }
    for id in talks.keys where talks[id]?.talk.company == company {
      talks[id]?.talk.memory = TalkMemory()
      talks[id]?.turns.forget()
    }
    for key in requests.keys where requests[key].flatMap({ talks[$0.talk] })?.talk.company == company {
      requests[key]?.asked = nil
    }
  }

  /// The key of a request as it is compared; the role is no part of it, as in `RequestKey.person`.
  struct Key: Hashable {
    let parts: [Bytes]

    init(_ key: RequestKey) {
      parts = [key.principal.user, key.onBehalfOf ?? "", key.conversation?.rawValue ?? "", key.id].map(Bytes.init)
    }
  }
}

extension [Turn] {
  fileprivate mutating func forget() {
    for index in indices {
      self[index].text = nil
      self[index].answer = nil
    }
  }
}
