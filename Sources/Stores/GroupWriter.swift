import Companies
import Dispatch
import GRDB
import Synchronization
import Vocabulary

/// Writes commits to disk. While one group is being synced, the commits that come in wait and are the next group:
/// many turns share one sync. Each is answered after the transaction of its group has returned.
final class GroupWriter: Sendable {
  /// The most commits in one transaction: a sync is well paid by then, and other processes get their turn.
  private static let groupSizeMax = 256

  private typealias Answer = Result<CommitOutcome, StoreError>

  private struct Waiting {
    let commit: Commit
    let continuation: CheckedContinuation<Answer, Never>
  }

  private struct Line {
    var waiting: [Waiting] = []
    var isWriting = false
    /// When to try again to take forgotten text out of the files (uptime, nanoseconds); `nil`: nothing is left there.
    var eraseAgainAt: UInt64?
  }

  /// How long to leave erasing alone after it failed, in nanoseconds: it may wait for the busy timeout each time.
  private static let erasePause: UInt64 = 60_000_000_000

  private let pool: DatabasePool
  private let directory: StoreDirectory
  private let line = Mutex(Line())

  init(pool: DatabasePool, directory: StoreDirectory) {
    self.pool = pool
    self.directory = directory
  }

  func commit(_ commit: Commit) async throws(StoreError) -> CommitOutcome {
    let answer = await withCheckedContinuation { continuation in
      let starts = line.withLock { line in
        line.waiting.append(Waiting(commit: commit, continuation: continuation))
        defer { line.isWriting = true }
        return !line.isWriting
      }
      if starts { pool.asyncWriteWithoutTransaction { [self] db in writeAll(db) } }
    }
    return try answer.get()
  }

  /// Writes groups until nobody waits.
  private func writeAll(_ db: Database) {
    while let group = nextGroup() {
      let answers = write(group.map(\.commit), db)
      for (waiting, answer) in zip(group, answers) { waiting.continuation.resume(returning: answer) }
    }
  }

  private func nextGroup() -> [Waiting]? {
    line.withLock { line in
      guard !line.waiting.isEmpty else {
        line.isWriting = false
        return nil
      }
      let group = Array(line.waiting.prefix(GroupWriter.groupSizeMax))
      line.waiting.removeFirst(group.count)
      return group
    }
  }

  private func write(_ commits: [Commit], _ db: Database) -> [Answer] {
    do {
      let answers = try GroupTransaction.run(commits, db)
      if commits.contains(where: \.forgets) || isErasingDue { eraseForGood(db) }
      return answers
    } catch {
      let error = StoreError(error, in: directory)
      // One commit that is too large for the disk must not fail the others; a store that is busy is busy for all.
      guard commits.count > 1, error != .busy else { return commits.map { _ in .failure(error) } }
      return commits.flatMap { write([$0], db) }
    }
  }

  private var isErasingDue: Bool {
    line.withLock { line in line.eraseAgainAt.map { $0 <= DispatchTime.now().uptimeNanoseconds } ?? false }
  }

  /// Takes forgotten text out of the files. The turn that forgets is on disk before; when this fails (a reader is
  /// in the way, the disk is full) it is tried again with a later commit, and when the store is opened next.
  private func eraseForGood(_ db: Database) {
    let isDone = (try? Eraser.run(db)) != nil
    let later = DispatchTime.now().uptimeNanoseconds + GroupWriter.erasePause
    line.withLock { $0.eraseAgainAt = isDone ? nil : later }
  }
}

/// One transaction for a group of commits.
private enum GroupTransaction {
  static func run(_ commits: [Commit], _ db: Database) throws -> [Result<CommitOutcome, StoreError>] {
    var answers: [Result<CommitOutcome, StoreError>] = []
    try db.inTransaction(.immediate) {
      var numbering = EventNumbering(last: try db.logIdentity().last)
      for commit in commits { answers.append(try store(commit, db, &numbering)) }
      if let now = commits.map(\.at).max() {
        try db.purgeRequests(
          before: RequestRecord.oldestKept(now: now), limit: RequestRecord.purgedAtOnce)
      }
      try numbering.write(db)
      return .commit
    }
    return answers
  }

  /// In a savepoint, so that a commit that can't be stored takes none of the others with it. An error of the disk or
  /// the file ends the whole transaction.
  private static func store(
    _ commit: Commit, _ db: Database, _ numbering: inout EventNumbering
  ) throws -> Result<CommitOutcome, StoreError> {
    var outcome: CommitOutcome?
    do {
      try db.inSavepoint {
        outcome = try db.store(commit)
        return .commit
      }
    } catch let error as StoreError {
      return .failure(error)
    }
    if let outcome { return .success(outcome) }
    return .success(.stored(lastEvent: numbering.add(commit.events, at: commit.at)))
  }
}

/// Gives the events of a group their numbers, and writes them as the last thing of its transaction.
struct EventNumbering {
  private(set) var last: Int64
  private var events: [(event: NewEvent, number: Int64, at: Timestamp)] = []

  init(last: Int64) {
    self.last = last
  }

  /// The number of the last of them, or of the last event before when there are none.
  mutating func add(_ new: [NewEvent], at: Timestamp) -> Int64 {
    for event in new {
      last += 1
      events.append((event, last, at))
    }
    return last
  }

  func write(_ db: Database) throws {
    guard !events.isEmpty else { return }
    for (event, number, at) in events { try db.insert(event, number: number, at: at) }
    try db.setLastEvent(last)
  }
}
