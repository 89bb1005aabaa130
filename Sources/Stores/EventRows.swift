import Companies
import GRDB
import Vocabulary

/// The log of events, in the tables `log` and `event`.
extension Database {
  func logIdentity() throws -> LogIdentity {
    let identity = try row("SELECT name, epoch, last_event FROM log", []) { row in
      LogIdentity(log: row[0], epoch: row[1], last: row[2])
    }
    guard let identity else { throw UnreadableRow() }
    return identity
  }

  func insert(_ event: NewEvent, number: Int64, at: Timestamp) throws {
    try run(
      "INSERT INTO event (number, at, type, subject, turn, data) VALUES (?, ?, ?, ?, ?, ?)",
      [number, at.milliseconds, event.type, event.subject, event.turn, event.data])
  }

  func setLastEvent(_ number: Int64) throws {
    try run("UPDATE log SET last_event = ?", [number])
  }

  func events(after: Int64, subjects: [String], limit: Int) throws -> EventPage {
    let identity = try logIdentity()
    let only = subjects.isEmpty ? "" : "AND subject IN (SELECT value FROM json_each(?3))"
    let sql = """
      SELECT number, at, type, subject, turn, data FROM event WHERE number > ?1 \(only) ORDER BY number LIMIT ?2
      """
    var arguments: StatementArguments = [after, max(0, limit)]
    if !subjects.isEmpty { arguments += [try JSONText.encode(subjects)] }
    let events = try rows(sql, arguments) { row in
      Event(
        number: row[0], id: identity.eventID(row[0]), at: Timestamp(milliseconds: row[1]),
        event: NewEvent(type: row[2], subject: row[3], turn: row[4], data: row[5]))
    }
    return EventPage(events, after: after, limit: limit, last: identity.last)
  }

  /// Whether forgotten text may still lie in the files.
  var isErasePending: Bool {
    get throws { try Bool.fetchOne(self, sql: "SELECT erase_pending FROM log") ?? false }
  }

  func setErasePending(_ pending: Bool) throws {
    try run("UPDATE log SET erase_pending = ?", [pending])
  }
}

extension LogIdentity {
  /// The id of an event: unique in all logs and all their lives.
  func eventID(_ number: Int64) -> String { "\(log)-\(epoch)-\(number)" }
}

extension EventPage {
  /// A page that is full covers the log as far as its last event, any other all of it.
  init(_ events: [Event], after: Int64, limit: Int, last: Int64) {
    let isFull = events.count >= max(0, limit)
    self.init(events: events, upto: isFull ? events.last?.number ?? after : max(after, last))
  }
}
