import Companies
import Foundation
import GRDB
import Randomness
import Stores
import Testing
import Vocabulary

/// After forgetting, what was said is in no file of the directory, the write-ahead log included.
@Suite struct ForgettingTests {
  private static let word = "Sirkkelimestari"

  /// The files in which the word stands. Another process reads them: to close a file of SQLite's in this one would
  /// drop its locks.
  private func filesWithWord(in directory: TemporaryDirectory) throws -> [String] {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["grep", "-r", "-l", "-a", "-i", Self.word, directory.path]
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// Everything that can hold words holds this one; sizes differ, so that rows move from page to page.
  private func tell(_ store: SQLiteStore, turns: Int, random: inout SeededRandom) async throws {
    let anna = Asker(store: store)
    for number in 0..<turns {
      let other = Asker(store: store, user: "user \(number % 7)")
      let filler = String(repeating: "x", count: Int.random(in: 0..<3000, using: &random))
      let value = FactValue.text("\(filler) \(Self.word)")
      let key = FactKey(FactName.allCases[Int.random(in: 0..<FactName.allCases.count, using: &random)])
      let fact = Change.setFact(.make(key, value))
      let elsewhere = Change.setFact(.make(key, .text(filler)))
      try await other.say(filler, id: "\(number)", changes: [elsewhere])
      let request = anna.request("\(number)", hash: "\(Self.word) \(number)")
      let context = try await anna.context(request)
      let memory = TalkMemory(slots: Slots([.offering: .text(Self.word)]), undo: [fact])
      let commit = anna.commit(
        request, context, text: "\(Self.word) \(filler)", answer: "\(filler) \(Self.word)",
        changes: [
          fact, .setStep(StepRecord(id: "\(Self.word) \(number)", state: .done, at: Asker.start)),
          .setStage(StageChange(stage: .growing, at: Asker.start, because: [])),
          .setReadiness(ReadinessRecord(day: Asker.start.day, total: 50, scores: [.init(.people, 50)])),
        ], memory: memory)
      guard case .stored = try await store.commit(commit) else {
        Issue.record("not stored")
        return
      }
    }
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `a planted word is in no file`(seed: UInt64) async throws {
    var random = SeededRandom(seed: seed)
    let directory = try TemporaryDirectory()
    let store = try SQLiteStore.open(directory: directory.path)
    try await tell(store, turns: 120, random: &random)
    #expect(try filesWithWord(in: directory).contains { $0.hasSuffix("-wal") }, "it was there, seed \(seed)")
    try await Asker(store: store).say("forget me", id: "forget", changes: [.forgetEverything])
    #expect(try filesWithWord(in: directory).isEmpty, "seed \(seed)")
    let other = Asker(store: store, user: "user 3")
    #expect(try await other.context(other.request("new")).company.facts.isEmpty == false, "others keep theirs")
    try store.close()
  }

  @Test func `forgetting that a reader held up is finished when the store is opened again`() async throws {
    var random = SeededRandom(seed: 5)
    let directory = try TemporaryDirectory()
    let store = try SQLiteStore.open(directory: directory.path, busyTimeout: 0.05)
    try await tell(store, turns: 5, random: &random)
    let reader = try openBeside(directory)
    try await reader.writeWithoutTransaction { db in
      try db.execute(sql: "BEGIN")
      _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM turn_text")
    }
    let asker = Asker(store: store)
    guard case .stored = try await asker.say("forget me", id: "forget", changes: [.forgetEverything]) else {
      Issue.record("the turn is stored all the same")
      return
    }
    #expect(try await asker.open(asker.request("0", hash: "\(Self.word) 0")) == .gone)
    #expect(try !filesWithWord(in: directory).isEmpty, "the reader still needs the old pages")
    try await reader.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
    let again = try SQLiteStore.open(directory: directory.path)
    #expect(try filesWithWord(in: directory).isEmpty)
    try reader.close()
    for store in [store, again] { try store.close() }
  }
}
