import Companies
import Foundation
import GRDB
import Vocabulary

/// A company in the tables `company`, `fact`, `step`, `stage_change`, `readiness` and `consent`.
extension Database {
  /// The version of a stored company; 0 when there is none.
  func version(of company: CompanyID) throws -> Int {
    try Int.fetchOne(
      cachedStatement(sql: "SELECT version FROM company WHERE id = ?"), arguments: [company.rawValue]) ?? 0
  }

  func setVersion(_ version: Int, of company: CompanyID) throws {
    try run("INSERT OR REPLACE INTO company (id, version) VALUES (?, ?)", [company.rawValue, version])
  }

  /// The company as it is stored; a new one when it is not.
  func company(_ id: CompanyID) throws -> Company {
    let version = try version(of: id)
    guard version > 0 else { return Company(id: id) }
    return Company(
      id: id, version: version, facts: try facts(of: id), steps: try steps(of: id), stageHistory: try stages(of: id),
      readinessHistory: try readiness(of: id), consents: try consents(of: id))
  }

  /// The companies whose version is another than the one given, in the order of their ids.
  func companies(changedFrom versions: [CompanyID: Int]) throws -> [Company] {
    let ids = try JSONText.encode(versions.keys.map(\.rawValue))
    let sql = "SELECT id, version FROM company WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
    let stored = try rows(sql, [ids]) { row in (id: CompanyID(rawValue: row[0]), version: row[1] as Int) }
    return try stored.filter { versions[$0.id] != $0.version }.map { try company($0.id) }
  }

  func apply(_ change: Change, to company: CompanyID) throws {
    switch change {
    case .setFact(let fact): try set(fact, of: company)
    case .removeFact(let key):
      try run(
        "DELETE FROM fact WHERE company = ? AND name = ? AND market = ?",
        [company.rawValue, key.name.rawValue, key.market ?? ""])
    case .setStep(let step):
      try run(
        """
        INSERT INTO step (company, id, state, at, until) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (company, id) DO UPDATE SET state = excluded.state, at = excluded.at, until = excluded.until
        """,
        [company.rawValue, step.id, step.state.rawValue, step.at.milliseconds, step.until?.description])
    case .setConsent(let consent):
      try run(
        "INSERT OR REPLACE INTO consent (company, name, given, at, text_version) VALUES (?, ?, ?, ?, ?)",
        [company.rawValue, consent.name.rawValue, consent.given, consent.at.milliseconds, consent.textVersion])
    case .setStage(let change): try append(change, to: company)
    case .setReadiness(let record):
      try run(
        "INSERT OR REPLACE INTO readiness (company, day, total, scores) VALUES (?, ?, ?, ?)",
        [company.rawValue, record.day.description, record.total, try JSONText.encode(record.scores)])
    case .forgetEverything: try forget(company)
    }
  }

  /// Erases all that is known of a company, everywhere: this is the list of the places with its people's words.
  private func forget(_ company: CompanyID) throws {
    for table in ["fact", "step", "stage_change", "readiness", "consent", "invitation"] {
      try run("DELETE FROM \(table) WHERE company = ?", [company.rawValue])
    }
    try run(
      "DELETE FROM durable_request WHERE person IN (SELECT user FROM person WHERE company = ?)", [company.rawValue])
    let talks = "(SELECT id FROM talk WHERE company = ?)"
    try run("UPDATE turn_text SET text = NULL, answer = NULL WHERE conversation IN \(talks)", [company.rawValue])
    try run("UPDATE request SET op = NULL, hash = NULL WHERE talk IN \(talks)", [company.rawValue])
    try run("UPDATE talk SET memory = ? WHERE company = ?", [try JSONText.encode(TalkMemory()), company.rawValue])
  }

