import GRDB

/// Takes deleted text out of the files. `secure_delete` alone leaves copies behind where SQLite moved a row from page
/// to page, so the file is written anew, and the write-ahead log is cut to nothing.
enum Eraser {
  /// Outside of a transaction. The database's size decides how long it takes.
  static func run(_ db: Database) throws {
    try db.execute(sql: "VACUUM")
    try db.checkpoint(.truncate)
    try db.inTransaction(.immediate) {
      try db.setErasePending(false)
      return .commit
    }
  }
}
