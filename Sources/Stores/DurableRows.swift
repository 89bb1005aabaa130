import Companies
import Foundation
import GRDB
import Titanic
import Vocabulary

/// Durable requests in the table `durable_request`.
extension Database {
  func keep(_ request: DurableRequest, rules: DurableRules) throws -> KeepOutcome {
    let owners = try share(of: "WHERE user = ?", [request.owner.user.blob])
    if let refusal = rules.refusal(of: request.bytes, owners: owners, all: try share(of: "", [])) { return refusal }
    let sql = """
      INSERT INTO durable_request
        (id, role, user, person, service, kept_at, state, expires, due, tries, losses, bytes, body, answer)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    try run(
      sql,
      [
        request.id.rawValue, request.owner.role.rawValue, request.owner.user.blob,
        try person(of: request.person).blob, request.service.blob, request.keptAt.milliseconds, request.state.rawValue,
        request.expires.milliseconds, request.due.milliseconds, request.tries, request.losses, request.bytes,
        Frames.data(request.body), request.answer.map(Frames.data),
      ])
    return .kept
  }

  func durableRequest(_ id: DurableRequestID) throws -> DurableRequest? {
    try row("SELECT \(Self.durableColumns) FROM durable_request WHERE id = ?", [id.rawValue], Self.durableRequest)
  }

  func tell(_ news: [DurableNews], at now: Timestamp, rules: DurableRules) throws -> [DurableRequest] {
    try news.compactMap { news in
      guard var request = try durableRequest(news.id), request.received(news.event, at: now, rules: rules) else {
        return nil
      }
      try store(request)
      return request
    }
  }

  func agenda(at now: Timestamp, limit: Int) throws -> DurableAgenda {
    let services = try rows(
      """
      SELECT DISTINCT service FROM durable_request WHERE state = 'waiting' AND due <= ?1 AND expires > ?1
      ORDER BY service LIMIT ?2
      """, [now.milliseconds, limit]
    ) { $0.words(0) }
    let overdue = try rows(
      """
      SELECT id FROM durable_request
      WHERE state = 'waiting' AND expires <= ?1 OR state <> 'waiting' AND due <= ?1 ORDER BY id LIMIT ?2
      """, [now.milliseconds, limit]
    ) { DurableRequestID(rawValue: $0[0]) }
    return DurableAgenda(services: services, overdue: overdue)
  }

  func durableRequests(waitingFor service: String, at now: Timestamp, limit: Int) throws -> [DurableRequest] {
    try rows(
      """
      WITH sent AS (
        SELECT user AS owner, count(*) AS busy FROM durable_request WHERE state = 'sent' AND service = ?1 GROUP BY user
      ), waiting AS (
        SELECT id AS waits, row_number() OVER (PARTITION BY user ORDER BY due, id) AS place FROM durable_request
        WHERE state = 'waiting' AND service = ?1 AND due <= ?2 AND expires > ?2
      )
      SELECT \(Self.durableColumns) FROM waiting JOIN durable_request ON id = waits LEFT JOIN sent ON owner = user
      ORDER BY place + coalesce(busy, 0), due, id LIMIT ?3
      """, [service.blob, now.milliseconds, limit], Self.durableRequest)
  }

  func durableSummaries() throws -> [DurableSummary] {
    try rows(
      """
      SELECT id, role, user, service, state, kept_at, tries, losses, bytes FROM durable_request ORDER BY kept_at, id
      """, []
    ) { row in
      DurableSummary(
        id: DurableRequestID(rawValue: row[0]), owner: Principal(role: try row.raw(1), user: row.words(2)),
        service: row.words(3), state: try row.raw(4), keptAt: Timestamp(milliseconds: row[5]), tries: row[6],
        losses: row[7], bytes: row[8])
    }
  }

  private func store(_ request: DurableRequest) throws {
    if request.state == .closed {
      try run("DELETE FROM durable_request WHERE id = ?", [request.id.rawValue])
      return
    }
    try run(
      """
      UPDATE durable_request SET state = ?, expires = ?, due = ?, tries = ?, losses = ?, bytes = ?, answer = ?
      WHERE id = ?
      """,
      [
        request.state.rawValue, request.expires.milliseconds, request.due.milliseconds, request.tries, request.losses,
        request.bytes, request.answer.map(Frames.data), request.id.rawValue,
      ])
  }

  private func share(of owner: String, _ arguments: StatementArguments) throws -> DurableRules.Share {
    try row("SELECT count(*), coalesce(sum(bytes), 0) FROM durable_request \(owner)", arguments) { row in
      DurableRules.Share(count: row[0], bytes: row[1])
    } ?? DurableRules.Share()
  }

  private static let durableColumns =
    "id, role, user, person, service, kept_at, state, expires, due, tries, losses, body, answer"

  private static func durableRequest(_ row: Row) throws -> DurableRequest {
    guard let body = Frames.frames(row[11]) else { throw UnreadableRow() }
    let answer = try (row[12] as Data?).map { data in
      guard let frames = Frames.frames(data) else { throw UnreadableRow() }
      return frames
    }
    return DurableRequest(
      id: DurableRequestID(rawValue: row[0]), owner: Principal(role: try row.raw(1), user: row.words(2)),
      person: row.words(3), service: row.words(4), body: body, keptAt: Timestamp(milliseconds: row[5]),
      state: try row.raw(6), expires: Timestamp(milliseconds: row[7]), due: Timestamp(milliseconds: row[8]),
      tries: row[9], losses: row[10], answer: answer)
  }
}

/// Frames of a message in one column: before each its length, in four bytes, big endian.
private enum Frames {
  static func data(_ frames: [[UInt8]]) -> Data {
    var data = Data()
    for frame in frames {
      let length = UInt32(frame.count)
      for shift in [24, 16, 8, 0] { data.append(UInt8(truncatingIfNeeded: length >> shift)) }
      data.append(contentsOf: frame)
    }
    return data
  }

  /// nil when these are no frames.
  static func frames(_ data: Data) -> [[UInt8]]? {
    var rest = Array(data)[...]
    var frames: [[UInt8]] = []
    while !rest.isEmpty {
      guard rest.count >= 4 else { return nil }
      let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
      rest = rest.dropFirst(4)
      guard rest.count >= length else { return nil }
      frames.append(Array(rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    return frames
  }
}

extension SQLiteStore: DurableRequestStore {
  public func keep(_ request: DurableRequest, rules: DurableRules) async throws(StoreError) -> KeepOutcome {
    try await change { try $0.keep(request, rules: rules) }
  }

  public func durableRequest(_ id: DurableRequestID) async throws(StoreError) -> DurableRequest? {
    try read { try $0.durableRequest(id) }
  }

  public func tell(
    _ news: [DurableNews], at now: Timestamp, rules: DurableRules
  ) async throws(StoreError) -> [DurableRequest] {
    if news.isEmpty { return [] }
    return try await change { try $0.tell(news, at: now, rules: rules) }
  }

  public func agenda(at now: Timestamp, limit: Int) async throws(StoreError) -> DurableAgenda {
    try read { try $0.agenda(at: now, limit: limit) }
  }

  public func durableRequests(
    waitingFor service: String, at now: Timestamp, limit: Int
  ) async throws(StoreError) -> [DurableRequest] {
    try read { try $0.durableRequests(waitingFor: service, at: now, limit: limit) }
  }

  public func durableSummaries() async throws(StoreError) -> [DurableSummary] {
    try read { try $0.durableSummaries() }
  }
}
