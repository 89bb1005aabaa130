import Vocabulary

/// Where companies, talks and events are kept. Every implementation passes the same contract suite.
///
/// *Kept* means: when `commit` has returned `stored`, the turn survives the death of any process and of the machine.
public protocol CompanyStore: Sendable {
  /// What is known when a request comes in. Stores nothing: a newcomer's company and talk get the ids given here.
  ///
  /// Without a conversation in the key it is the latest talk of the principal. A conversation that nobody has is a new talk.
  func open(_ request: Request, newCompany: CompanyID, newConversation: ConversationID, now: Timestamp)
    async throws(StoreError)
    -> Opening

  /// Stores a turn once. Looks up the request first, the versions second.
  func commit(_ commit: Commit) async throws(StoreError) -> CommitOutcome

  /// Turns of a talk with numbers below `before`, at most `limit`, the oldest first.
  func turns(of conversation: ConversationID, before: Int, limit: Int) async throws(StoreError) -> [Turn]

  /// The turns of these numbers that exist, in the order of their numbers.
  func turn(_ number: Int, of conversation: ConversationID) async throws(StoreError) -> Turn?

  /// The talks of a company, the latest first.
  func talks(of company: CompanyID, limit: Int) async throws(StoreError) -> [Talk]

  /// Those of these companies whose stored version is another than the one given. What is not stored is left out.
  func companies(changedFrom versions: [CompanyID: Int]) async throws(StoreError) -> [Company]

  /// Whose a talk is, and whether advisors may see it; `nil` when there is no such talk.
  func holder(of conversation: ConversationID) async throws(StoreError) -> TalkHolder?

  /// Opens a door into the company of this user; false when the user has no company yet.
  func invite(_ invitation: Invitation, by user: String) async throws(StoreError) -> Bool

  /// Lets a user into the company of an invitation, once. The same user may repeat it.
  ///
  /// From then on the user's new talks are the company's; those from before stay where they are.
  func join(_ code: InvitationCode, as user: String, now: Timestamp) async throws(StoreError) -> JoinOutcome

  /// Gives the talks of the person whose talk this is to a new key. The keys that were this person's become a newcomer's
  /// with the id `newcomer`; what the new key had itself is the person's too. It may be repeated.
  func bind(
    _ key: String, to conversation: ConversationID, by advisor: String, newcomer: String, now: Timestamp
  ) async throws(StoreError) -> BindOutcome

  /// The person whose key this is: the user id itself, unless the key was bound.
  func person(of user: String) async throws(StoreError) -> String

  /// Adds an event (`DueStep`) for each step whose day has come by `today` and was not announced yet, the oldest days
  /// first, at most `limit` of them. However many call it, each is announced once.
  /// - Returns: how many were announced; when fewer than `limit`, none is left.
  func announceDueSteps(on today: Day, limit: Int, now: Timestamp) async throws(StoreError) -> Int

  /// Events with numbers above `after`, at most `limit`, for these subjects (empty = all), the oldest first.
  func events(after: Int64, subjects: [String], limit: Int) async throws(StoreError) -> EventPage

  /// Names this log; it changes when the data is restored from a backup, so that readers load their state anew.
  func logIdentity() async throws(StoreError) -> LogIdentity
}

/// Which log of events, and which life of it.
public struct LogIdentity: Sendable, Hashable, Codable {
  public var log: String
  public var epoch: Int64
  /// The number of the last event; 0 = none yet.
  public var last: Int64

  public init(log: String, epoch: Int64, last: Int64) {
    self.log = log
    self.epoch = epoch
    self.last = last
  }
}

/// Why the store could not do it. The sentences say what to do.
public enum StoreError: Error, Sendable, Hashable {
  /// Another process holds it for longer than the busy timeout.
  case busy
  case full(directory: String)
  case readOnly(directory: String)
  /// The file is no store, or is damaged; it is left as it is.
  case corrupt(file: String, detail: String)
  /// Written by a newer release.
  case tooNew(file: String)
  case networkFileSystem(directory: String)
  case failed(detail: String)
}
