import Companies
import Foundation
import GRDB
import Vocabulary

/// Talks, turns, requests and whose they are, in the tables `person`, `talk`, `turn_text` and `request`.
extension Database {
  /// What is known when a request comes in (`CompanyStore.open`).
  func opening(
    _ request: Request, newCompany: CompanyID, newConversation: ConversationID, now: Timestamp
  ) throws -> Opening {
    let person = try person(of: request.key.person)
    if let verdict = try verdict(on: request, of: person, now: now) { return verdict.opening }
    let own = try company(of: person)
    let stored: (talk: Talk, owner: String)?
    if let conversation = request.key.conversation {
      guard conversation.isValid else { return .unknownConversation }
      stored = try talk(conversation)
      if let stored, stored.owner != person { return .unknownConversation }
    } else {
      stored = try own.flatMap { try latestTalk(of: person, in: $0) }
    }
    let home = stored?.talk.company ?? own ?? newCompany
    let talk =
      stored?.talk
      ?? Talk(id: request.key.conversation ?? newConversation, company: home, startedAt: now, lastAt: now)
    let membership = stored == nil ? [] : try membership(of: home, after: talk.lastAt)
    return .ready(CompanyContext(company: try company(home), talk: talk, membership: membership))
  }

  /// `nil` for a request that was never answered; the answer is for the person alone whose talk it was.
  func verdict(on request: Request, of person: String, now: Timestamp) throws -> RequestRecord.Verdict? {
    let sql = """
      SELECT op, hash, at, talk, turn,
        (SELECT answer FROM turn_text JOIN talk ON talk.id = conversation
         WHERE conversation = request.talk AND number = request.turn AND owner = ?)
      FROM request WHERE user = ? AND on_behalf_of = ? AND conversation = ? AND id = ?
      """
    return try row(sql, [person.blob] + request.key.columns) { row in
      let asked: (op: String, hash: String)? = row.hasNull(atIndex: 1) ? nil : (row.words(0), row.words(1))
      let record = RequestRecord(
        asked: asked, at: Timestamp(milliseconds: row[2]), talk: ConversationID(rawValue: row[3]), turn: row[4])
      return record.verdict(for: request, answer: row.wordsIfAny(5), now: now)
    }
  }

