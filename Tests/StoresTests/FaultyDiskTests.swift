import CFaultyVFS
import Companies
import Foundation
import Stores
import Testing
import Titanic
import Vocabulary

/// The disk fails: the power goes, or there is no room. One test at a time, for they share the faulty file system.
@Suite(.serialized) struct FaultyDiskTests {
  private static let isRegistered = faulty_vfs_register() == 0

  init() { #expect(FaultyDiskTests.isRegistered) }

  /// Cuts the power at every writing operation of a small life of a store, loses all that was not synced (seed 0) or
  /// a part of it, and looks whether the disk holds every turn that was answered.
  @Test(arguments: [0, 1] as [UInt64])
  func `every answered turn survives a power cut at any moment`(survivors: UInt64) async throws {
    let whole = try await life(cut: 0, survivors: survivors)
    #expect(whole.answered.count == 12)
    try #require(whole.operations > 40)
    // With nothing left to chance every moment counts; with chance, each moment is one of many draws anyway.
    for cut in stride(from: 1, through: whole.operations, by: survivors == 0 ? 1 : 4) {
      let life = try await life(cut: cut, survivors: survivors &* (1_000_003 &+ UInt64(cut)))
      try await check(life, "cut at operation \(cut) of \(whole.operations), survivors \(survivors)")
    }
  }

  /// With `synchronous = NORMAL` a commit would be answered with no sync at all.
  @Test func `each commit alone is synced before it is answered`() async throws {
    let directory = try TemporaryDirectory(inMemory: true)
    let shadow = try TemporaryDirectory(inMemory: true)
    faulty_vfs_start(directory.path, shadow.path, 0, 0)
    defer { faulty_vfs_stop() }
    let store = try SQLiteStore.open(directory: directory.path)
    for number in 1...5 {
      let before = faulty_vfs_syncs()
      try await Asker(store: store).say("text", id: "\(number)")
      #expect(faulty_vfs_syncs() > before)
    }
    try store.close()
  }

  @Test func `a durable request and each change of it is synced before it is answered`() async throws {
    let directory = try TemporaryDirectory(inMemory: true)
    let shadow = try TemporaryDirectory(inMemory: true)
    faulty_vfs_start(directory.path, shadow.path, 0, 0)
    defer { faulty_vfs_stop() }
    let store = try SQLiteStore.open(directory: directory.path)
    let (rules, id) = (DurableRules(), DurableRequestID(rawValue: "id"))
    let request = DurableRequest(
      id: id, owner: Principal(role: .member, user: "anna"), person: "anna", service: "crm", body: [[1]],
      at: Asker.start, rules: rules)
    var before = faulty_vfs_syncs()
    #expect(try await store.keep(request, rules: rules) == .kept)
    #expect(faulty_vfs_syncs() > before)
    for event in [DurableRequest.Event.send, .answer([[2]]), .close] {
      before = faulty_vfs_syncs()
      #expect(try await store.tell([DurableNews(id, event)], at: Asker.start, rules: rules).count == 1)
      #expect(faulty_vfs_syncs() > before, "\(event)")
    }
    try store.close()
  }

  @Test func `a full disk is named, loses nothing, and is over when there is room`() async throws {
    let directory = try TemporaryDirectory(inMemory: true)
    let shadow = try TemporaryDirectory(inMemory: true)
    faulty_vfs_start(directory.path, shadow.path, 0, 0)
    defer { faulty_vfs_stop() }
    let store = try SQLiteStore.open(directory: directory.path)
    let asker = Asker(store: store)
    try await asker.say("before", id: "1")
    faulty_vfs_set_full(1)
    let long = String(repeating: "long ", count: 20_000)
    await #expect(throws: StoreError.full(directory: directory.path)) { try await asker.say(long, id: "2") }
    #expect(try await asker.open(asker.request("1")) == .repeated(answer: #"{"text":"answer to 1"}"#))
    faulty_vfs_set_full(0)
    guard case .stored(let last) = try await asker.say(long, id: "2") else {
      Issue.record("not stored")
      return
    }
    #expect(last == 2, "the turn that failed used no number")
    try store.close()
  }

  /// What one life of a store left on the disk.
  private struct Life {
    let disk: TemporaryDirectory
    var answered: [String: String] = [:]
    var hasForgotten = false
    var operations: Int64 = 0
  }

  /// Turns of one person, a group of four others', one that forgets, an end in good order.
  private func life(cut: Int64, survivors: UInt64) async throws -> Life {
    let directory = try TemporaryDirectory(inMemory: true)
    var life = Life(disk: try TemporaryDirectory(inMemory: true))
    faulty_vfs_start(directory.path, life.disk.path, cut, survivors)
    defer { faulty_vfs_stop() }
    do {
      let store = try SQLiteStore.open(directory: directory.path)
      for number in 1...3 { try await turn("anna", number, store, &life) }
      for (user, number) in await together(store) { life.answered["\(user) \(number)"] = "answer \(number)" }
      try await turn("cecilia", 1, store, &life)
      try await turn("cecilia", 2, store, &life, changes: [.forgetEverything])
      life.hasForgotten = true
      for number in 6...8 { try await turn("anna", number, store, &life) }
      life.operations = faulty_vfs_operations()
      try store.close()
    } catch is StoreError {
      #expect(cut > 0, "only a cut may fail it")
    }
    return life
  }

  private func turn(
    _ user: String, _ number: Int, _ store: SQLiteStore, _ life: inout Life, changes: [Change] = []
  ) async throws {
    let asker = Asker(store: store, user: user)
    let request = asker.request("\(number)")
    let context = try await asker.context(request)
    let fact = Change.setFact(.make(FactKey(.employees), .number(Double(number))))
    let commit = asker.commit(request, context, answer: "answer \(number)", changes: changes + [fact])
    guard case .stored = try await store.commit(commit) else {
      Issue.record("\(user) \(number) was not stored")
      return
    }
    life.answered["\(user) \(number)"] = "answer \(number)"
  }

  /// Four people at once; those that were answered.
  private func together(_ store: SQLiteStore) async -> [(String, Int)] {
    await withTaskGroup(of: (String, Int)?.self) { group in
      for user in ["dora", "emma", "frida", "greta"] {
        group.addTask {
          let asker = Asker(store: store, user: user)
          guard let context = try? await asker.context(asker.request("4")),
            let outcome = try? await store.commit(asker.commit(asker.request("4"), context, answer: "answer 4")),
            case .stored = outcome
          else { return nil }
          return (user, 4)
        }
      }
      return await group.reduce(into: []) { if let answered = $1 { $0.append(answered) } }
    }
  }

  private func check(_ life: Life, _ moment: Comment) async throws {
    let store = try SQLiteStore.open(directory: life.disk.path)
    for (name, answer) in life.answered.sorted(by: { $0.key < $1.key }) {
      let parts = name.split(separator: " ")
      let asker = Asker(store: store, user: String(parts[0]))
      let opening = try await asker.open(asker.request(String(parts[1])))
      let isForgotten = name == "cecilia 1"
      #expect(opening == .repeated(answer: answer) || (isForgotten && opening == .gone), moment)
      if isForgotten && life.hasForgotten { #expect(opening == .gone, moment) }
    }
    let page = try await store.events(after: 0, subjects: [], limit: 100)
    #expect(page.events.map(\.number) == page.events.indices.map { Int64($0) + 1 }, moment)
    // One answer may be on its way to the asker when the power goes, or a group of four.
    #expect((life.answered.count...life.answered.count + 4).contains(page.events.count), moment)
    let anna = Asker(store: store)
    if life.answered["anna 1"] != nil {
      let context = try await anna.context(anna.request("new"))
      let turns = try await store.turns(of: context.talk.id, before: .max, limit: 100)
      #expect(turns.count == context.talk.turns && context.talk.version == turns.count, moment)
      #expect(context.company.version == turns.count, moment)
    }
    // And it can be gone on with.
    try await anna.say("after the cut", id: "after")
    try store.close()
  }
}
