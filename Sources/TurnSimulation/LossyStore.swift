import Companies
import Stores
import Titanic
import Vocabulary

/// The store's model with a disk that has only what was synced. Readers see no more than that, as with a write-ahead log whose
/// commits share a sync; writers go on from each other's commits.
struct LossyStore {
  private var written = StoreModel(log: "simulated")
  private var synced = StoreModel(log: "simulated")
  /// What is told when the sync is done, and to whom, in the order of the writes.
  private var replies: [(writer: Int, Reply)] = []
  /// Talks and whose they are, in the order in which they were begun.
  private var talks: [(id: ConversationID, owner: String)] = []

  /// What a write came to.
  enum Reply {
    case commit(CommitOutcome)
    case keep(KeepOutcome)
    case tell([DurableRequest])
  }

  var hasUnsynced: Bool { !replies.isEmpty }

  /// - Parameter id: makes the ids of a new company and talk, used by nobody else.
  func open(_ request: Request, id: Int, now: Timestamp) -> Opening {
    synced.open(
      request, newCompany: CompanyID(rawValue: "company-\(id)"),
      newConversation: ConversationID(rawValue: "talk-\(id)"),
      now: now)
  }

  /// - Parameter writer: who is told after the sync.
  mutating func commit(_ commit: Commit, by writer: Int) {
    guard let reply = try? written.commit(commit) else { return }
    if case .stored = reply, commit.talkVersion == 0 {
      talks.append((commit.conversation, commit.request.key.principal.user))
    }
    replies.append((writer, .commit(reply)))
  }

  mutating func keep(_ request: DurableRequest, rules: DurableRules, by writer: Int) {
    replies.append((writer, .keep(written.keep(request, rules: rules))))
  }

  /// - Returns: the requests that were changed, as they will be after the sync.
  @discardableResult
  mutating func tell(_ news: [DurableNews], at now: Timestamp, rules: DurableRules, by writer: Int) -> [DurableRequest]
  {
    let changed = written.tell(news, at: now, rules: rules)
    replies.append((writer, .tell(changed)))
    return changed
  }

  /// Brings all that is written to the disk. Who is told what then.
  @discardableResult
  mutating func sync() -> [(writer: Int, Reply)] {
    defer { replies = [] }
    synced = written
    return replies
  }

  /// The disk takes nothing: what was not synced is undone. Who is told so.
  mutating func failToSync() -> [Int] {
    defer { cutPower() }
    return replies.map(\.writer)
  }

  mutating func cutPower() {
    written = synced
    replies = []
    talks.removeAll { synced.holder(of: $0.id) == nil }
  }

  // MARK: What is on disk

  func durableRequest(_ id: DurableRequestID) -> DurableRequest? { synced.durableRequest(id) }
  func durableSummaries() -> [DurableSummary] { synced.durableSummaries() }
  func agenda(at now: Timestamp) -> DurableAgenda { synced.agenda(at: now, limit: 100) }

  func durableRequests(waitingFor service: String, at now: Timestamp, limit: Int) -> [DurableRequest] {
    synced.durableRequests(waitingFor: service, at: now, limit: limit)
  }

  func events(after: Int64, subjects: [String], limit: Int) -> EventPage {
    synced.events(after: after, subjects: subjects, limit: limit)
  }

  var lastEvent: Int64 { synced.logIdentity().last }

  /// Lets a person into the company of another, in a transaction of its own; false while that one has no company.
  mutating func join(_ user: String, companyOf host: String, code: InvitationCode, now: Timestamp) -> Bool {
    precondition(replies.isEmpty, "a transaction of its own syncs what is written before it")
    guard written.invite(Invitation(code, at: now), by: host), written.join(code, as: user, now: now) == .joined else {
      return false
    }
    synced = written
    return true
  }

  /// Whether an answer, which begins with its talk and turn, is on disk.
  func isSynced(_ answer: String) -> Bool {
    let words = answer.split(separator: " ", maxSplits: 2)
    guard words.count == 3, let number = Int(words[1]) else { return false }
    return synced.turn(number, of: ConversationID(rawValue: String(words[0])))?.answer == answer
  }

  /// What a person said, in all talks.
  func texts(of user: String) -> [String] {
    talks.filter { $0.owner == user }.flatMap { synced.turns(of: $0.id, before: .max, limit: .max).compactMap(\.text) }
  }

  /// Sentences on turns and events whose numbers do not follow each other.
  func gaps() -> [String] {
    let numbers = synced.events(after: 0, subjects: [], limit: .max).events.map { Int($0.number) }
    var found = numbers == Array(1..<numbers.count + 1) ? [] : ["the log of events has a gap"]
    for talk in talks {
      let turns = synced.turns(of: talk.id, before: .max, limit: .max).map(\.number)
      if turns != Array(1..<turns.count + 1) { found.append("the talk \(talk.id) has a gap: \(turns)") }
    }
    return found
  }
}
