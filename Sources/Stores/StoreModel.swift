import Companies
import Vocabulary

/// The store as a plain value: what `CompanyStore` promises, with nothing between. `MemoryStore` runs it, and a
/// simulator can keep a copy as "what was synced" and go back to it.
public struct StoreModel: Sendable {
  private var companies: [CompanyID: Company] = [:]
  private var talks: [ConversationID: (talk: Talk, owner: String, turns: [Turn])] = [:]
  private var homes: [Bytes: CompanyID] = [:]
  private var requests: [Key: RequestRecord] = [:]
  private var log: [Event] = []
  private let identity: LogIdentity

  /// - Parameter log: the name of its log of events.
  public init(log: String) {
    identity = LogIdentity(log: log, epoch: 1, last: 0)
  }

  /// As `CompanyStore.open`.
  public func open(
    _ request: Request, newCompany: CompanyID, newConversation: ConversationID, now: Timestamp
  ) -> Opening {
    if let verdict = verdict(on: request, now: now) { return verdict.opening }
    let person = request.key.person
    if let conversation = request.key.conversation {
      guard conversation.isValid else { return .unknownConversation }
      if let owner = talks[conversation]?.owner, Bytes(owner) != Bytes(person) { return .unknownConversation }
    }
    let stored = request.key.conversation.map { talks[$0]?.talk } ?? latestTalk(of: person)
    let home = stored?.company ?? homes[Bytes(person)] ?? newCompany
    let talk =
      stored ?? Talk(id: request.key.conversation ?? newConversation, company: home, startedAt: now, lastAt: now)
    return .ready(CompanyContext(company: companies[home] ?? Company(id: home), talk: talk))
  }

  /// As `CompanyStore.commit`.
  public mutating func commit(_ commit: Commit) throws(StoreError) -> CommitOutcome {
    guard commit.conversation.isValid else { throw .failed(detail: "The id of the conversation is not valid.") }
    _ = try JSONText.encode(commit)
    if let verdict = verdict(on: commit.request, now: commit.at) { return verdict.outcome }
    let person = commit.request.key.person
    let stored = talks[commit.conversation]
    let after = commit.talk(
      after: stored.map { ($0.talk, $0.owner) }, home: stored?.talk.company ?? homes[Bytes(person)],
      companyVersion: companies[commit.company]?.version ?? 0, person: person)
    guard let talk = after else { return .conflict }

    change(commit)
    if commit.talkVersion == 0 { homes[Bytes(person)] = commit.company }
    let turn = Turn(
      conversation: talk.id, number: talk.turns, at: commit.at, text: commit.keptText, answer: commit.answer)
    talks[talk.id] = (talk, person, (talks[talk.id]?.turns ?? []) + [turn])
    requests[Key(commit.request.key)] = RequestRecord(
      asked: (commit.request.op, commit.request.hash), at: commit.at, talk: talk.id, turn: talk.turns)
    for event in commit.events {
      let number = Int64(log.count) + 1
      log.append(Event(number: number, id: identity.eventID(number), at: commit.at, event: event))
    }
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

  /// As `CompanyStore.holder`.
  public func holder(of conversation: ConversationID) -> TalkHolder? {
    talks[conversation].map { stored in
      TalkHolder(
        person: stored.owner, company: stored.talk.company,
        advisorSees: companies[stored.talk.company]?.allows(.advisorSees) ?? false)
    }
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

  private func verdict(on request: Request, now: Timestamp) -> RequestRecord.Verdict? {
    requests[Key(request.key)].map { record in
      record.verdict(for: request, answer: turn(record.turn, of: record.talk)?.answer, now: now)
    }
  }

  private func latestTalk(of person: String) -> Talk? {
    talks.values.filter { Bytes($0.owner) == Bytes(person) }.map(\.talk).min(by: StoreModel.isLater)
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
    for id in talks.keys where talks[id]?.talk.company == company {
      talks[id]?.talk.memory = TalkMemory()
      talks[id]?.turns.forget()
    }
    for key in requests.keys where requests[key].flatMap({ talks[$0.talk] })?.talk.company == company {
      requests[key]?.asked = nil
    }
  }

  /// A string that equals only itself: Swift's own comparison takes two spellings of `é` for one.
  private struct Bytes: Hashable {
    let bytes: [UInt8]
    init(_ text: String) { bytes = Array(text.utf8) }
  }

  /// The key of a request as it is compared; the role is no part of it, as in `RequestKey.person`.
  private struct Key: Hashable {
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
