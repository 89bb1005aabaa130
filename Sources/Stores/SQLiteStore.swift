import Companies
import GRDB
import Vocabulary

/// Companies, talks and events in one SQLite file, `rinnalla.sqlite`, in a directory of its own.
///
/// Several stores, in one process or in several, may use one directory at once: keys, versions and event numbers are
/// decided inside the transaction. What was answered is on disk: the writer syncs at every commit.
public final class SQLiteStore: CompanyStore {
  let pool: DatabasePool
  let directory: StoreDirectory
  let kept = KeptNetwork()
  private let writer: GroupWriter

  private init(pool: DatabasePool, directory: StoreDirectory) {
    self.pool = pool
    self.directory = directory
    writer = GroupWriter(pool: pool, directory: directory)
  }

  /// Opens the store in a directory, and makes both when they are missing (the directory with mode 0700).
  ///
  /// A store of an older release is brought up to date first; that waits until no other process uses the directory.
  /// - Parameter busyTimeout: how many seconds to wait for other processes, before `StoreError.busy`.
  public static func open(directory path: String, busyTimeout: Double = 5) throws(StoreError) -> SQLiteStore {
    let directory = try StoreDirectory(path: path)
    guard directory.isFileWritable else { throw .readOnly(directory: path) }
    let pool = try openPool(in: directory, busyTimeout: busyTimeout)
    do {
      try pool.writeWithoutTransaction(makeSafe)
      return SQLiteStore(pool: pool, directory: directory)
    } catch {
      throw StoreError(error, in: directory)
    }
  }

  /// Ends the store: what is being written is finished, and the write-ahead log is brought into the file when nobody
  /// else uses it. Calls that come later fail.
  public func close() throws(StoreError) {
    do {
      // What can't be brought in now stays in the log, where the next open finds it.
      try? pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
      try pool.close()
    } catch {
      throw StoreError(error, in: directory)
    }
  }

  public func open(
    _ request: Request, newCompany: CompanyID, newConversation: ConversationID, now: Timestamp
  ) async throws(StoreError) -> Opening {
    try read {
      try $0.opening(request, newCompany: newCompany, newConversation: newConversation, now: now)
    }
  }

  public func commit(_ commit: Commit) async throws(StoreError) -> CommitOutcome {
    guard commit.conversation.isValid else { throw .failed(detail: "The id of the conversation is not valid.") }
    return try await writer.commit(commit)
  }

  public func turns(of conversation: ConversationID, before: Int, limit: Int) async throws(StoreError) -> [Turn] {
    try read { try $0.turns(of: conversation, before: before, limit: limit) }
  }

  public func turn(_ number: Int, of conversation: ConversationID) async throws(StoreError) -> Turn? {
    try read { try $0.turn(number, of: conversation) }
  }

  public func talks(of company: CompanyID, limit: Int) async throws(StoreError) -> [Talk] {
    try read { try $0.talks(of: company, limit: limit) }
  }

  public func companies(changedFrom versions: [CompanyID: Int]) async throws(StoreError) -> [Company] {
    try read { try $0.companies(changedFrom: versions) }
  }

  public func holder(of conversation: ConversationID) async throws(StoreError) -> TalkHolder? {
    try read { try $0.holder(of: conversation) }
  }

  public func invite(_ invitation: Invitation, by user: String) async throws(StoreError) -> Bool {
    try await change { try $0.invite(invitation, by: user) }
  }

  public func join(_ code: InvitationCode, as user: String, now: Timestamp) async throws(StoreError) -> JoinOutcome {
    try await change { try $0.join(code, as: user, now: now) }
  }

  public func bind(
    _ key: String, to conversation: ConversationID, by advisor: String, newcomer: String, now: Timestamp
  ) async throws(StoreError) -> BindOutcome {
    try await change { try $0.bind(key, to: conversation, by: advisor, newcomer: newcomer, now: now) }
  }

  public func person(of user: String) async throws(StoreError) -> String {
    try read { try $0.person(of: user) }
  }

  public func announceDueSteps(on today: Day, limit: Int, now: Timestamp) async throws(StoreError) -> Int {
    try await change { try $0.announceDueSteps(on: today, limit: limit, now: now) }
  }

  public func events(after: Int64, subjects: [String], limit: Int) async throws(StoreError) -> EventPage {
    try read { try $0.events(after: after, subjects: subjects, limit: limit) }
  }

  public func logIdentity() async throws(StoreError) -> LogIdentity {
    try read { try $0.logIdentity() }
  }

  /// In a transaction of its own, on disk when it returns. What counts versions goes through `writer`.
  func change<T: Sendable>(_ value: @escaping @Sendable (Database) throws -> T) async throws(StoreError) -> T {
    do { return try await pool.write(value) } catch { throw StoreError(error, in: directory) }
  }

  /// On the caller's thread: readers wait for nobody, and what they look up takes less time than a change of threads.
  func read<T>(_ value: (Database) throws -> T) throws(StoreError) -> T {
    do { return try pool.read(value) } catch { throw StoreError(error, in: directory) }
  }
}
