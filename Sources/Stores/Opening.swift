import Companies
import Dispatch
import GRDB
import Glibc

/// Opening the file: locks, migrations, and the settings that durability and forgetting rest on.
extension SQLiteStore {
  /// A pool on an up-to-date file, with the directory's lock held shared.
  static func openPool(in directory: StoreDirectory, busyTimeout: Double) throws(StoreError) -> DatabasePool {
    let deadline = DispatchTime.now().uptimeNanoseconds + UInt64(busyTimeout * 1e9)
    while true {
      if try directory.tryLock(.shared), let pool = try upToDatePool(in: directory, busyTimeout) { return pool }
      if try directory.tryLock(.exclusive) {
        try migrate(in: directory, busyTimeout)
      } else {
        guard DispatchTime.now().uptimeNanoseconds < deadline else { throw .busy }
        usleep(10_000)
      }
    }
  }

  /// `nil` when there is no file yet or an older one.
  private static func upToDatePool(
    in directory: StoreDirectory, _ busyTimeout: Double
  ) throws(StoreError) -> DatabasePool? {
    guard directory.hasFile else { return nil }
    do {
      return try isUpToDate(directory, busyTimeout) ? try makePool(in: directory, busyTimeout) : nil
    } catch {
      throw StoreError(error, in: directory)
    }
  }

  /// Looks first: a pool writes to the file as soon as it is opened, and a file that is damaged or from a newer release
  /// has to stay as it is. It can't be a read-only look, for that one can't undo what a power cut left half done.
  private static func isUpToDate(_ directory: StoreDirectory, _ busyTimeout: Double) throws -> Bool {
    var configuration = Configuration()
    configuration.busyMode = .timeout(busyTimeout)
    let reader = try DatabaseQueue(path: directory.file, configuration: configuration)
    if try reader.read(Schema.migrator.hasBeenSuperseded) { throw StoreError.tooNew(file: directory.file) }
    let isUpToDate = try reader.read(Schema.migrator.hasCompletedMigrations)
    try reader.close()
    return isUpToDate
  }

  private static func migrate(in directory: StoreDirectory, _ busyTimeout: Double) throws(StoreError) {
    do {
      try directory.makeFile()
      let pool = try makePool(in: directory, busyTimeout)
      try pool.writeWithoutTransaction(makeSafe)
      try Schema.migrator.migrate(pool)
      try pool.close()
    } catch {
      throw StoreError(error, in: directory)
    }
  }

  private static func makePool(in directory: StoreDirectory, _ busyTimeout: Double) throws -> DatabasePool {
    var configuration = Configuration()
    configuration.busyMode = .timeout(busyTimeout)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY")
    }
    return try DatabasePool(path: directory.file, configuration: configuration)
  }

  /// Durability, read back: GRDB sets `synchronous` to NORMAL on the writer when it opens a pool. And forgetting that
  /// was cut short is finished, if nothing is in its way now.
  @Sendable static func makeSafe(_ db: Database) throws {
    try db.execute(sql: "PRAGMA synchronous = FULL")
    guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2 else {
      throw StoreError.failed(detail: "SQLite does not take PRAGMA synchronous = FULL; nothing would be safe.")
    }
    if try db.tableExists("log"), try db.isErasePending { try? Eraser.run(db) }
  }
}
