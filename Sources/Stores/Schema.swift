import GRDB

/// The tables, as numbered migrations. A migration that has been released is never changed; the next one mends it.
///
/// Columns with words of people or of other programs are BLOBs in UTF-8: SQLite's text ends at a NUL character,
/// and two ids that look alike must not become one.
enum Schema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 companies, talks, requests, events") { db in
      for table in [log, companies, talks, requests, events] { try db.execute(sql: table) }
    }
    migrator.registerMigration("2 steps put off until a day") { db in
      try db.execute(sql: "ALTER TABLE step ADD COLUMN until TEXT")
    }
    migrator.registerMigration("3 invitations and keys bound anew") { db in try db.execute(sql: membership) }
    migrator.registerMigration("4 results of the readiness check") { db in try db.execute(sql: readiness) }
    migrator.registerMigration("5 the network of companies") { db in try db.execute(sql: network) }
    migrator.registerMigration("6 days of steps that were announced") { db in try db.execute(sql: announced) }
    migrator.registerMigration("7 durable requests") { db in try db.execute(sql: durable) }
    return migrator
  }

  /// One row: which log this is, the number of its last event, and whether erased text may still lie in the files.
  private static let log = """
    CREATE TABLE log (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      name TEXT NOT NULL,
      epoch INTEGER NOT NULL,
      last_event INTEGER NOT NULL,
      erase_pending INTEGER NOT NULL
    ) STRICT;
    INSERT INTO log VALUES (1, lower(hex(randomblob(8))), 1, 0, 0);
    """

  /// `market` is empty for a fact of the whole company. `value` is JSON; `kind` tells "do not know" from a value.
  private static let companies = """
    CREATE TABLE company (id TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE person (user BLOB PRIMARY KEY, company TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE fact (
      company TEXT NOT NULL, name TEXT NOT NULL, market TEXT NOT NULL,
      kind TEXT NOT NULL, value TEXT, source TEXT NOT NULL, said_by BLOB NOT NULL, at INTEGER NOT NULL,
      conversation TEXT, turn INTEGER, confirmed INTEGER NOT NULL,
      PRIMARY KEY (company, name, market)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE step (
      company TEXT NOT NULL, id TEXT NOT NULL, state TEXT NOT NULL, at INTEGER NOT NULL,
      PRIMARY KEY (company, id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE stage_change (
      company TEXT NOT NULL, position INTEGER NOT NULL, stage TEXT, at INTEGER NOT NULL, because TEXT NOT NULL,
      PRIMARY KEY (company, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE consent (
      company TEXT NOT NULL, name TEXT NOT NULL, given INTEGER NOT NULL, at INTEGER NOT NULL,
      text_version INTEGER NOT NULL,
      PRIMARY KEY (company, name)
    ) STRICT, WITHOUT ROWID;
    """

  /// `scores` is JSON: the dimensions that had an answer, in their order.
  private static let readiness = """
    CREATE TABLE readiness (
      company TEXT NOT NULL, day TEXT NOT NULL, total INTEGER NOT NULL, scores TEXT NOT NULL,
      PRIMARY KEY (company, day)
    ) STRICT, WITHOUT ROWID;
    """

  /// `turn_text` is the one place for what was said; the answer of a request is found through it.
  private static let talks = """
    CREATE TABLE talk (
      id TEXT PRIMARY KEY, company TEXT NOT NULL, owner BLOB NOT NULL, version INTEGER NOT NULL,
      turns INTEGER NOT NULL, started_at INTEGER NOT NULL, last_at INTEGER NOT NULL, memory TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX talk_by_owner ON talk (owner, last_at, id);
    CREATE INDEX talk_by_company ON talk (company, last_at, id);
    CREATE TABLE turn_text (
      conversation TEXT NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL, text BLOB, answer BLOB,
      UNIQUE (conversation, number)
    ) STRICT;
    """

  /// `op` and `hash` are NULL in a tombstone.
  private static let requests = """
    CREATE TABLE request (
      user BLOB NOT NULL, on_behalf_of BLOB NOT NULL, conversation TEXT NOT NULL, id BLOB NOT NULL,
      op BLOB, hash BLOB, at INTEGER NOT NULL, talk TEXT NOT NULL, turn INTEGER NOT NULL,
      PRIMARY KEY (user, on_behalf_of, conversation, id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX request_by_age ON request (at) WHERE hash IS NOT NULL;
    CREATE INDEX request_by_talk ON request (talk);
    """

  /// `person_key` has the keys that are not their person's own id; `heir` is the key that took their person over.
  /// `invitation.user` is who joined by it. `membership` is never erased: it holds keys and numbers.
  private static let membership = """
    CREATE TABLE person_key (user BLOB PRIMARY KEY, person BLOB NOT NULL, heir BLOB) STRICT, WITHOUT ROWID;
    CREATE INDEX person_key_by_person ON person_key (person);
    CREATE INDEX person_key_by_heir ON person_key (heir) WHERE heir IS NOT NULL;
    CREATE TABLE invitation (
      name TEXT PRIMARY KEY, hash TEXT NOT NULL, company TEXT NOT NULL, at INTEGER NOT NULL, tries INTEGER NOT NULL,
      user BLOB
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX invitation_by_company ON invitation (company, at);
    CREATE TABLE membership (
      number INTEGER PRIMARY KEY, company TEXT NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL, user BLOB NOT NULL,
      by BLOB NOT NULL
    ) STRICT;
    CREATE INDEX membership_by_company ON membership (company, at);
    """

  /// A row a record, with the revision that wrote it, so that a process catches up with the others; `data` is NULL once it is
  /// forgotten. `deed` holds numbers only; `hash` is NULL in a tombstone.
  private static let network = """
    CREATE TABLE network (
      id INTEGER PRIMARY KEY CHECK (id = 1), revision INTEGER NOT NULL, last_act INTEGER
    ) STRICT;
    INSERT INTO network VALUES (1, 0, NULL);
    CREATE TABLE network_record (id TEXT PRIMARY KEY, revision INTEGER NOT NULL, data BLOB) STRICT, WITHOUT ROWID;
    CREATE INDEX network_record_by_revision ON network_record (revision);
    CREATE TABLE network_request (
      user BLOB NOT NULL, on_behalf_of BLOB NOT NULL, conversation TEXT NOT NULL, id BLOB NOT NULL,
      company TEXT, op BLOB, hash BLOB, at INTEGER NOT NULL, deed TEXT NOT NULL,
      PRIMARY KEY (user, on_behalf_of, conversation, id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX network_request_by_company ON network_request (company) WHERE hash IS NOT NULL;
    CREATE INDEX network_request_by_age ON network_request (at) WHERE hash IS NOT NULL;
    """

  /// `announced` is the last day of a step that was announced; the index holds the steps that still wait for theirs.
  private static let announced = """
    ALTER TABLE step ADD COLUMN announced TEXT;
    CREATE INDEX step_to_announce ON step (until, company, id)
      WHERE state = 'later' AND (announced IS NULL OR announced < until);
    """

  /// `body` and `answer` are frames, each after its length. The indexes hold all that is asked for many at once, so that
  /// bodies are read one by one only.
  private static let durable = """
    CREATE TABLE durable_request (
      id TEXT PRIMARY KEY, role TEXT NOT NULL, user BLOB NOT NULL, person BLOB NOT NULL, service BLOB NOT NULL,
      kept_at INTEGER NOT NULL, state TEXT NOT NULL, expires INTEGER NOT NULL, due INTEGER NOT NULL,
      tries INTEGER NOT NULL, losses INTEGER NOT NULL, bytes INTEGER NOT NULL, body BLOB NOT NULL, answer BLOB
    ) STRICT;
    CREATE INDEX durable_request_by_user ON durable_request (user, bytes);
    CREATE INDEX durable_request_by_person ON durable_request (person);
    CREATE INDEX durable_request_by_state ON durable_request (state, service, due, expires);
    """

  private static let events = """
    CREATE TABLE event (
      number INTEGER PRIMARY KEY, at INTEGER NOT NULL, type TEXT NOT NULL, subject TEXT NOT NULL, turn INTEGER,
      data TEXT NOT NULL
    ) STRICT;
    CREATE INDEX event_by_subject ON event (subject, number);
    """
}