  func insert(_ request: Request, at: Timestamp, talk: ConversationID, turn: Int) throws {
    let sql = """
      INSERT INTO request (user, on_behalf_of, conversation, id, op, hash, at, talk, turn)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    let rest: StatementArguments = [request.op.blob, request.hash.blob, at.milliseconds, talk.rawValue, turn]
    try run(sql, request.key.columns + rest)
  }

  /// Turns some of the requests from before `moment` (milliseconds) into tombstones, the oldest first.
  func purgeRequests(before moment: Int64, limit: Int) throws {
    let sql = """
      UPDATE request SET op = NULL, hash = NULL WHERE (user, on_behalf_of, conversation, id) IN (
        SELECT user, on_behalf_of, conversation, id FROM request WHERE hash IS NOT NULL AND at < ? ORDER BY at LIMIT ?)
      """
    try run(sql, [moment, limit])
  }

  func company(of person: String) throws -> CompanyID? {
    try row("SELECT company FROM person WHERE user = ?", [person.blob]) { CompanyID(rawValue: $0[0]) }
  }

  func set(_ company: CompanyID, of person: String) throws {
    try run("INSERT OR REPLACE INTO person (user, company) VALUES (?, ?)", [person.blob, company.rawValue])
  }

  func talk(_ id: ConversationID) throws -> (talk: Talk, owner: String)? {
    try row("SELECT \(Talk.columns), owner FROM talk WHERE id = ?", [id.rawValue]) { row in
      (try Talk(row: row), row.words(7))
    }
  }

  /// The same without its memory, for those who do not need it.
  func talkHead(_ id: ConversationID) throws -> (talk: Talk, owner: String)? {
    try row("SELECT \(Talk.columns), owner FROM talk WHERE id = ?", [id.rawValue]) { row in
      (Talk(head: row, memory: TalkMemory()), row.words(7))
    }
  }

  func talks(of company: CompanyID, limit: Int) throws -> [Talk] {
    let sql = "SELECT \(Talk.columns) FROM talk WHERE company = ? ORDER BY last_at DESC, id DESC LIMIT ?"
    return try rows(sql, [company.rawValue, max(0, limit)], Talk.init(row:))
  }

  func holder(of conversation: ConversationID) throws -> TalkHolder? {
    guard let stored = try talkHead(conversation) else { return nil }
    let sees = try row(
      "SELECT given FROM consent WHERE company = ? AND name = ?",
      [stored.talk.company.rawValue, ConsentName.advisorSees.rawValue]
    ) { $0[0] as Bool }
    return TalkHolder(person: stored.owner, company: stored.talk.company, advisorSees: sees ?? false)
  }

  private func latestTalk(of person: String, in company: CompanyID) throws -> (talk: Talk, owner: String)? {
    let sql = """
      SELECT \(Talk.columns) FROM talk WHERE owner = ? AND company = ? ORDER BY last_at DESC, id DESC LIMIT 1
      """
    return try row(sql, [person.blob, company.rawValue]) { (try Talk(row: $0), person) }
  }

  func set(_ talk: Talk, owner: String) throws {
    let sql = """
      INSERT OR REPLACE INTO talk (id, company, version, turns, started_at, last_at, memory, owner)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """
    try run(
      sql,
      [
        talk.id.rawValue, talk.company.rawValue, talk.version, talk.turns, talk.startedAt.milliseconds,
        talk.lastAt.milliseconds, try JSONText.encode(talk.memory), owner.blob,
      ])
  }

  /// The last `limit` turns below `before`, the oldest first.
  func turns(of conversation: ConversationID, before: Int, limit: Int) throws -> [Turn] {
    let sql = """
      SELECT number, at, text, answer FROM turn_text WHERE conversation = ? AND number < ?
      ORDER BY number DESC LIMIT ?
      """
    return try rows(sql, [conversation.rawValue, before, max(0, limit)]) { row in
      Turn(
        conversation: conversation, number: row[0], at: Timestamp(milliseconds: row[1]), text: row.wordsIfAny(2),
        answer: row.wordsIfAny(3))
    }.reversed()
  }

  func turn(_ number: Int, of conversation: ConversationID) throws -> Turn? {
    try row(
      "SELECT at, text, answer FROM turn_text WHERE conversation = ? AND number = ?", [conversation.rawValue, number]
    ) { row in
      Turn(
        conversation: conversation, number: number, at: Timestamp(milliseconds: row[0]), text: row.wordsIfAny(1),
        answer: row.wordsIfAny(2))
    }
  }

  func insert(_ turn: Turn) throws {
    try run(
      "INSERT INTO turn_text (conversation, number, at, text, answer) VALUES (?, ?, ?, ?, ?)",
      [turn.conversation.rawValue, turn.number, turn.at.milliseconds, turn.text?.blob, turn.answer?.blob])
  }
}

extension Talk {
  fileprivate static let columns = "id, company, version, turns, started_at, last_at, memory"

  fileprivate init(row: Row) throws {
    self.init(head: row, memory: try JSONText.decode(TalkMemory.self, from: row[6]))
  }

  fileprivate init(head row: Row, memory: TalkMemory) {
    self.init(
      id: ConversationID(rawValue: row[0]), company: CompanyID(rawValue: row[1]), version: row[2], turns: row[3],
      startedAt: Timestamp(milliseconds: row[4]), lastAt: Timestamp(milliseconds: row[5]), memory: memory)
  }
}

extension RequestKey {
  /// In the order of the primary key of `request`.
  var columns: StatementArguments {
    [principal.user.blob, (onBehalfOf ?? "").blob, conversation?.rawValue ?? "", id.blob]
  }
}