  private func set(_ fact: Fact, of company: CompanyID) throws {
    let column = try FactColumn(fact.value)
    try run(
      """
      INSERT OR REPLACE INTO fact
        (company, name, market, kind, value, source, said_by, at, conversation, turn, confirmed)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        company.rawValue, fact.key.name.rawValue, fact.key.market ?? "", column.kind.rawValue, column.value,
        fact.source.rawValue, fact.by.blob, fact.at.milliseconds, fact.conversation?.rawValue, fact.turn,
        fact.confirmed,
      ])
  }

  private func append(_ change: StageChange, to company: CompanyID) throws {
    try run(
      """
      INSERT INTO stage_change (company, position, stage, at, because)
      SELECT ?1, coalesce(max(position), 0) + 1, ?2, ?3, ?4 FROM stage_change WHERE company = ?1
      """,
      [
        company.rawValue, change.stage?.rawValue, change.at.milliseconds, try JSONText.encode(change.because),
      ])
  }

  private func facts(of company: CompanyID) throws -> [Fact] {
    let sql = """
      SELECT name, market, kind, value, source, said_by, at, conversation, turn, confirmed FROM fact WHERE company = ?
      """
    return try rows(sql, [company.rawValue]) { row in
      let market: String = row[1]
      return Fact(
        key: FactKey(try row.raw(0), market: market.isEmpty ? nil : market),
        value: try FactColumn(kind: row.raw(2), value: row[3]).factValue, source: try row.raw(4), by: row.words(5),
        at: Timestamp(milliseconds: row[6]), conversation: (row[7] as String?).map(ConversationID.init(rawValue:)),
        turn: row[8], confirmed: row[9])
    }
  }

  private func steps(of company: CompanyID) throws -> [StepRecord] {
    try rows("SELECT id, state, at, until FROM step WHERE company = ?", [company.rawValue]) { row in
      StepRecord(
        id: row[0], state: try row.raw(1), at: Timestamp(milliseconds: row[2]),
        until: (row[3] as String?).flatMap { Day($0) })
    }
  }

  private func stages(of company: CompanyID) throws -> [StageChange] {
    let sql = "SELECT stage, at, because FROM stage_change WHERE company = ? ORDER BY position"
    return try rows(sql, [company.rawValue]) { row in
      StageChange(
        stage: row.hasNull(atIndex: 0) ? nil : try row.raw(0) as Stage, at: Timestamp(milliseconds: row[1]),
        because: try JSONText.decode([FactKey].self, from: row[2]))
    }
  }

  private func readiness(of company: CompanyID) throws -> [ReadinessRecord] {
    let sql = "SELECT day, total, scores FROM readiness WHERE company = ? ORDER BY day"
    return try rows(sql, [company.rawValue]) { row in
      guard let day = Day(row[0] as String) else { throw UnreadableRow() }
      return ReadinessRecord(
        day: day, total: row[1], scores: try JSONText.decode([ReadinessRecord.Score].self, from: row[2]))
    }
  }

  private func consents(of company: CompanyID) throws -> [Consent] {
    try rows("SELECT name, given, at, text_version FROM consent WHERE company = ?", [company.rawValue]) { row in
      Consent(name: try row.raw(0), given: row[1], at: Timestamp(milliseconds: row[2]), textVersion: row[3])
    }
  }
}

/// A fact's value in two columns: its kind, and the value as plain JSON, so that SQL can look into it.
private struct FactColumn {
  enum Kind: String {
    case text, number, flag, list, unknown
    case ratherNotSay = "rather_not_say"
  }

  let kind: Kind
  let value: String?

  init(kind: Kind, value: String?) {
    self.kind = kind
    self.value = value
  }

  init(_ value: FactValue) throws(StoreError) {
    switch value {
    case .text(let text): self.init(kind: .text, value: try JSONText.encode(text))
    case .number(let number): self.init(kind: .number, value: try JSONText.encode(number))
    case .flag(let flag): self.init(kind: .flag, value: try JSONText.encode(flag))
    case .list(let list): self.init(kind: .list, value: try JSONText.encode(list))
    case .unknown: self.init(kind: .unknown, value: nil)
    case .ratherNotSay: self.init(kind: .ratherNotSay, value: nil)
    }
  }

  var factValue: FactValue {
    get throws {
      switch kind {
      case .text: .text(try decoded())
      case .number: .number(try decoded())
      case .flag: .flag(try decoded())
      case .list: .list(try decoded())
      case .unknown: .unknown
      case .ratherNotSay: .ratherNotSay
      }
    }
  }

  private func decoded<T: Decodable>() throws -> T {
    guard let value else { throw UnreadableRow() }
    return try JSONText.decode(T.self, from: value)
  }
}
