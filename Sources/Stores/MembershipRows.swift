import Companies
import GRDB
import Vocabulary

/// Who belongs to which company, in the tables `person`, `person_key`, `invitation` and `membership`.
extension Database {
  /// The person whose key this is; the user id itself, unless the key was bound.
  func person(of user: String) throws -> String {
    try row("SELECT person FROM person_key WHERE user = ?", [user.blob]) { $0.words(0) } ?? user
  }

  func invite(_ invitation: Invitation, by user: String) throws -> Bool {
    guard let company = try company(of: try person(of: user)) else { return false }
    try run("DELETE FROM invitation WHERE at <= ?", [invitation.at.milliseconds - Invitation.lifetime])
    try run(
      "INSERT OR REPLACE INTO invitation (name, hash, company, at, tries) VALUES (?, ?, ?, ?, 0)",
      [invitation.name, invitation.hash, company.rawValue, invitation.at.milliseconds])
    let sql = """
      DELETE FROM invitation WHERE company = ?1 AND user IS NULL AND name NOT IN (
        SELECT name FROM invitation WHERE company = ?1 AND user IS NULL ORDER BY at DESC, name LIMIT ?2)
      """
    try run(sql, [company.rawValue, Invitation.openMax])
    return true
  }

  func join(_ code: InvitationCode, as user: String, now: Timestamp) throws -> JoinOutcome {
    let found = try row("SELECT hash, company, at, tries, user FROM invitation WHERE name = ?", [code.name]) { row in
      (
        hash: row[0] as String, company: CompanyID(rawValue: row[1]), at: Timestamp(milliseconds: row[2]),
        tries: row[3] as Int, user: row.wordsIfAny(4)
      )
    }
    guard let found else { return .refused }
    let isRight = found.hash == code.hash
    if let joined = found.user { return isRight && joined.utf8.elementsEqual(user.utf8) ? .joined : .refused }
    guard found.tries < Invitation.triesMax else { return .refused }
    guard isRight else {
      try run("UPDATE invitation SET tries = tries + 1 WHERE name = ?", [code.name])
      return .refused
    }
    guard now.milliseconds < found.at.milliseconds + Invitation.lifetime else { return .refused }
    try run("UPDATE invitation SET user = ? WHERE name = ?", [user.blob, code.name])
    try set(found.company, of: try person(of: user))
    try insert(MembershipChange(kind: .joined, at: now), of: found.company, user: user, by: user)
    return .joined
  }

  func bind(
    _ key: String, to conversation: ConversationID, by advisor: String, newcomer: String, now: Timestamp
  ) throws -> BindOutcome {
    guard let stored = try talkHead(conversation) else { return .unknownConversation }
    let (person, before) = (stored.owner, try self.person(of: key))
    if before.utf8.elementsEqual(person.utf8) { return .bound(lost: try keysLost(to: key)) }
    let lost = try keys(of: person)
    for user in lost {
      try run(
        "INSERT OR REPLACE INTO person_key (user, person, heir) VALUES (?, ?, ?)",
        [user.blob, newcomer.blob, key.blob])
    }
    try run("INSERT OR REPLACE INTO person_key (user, person) VALUES (?, ?)", [key.blob, person.blob])
    try run("UPDATE talk SET owner = ? WHERE owner = ?", [person.blob, before.blob])
    try run("UPDATE durable_request SET person = ? WHERE person = ?", [person.blob, before.blob])
    let company = try company(of: person) ?? stored.talk.company
    try insert(MembershipChange(kind: .bound, at: now), of: company, user: key, by: advisor)
    return .bound(lost: lost)
  }

  /// What changed in a company after a moment, the oldest first.
  func membership(of company: CompanyID, after: Timestamp) throws -> [MembershipChange] {
    let sql = "SELECT kind, at FROM membership WHERE company = ? AND at > ? ORDER BY at, number"
    return try rows(sql, [company.rawValue, after.milliseconds]) { row in
      MembershipChange(kind: try row.raw(0), at: Timestamp(milliseconds: row[1]))
    }
  }

  private func insert(_ change: MembershipChange, of company: CompanyID, user: String, by: String) throws {
    try run(
      "INSERT INTO membership (company, kind, at, user, by) VALUES (?, ?, ?, ?, ?)",
      [company.rawValue, change.kind.rawValue, change.at.milliseconds, user.blob, by.blob])
  }

  /// The keys that are this person's now. The first of them gave the person its id, and is in no row.
  private func keys(of person: String) throws -> [String] {
    let bound = try rows("SELECT user FROM person_key WHERE person = ? ORDER BY user", [person.blob]) { $0.words(0) }
    let isOwn = try self.person(of: person).utf8.elementsEqual(person.utf8)
    return (isOwn && !bound.contains { $0.utf8.elementsEqual(person.utf8) } ? [person] : []) + bound
  }

  private func keysLost(to heir: String) throws -> [String] {
    try rows("SELECT user FROM person_key WHERE heir = ? ORDER BY user", [heir.blob]) { $0.words(0) }
  }
}
