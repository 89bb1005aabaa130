import Companies
import Cooperation
import Foundation
import GRDB
import Synchronization
import Vocabulary

/// The network in memory as it was when it was last read, so that only what others changed since has to be read.
final class KeptNetwork: Sendable {
  private let state = Mutex((network: Network(), revision: Int64(0)))

  /// The newest network, brought up to date from its rows.
  func current(_ db: Database) throws -> (network: Network, revision: Int64) {
    let kept = state.withLock { $0 }
    guard let stored = try db.networkRevision(), stored.revision != kept.revision else { return kept }
    var next = kept
    next.network.replace(try db.networkRecords(after: kept.revision), lastAct: stored.lastAct)
    next.revision = stored.revision
    keep(next.network, next.revision)
    return next
  }

  /// An older one never takes the place of a newer.
  func keep(_ network: Network, _ revision: Int64) {
    state.withLock { if revision > $0.revision { $0 = (network, revision) } }
  }
}

/// The network in the tables `network`, `network_record` and `network_request`.
extension Database {
  func networkRevision() throws -> (revision: Int64, lastAct: Timestamp?)? {
    try row("SELECT revision, last_act FROM network", []) { row in
      (row[0], (row[1] as Int64?).map(Timestamp.init(milliseconds:)))
    }
  }

  /// The records that were written after a revision; `nil` for one that is forgotten.
  func networkRecords(after revision: Int64) throws -> [(id: RecordID, record: Cooperation.Record?)] {
    try rows("SELECT id, data FROM network_record WHERE revision > ?", [revision]) { row in
      let id = try JSONText.decode(RecordID.self, from: row[0])
      return (id, try row.wordsIfAny(1).map { try JSONText.decode(Cooperation.Record.self, from: $0) })
    }
  }

  func write(_ changed: [RecordID], of network: Network, revision: Int64) throws {
    for id in changed {
      let data = try network.record(id).map { try JSONText.encode($0).blob }
      try run(
        "INSERT OR REPLACE INTO network_record (id, revision, data) VALUES (?, ?, ?)",
        [try JSONText.encode(id), revision, data])
    }
    try run("UPDATE network SET revision = ?, last_act = ?", [revision, network.lastAct?.milliseconds])
  }

  /// What came of a request before; `nil` when it is new.
  func networkVerdict(on request: Request, now: Timestamp) throws -> ActOutcome? {
    let sql = """
      SELECT op, hash, at, deed FROM network_request WHERE user = ? AND on_behalf_of = ? AND conversation = ? AND id = ?
      """
    return try row(sql, request.key.columns) { row in
      let at = Timestamp(milliseconds: row[2])
      guard !row.hasNull(atIndex: 1), at.milliseconds >= RequestRecord.oldestKept(now: now) else { return .gone }
      guard (row.words(0), row.words(1)) == (request.op, request.hash) else { return .idUsedOtherwise }
      return .done(try JSONText.decode(NetworkDeed.self, from: row[3]))
    }
  }

  func insert(_ request: Request, at: Timestamp, of company: CompanyID?, deed: NetworkDeed) throws {
    let sql = """
      INSERT INTO network_request (user, on_behalf_of, conversation, id, company, op, hash, at, deed)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    let rest: StatementArguments = [
      company?.rawValue, request.op.blob, request.hash.blob, at.milliseconds, try JSONText.encode(deed),
    ]
    try run(sql, request.key.columns + rest)
    try run(
      """
      UPDATE network_request SET op = NULL, hash = NULL WHERE (user, on_behalf_of, conversation, id) IN (
        SELECT user, on_behalf_of, conversation, id FROM network_request WHERE hash IS NOT NULL AND at < ?
        ORDER BY at LIMIT ?)
      """, [RequestRecord.oldestKept(now: at), RequestRecord.purgedAtOnce])
  }

  /// What a company's people asked of the network can no longer be told; the keys stay.
  func forgetNetworkRequests(of company: CompanyID) throws {
    try run(
      "UPDATE network_request SET op = NULL, hash = NULL WHERE company = ? AND hash IS NOT NULL", [company.rawValue])
  }

  /// Where the notices for a company go.
  func latestTalk(of company: CompanyID) throws -> ConversationID? {
    try row("SELECT id FROM talk WHERE company = ? ORDER BY last_at DESC, id DESC LIMIT 1", [company.rawValue]) {
      ConversationID(rawValue: $0[0])
    }
  }
}

extension SQLiteStore: CooperationStore {
  public func network() async throws(StoreError) -> Network {
    try read { try kept.current($0).network }
  }

  public func act(
    _ request: Request, at now: Timestamp,
    _ act: @escaping @Sendable (inout Network) throws(CooperationProblem) -> Performed
  ) async throws(StoreError) -> ActOutcome {
    let result: Result<ActOutcome, any Error> = await withCheckedContinuation { continuation in
      pool.asyncWriteWithoutTransaction { [kept] db in
        continuation.resume(returning: Result { try db.perform(request, at: now, kept, act) })
      }
    }
    do { return try result.get() } catch { throw StoreError(error, in: directory) }
  }
}

extension Database {
  /// One act in one transaction.
  fileprivate func perform(
    _ request: Request, at now: Timestamp, _ kept: KeptNetwork,
    _ act: (inout Network) throws(CooperationProblem) -> Performed
  ) throws -> ActOutcome {
    var outcome: ActOutcome?
    var written: (network: Network, revision: Int64)?
    try inTransaction(.immediate) {
      if let verdict = try networkVerdict(on: request, now: now) {
        outcome = verdict
        return .rollback
      }
      var (network, revision) = try kept.current(self)
      let performed: Performed
      do throws(CooperationProblem) {
        performed = try act(&network)
      } catch {
        outcome = .refused(error)
        return .rollback
      }
      revision += 1
      try write(performed.outcome.changed, of: network, revision: revision)
      if performed.erases, let company = performed.company { try forgetNetworkRequests(of: company) }
      try insert(request, at: now, of: performed.company, deed: performed.deed)
      var numbering = EventNumbering(last: try logIdentity().last)
      _ = numbering.add(try events(of: performed.outcome), at: now)
      try numbering.write(self)
      outcome = .done(performed.deed)
      written = (network, revision)
      return .commit
    }
    if let written { kept.keep(written.network, written.revision) }
    guard let outcome else { throw UnreadableRow() }
    return outcome
  }

  private func events(of outcome: Outcome) throws -> [NewEvent] {
    try outcome.effects.compactMap { effect in
      var talk: ConversationID?
      if case .company(let company) = effect.to { talk = try latestTalk(of: company) }
      return effect.event(in: talk)
    }
  }
}
