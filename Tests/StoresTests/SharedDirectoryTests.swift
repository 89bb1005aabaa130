import Companies
import Foundation
import Stores
import Testing
import Vocabulary

/// Several stores on one directory, in one process and in several.
@Suite struct SharedDirectoryTests {
  @Test func `two stores see each other's turns and number events together`() async throws {
    let directory = try TemporaryDirectory()
    let stores = [
      try SQLiteStore.open(directory: directory.path), try SQLiteStore.open(directory: directory.path),
    ]
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<16 {
        group.addTask {
          let asker = Asker(store: stores[number % 2], user: "user \(number / 4)")
          for turn in 0..<4 { try await asker.say("text", id: "\(number) \(turn)") }
        }
      }
      try await group.waitForAll()
    }
    for store in stores {
      let page = try await store.events(after: 0, subjects: [], limit: 1000)
      #expect(page.events.map(\.number) == Array(1...64))
      for user in 0..<4 {
        let asker = Asker(store: store, user: "user \(user)")
        #expect(try await asker.context(asker.request("new")).talk.turns == 16)
      }
    }
    let stale = try await Asker(store: stores[0], user: "user 0").context(
      Asker(store: stores[0], user: "user 0").request("late"))
    let asker = Asker(store: stores[1], user: "user 0")
    try await asker.say("text", id: "quick")
    #expect(try await stores[0].commit(asker.commit(asker.request("late"), stale)) == .conflict)
    for store in stores { try store.close() }
  }

  /// Both start on nothing, so they also race to make the file.
  @Test func `two processes on one new directory lose nothing`() async throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/data"
    let processes = try ["a", "b"].map { try StoreWriterProcess("write", path, $0, "25", "4") }
    let lines = processes.flatMap { $0.lines() }
    #expect(Set(lines).count == 200 && lines.count == 200)
    let store = try SQLiteStore.open(directory: path)
    try await expectKept(lines, in: store)
    #expect(try await store.logIdentity().last == 200)
    try store.close()
  }

  @Test func `what was answered before a kill is there after it`() async throws {
    let directory = try TemporaryDirectory()
    var lines: [String] = []
    for round in 0..<4 {
      let writer = try StoreWriterProcess("write", directory.path, "round\(round)", "100000", "8")
      let answered = writer.linesUntilKilled(after: 100)
      #expect(answered.count >= 100)
      lines += answered
      let store = try SQLiteStore.open(directory: directory.path)
      try await expectKept(lines, in: store)
      try store.close()
    }
  }

  private func expectKept(_ ids: [String], in store: SQLiteStore) async throws {
    for id in ids {
      let person = String(id[..<(id.lastIndex(of: "-") ?? id.endIndex)])
      let asker = Asker(store: store, user: person)
      #expect(try await asker.open(asker.request(id, hash: id)) == .repeated(answer: "answer to \(id)"))
    }
    let page = try await store.events(after: 0, subjects: [], limit: 100_000)
    #expect(page.events.map(\.number) == page.events.indices.map { Int64($0) + 1 })
    #expect(page.events.count >= ids.count)
  }

  @Test func `a store that another holds too long is busy, and free afterwards`() async throws {
    let directory = try TemporaryDirectory()
    let store = try SQLiteStore.open(directory: directory.path, busyTimeout: 0.05)
    let other = try openBeside(directory)
    try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
    let asker = Asker(store: store)
    await #expect(throws: StoreError.busy) { try await asker.say("text", id: "1") }
    #expect(try await asker.context(asker.request("1")).talk.version == 0, "reading goes on")
    try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    #expect(try await asker.say("text", id: "1") == .stored(lastEvent: 1))
    try other.close()
    try store.close()
  }

  @Test func `nobody opens while the form of the data is changed`() throws {
    let directory = try TemporaryDirectory()
    let lock = open(directory.path + "/lock", O_RDWR | O_CREAT, 0o600)
    defer { close(lock) }
    #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
    #expect(throws: StoreError.busy) { _ = try SQLiteStore.open(directory: directory.path, busyTimeout: 0.05) }
    flock(lock, LOCK_UN)
    let store = try SQLiteStore.open(directory: directory.path)
    #expect(flock(lock, LOCK_EX | LOCK_NB) != 0, "a store in use holds the lock")
    #expect(flock(lock, LOCK_SH | LOCK_NB) == 0, "and shares it")
    try store.close()
  }
}
