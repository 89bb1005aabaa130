import Companies
import Foundation
import Randomness
import Stores
import Testing
import Titanic
import Vocabulary

/// What every store of durable requests promises (`DurableRequestStore`), one test a promise.
@Suite struct DurableStoreTests {
  private let rules = DurableRules()

  private func request(
    _ number: Int, of user: String = "anna", to service: String = "crm", body: [[UInt8]] = [[1], [], [2, 3]],
    at now: Timestamp = Asker.start
  ) -> DurableRequest {
    DurableRequest(
      id: id(number), owner: Principal(role: .member, user: user), person: user, service: service, body: body, at: now,
      rules: rules)
  }

  private func id(_ number: Int) -> DurableRequestID {
    let digits = String(number, radix: 16)
    return DurableRequestID(rawValue: String(repeating: "0", count: 32 - digits.count) + digits)
  }

  private func later(_ milliseconds: Int64) -> Timestamp {
    Timestamp(milliseconds: Asker.start.milliseconds + milliseconds)
  }

  @Test(arguments: StoreKind.allCases)
  func `What is kept is found whole, in every state`(kind: StoreKind) async throws {
    try await kind.withDurable { try await expectLife(in: $0) }
  }

  private func expectLife(in store: any DurableRequestStore) async throws {
    let new = request(1, of: "ann\u{0}a e\u{301}", to: "palvelu ä\u{0}", body: [[0], [], Array(0...255), []])
    #expect(try await store.keep(new, rules: rules) == .kept)
    #expect(try await store.durableRequest(id(1)) == new)
    #expect(try await store.durableRequest(id(2)) == nil)
    let life: [DurableRequest.Event] = [
      .send, .hold(try: 1), .loseWorker(try: 1), .send, .miss(try: 2), .send, .postpone(try: 3, seconds: 9), .send,
      .answer([[], [9, 0], []]),
    ]
    var last = new
    for (second, event) in life.enumerated() {
      let now = later(Int64(second) * 1000)
      last.received(event, at: now, rules: rules)
      let expected = last
      #expect(try await store.tell([DurableNews(id(1), event)], at: now, rules: rules) == [expected], "\(event)")
      #expect(try await store.durableRequest(id(1)) == expected, "\(event)")
    }
    let kept = last
    #expect(try await store.durableSummaries() == [DurableSummary(kept)])
  }

  @Test(arguments: StoreKind.allCases)
  func `News that change nothing are told of nobody, and what is closed is gone`(kind: StoreKind) async throws {
    try await kind.withDurable { store in
      for number in 1...2 { _ = try await store.keep(request(number), rules: rules) }
      let news = [
        DurableNews(id(3), .send), DurableNews(id(1), .answer([[1]])), DurableNews(id(1), .answer([[2]])),
        DurableNews(id(2), .close), DurableNews(id(2), .send),
      ]
      let changed = try await store.tell(news, at: Asker.start, rules: rules)
      #expect(changed.map(\.id) == [id(1), id(2)])
      #expect(changed.map(\.state) == [.answered, .closed])
      #expect(try await store.durableRequest(id(1))?.answer == [[1]])
      #expect(try await store.durableRequest(id(2)) == nil)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `The agenda names the services that are waited for, and what time has overtaken`(kind: StoreKind) async throws {
    try await kind.withDurable { store in
      for (number, service) in ["b", "a", "b", "later", "sent", "old"].enumerated() {
        _ = try await store.keep(request(number, to: service), rules: rules)
      }
      let news = [
        DurableNews(id(3), .send), DurableNews(id(3), .miss(try: 1)), DurableNews(id(4), .send),
        DurableNews(id(2), .send), DurableNews(id(2), .answer([])),
      ]
      _ = try await store.tell(news, at: Asker.start, rules: rules)
      #expect(try await store.agenda(at: Asker.start, limit: 9) == DurableAgenda(services: ["a", "b", "old"]))
      #expect(try await store.agenda(at: Asker.start, limit: 2) == DurableAgenda(services: ["a", "b"]))
      let soon = try await store.agenda(at: later(rules.hold), limit: 9)
      #expect(soon == DurableAgenda(services: ["a", "b", "later", "old"], overdue: [id(4)]))
      let end = try await store.agenda(at: later(rules.lifetime), limit: 9)
      #expect(end == DurableAgenda(overdue: [0, 1, 2, 3, 4, 5].map(id)))
      #expect(try await store.agenda(at: later(rules.lifetime), limit: 2).overdue == [id(0), id(1)])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `What waits for a service comes the longest due first`(kind: StoreKind) async throws {
    try await kind.withDurable { store in
      for number in 1...4 {
        _ = try await store.keep(request(number, at: later(Int64(10 - number))), rules: rules)
      }
      _ = try await store.keep(request(5, to: "crm2"), rules: rules)
      func waiting(_ limit: Int, at now: Timestamp) async throws -> [DurableRequestID] {
        try await store.durableRequests(waitingFor: "crm", at: now, limit: limit).map(\.id)
      }
      #expect(try await waiting(9, at: later(10)) == [4, 3, 2, 1].map(id))
      #expect(try await waiting(2, at: later(10)) == [4, 3].map(id))
      #expect(try await waiting(9, at: later(7)) == [4, 3].map(id))
      #expect(try await waiting(9, at: later(rules.lifetime + 100)) == [], "what has expired is not sent")
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `Who has many kept lets others pass`(kind: StoreKind) async throws {
    try await kind.withDurable { store in
      for number in 1...5 { _ = try await store.keep(request(number), rules: rules) }
      _ = try await store.keep(request(6, of: "bo", at: later(10)), rules: rules)
      _ = try await store.keep(request(7, of: "bo", to: "crm2", at: later(10)), rules: rules)
      func next(_ limit: Int) async throws -> [DurableRequestID] {
        try await store.durableRequests(waitingFor: "crm", at: later(10), limit: limit).map(\.id)
      }
      #expect(try await next(3) == [1, 6, 2].map(id))
      _ = try await store.tell([1, 2].map { DurableNews(id($0), .send) }, at: later(10), rules: rules)
      #expect(try await next(2) == [6, 3].map(id), "those that are with workers count too")
      _ = try await store.tell([7].map { DurableNews(id($0), .send) }, at: later(10), rules: rules)
      #expect(try await next(1) == [6].map(id), "and those of another service do not")
      _ = try await store.tell([DurableNews(id(6), .send)], at: later(10), rules: rules)
      _ = try await store.keep(request(8, of: "bo", at: later(10)), rules: rules)
      #expect(try await next(9) == [8, 3, 4, 5].map(id))
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `Neither an owner nor all together keep more than they may`(kind: StoreKind) async throws {
    try await kind.withDurable { store in
      var rules = rules
      rules.ownersMost = .init(count: 2, bytes: 10)
      rules.most = .init(count: 4, bytes: 15)
      #expect(try await store.keep(request(1, body: [[1, 2, 3, 4, 5, 6]]), rules: rules) == .kept)
      #expect(try await store.keep(request(2, body: [[1, 2, 3, 4, 5]]), rules: rules) == .ownerFull)
      #expect(try await store.keep(request(2, body: [[1]]), rules: rules) == .kept)
      #expect(try await store.keep(request(3, body: [[]]), rules: rules) == .ownerFull)
      #expect(try await store.keep(request(3, of: "bo", body: [[1, 2, 3, 4, 5, 6]]), rules: rules) == .kept)
      #expect(try await store.keep(request(4, of: "cecilia", body: [[1, 2, 3]]), rules: rules) == .full)
      #expect(try await store.keep(request(4, of: "cecilia", body: [[1]]), rules: rules) == .kept)
      #expect(try await store.keep(request(5, of: "daavid", body: [[]]), rules: rules) == .full)
      _ = try await store.tell([DurableNews(id(1), .close)], at: Asker.start, rules: rules)
      #expect(try await store.keep(request(5, body: [[]]), rules: rules) == .kept, "closing makes room")
      let long = DurableNews(id(5), .answer([Array(repeating: 0, count: 9)]))
      _ = try await store.tell([long], at: Asker.start, rules: rules)
      #expect(try await store.keep(request(6, of: "daavid", body: [[]]), rules: rules) == .full, "answers count too")
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `What a company has forgotten is not sent and not told any more, by whichever key it was asked`(
    kind: StoreKind
  ) async throws {
    try await kind.withStore { store in
      let durable = try #require(store as? any DurableRequestStore)
      let (anna, bo) = (Asker(store: store), Asker(store: store, user: "bo"))
      for asker in [anna, bo] { try await asker.say("hei", id: "1") }
      // A new key gets what was the lost one's.
      let talk = try await anna.context(anna.request("2")).talk.id
      _ = try await durable.keep(request(1, of: "new key"), rules: rules)
      _ = try await store.bind("new key", to: talk, by: "advisor", newcomer: "newcomer", now: Asker.start)
      _ = try await durable.keep(request(2, of: "new key"), rules: rules)
      _ = try await durable.keep(request(3, of: "bo"), rules: rules)
      try await Asker(store: store, user: "new key").say("", id: "3", changes: [.forgetEverything])
      #expect(try await durable.durableSummaries().map(\.id) == [id(3)])
      #expect(try await durable.tell([DurableNews(id(2), .answer([[1]]))], at: Asker.start, rules: rules) == [])
    }
  }

  @Test func `A forgotten word of a durable request is in no file`() async throws {
    let directory = try TemporaryDirectory()
    let store = try SQLiteStore.open(directory: directory.path)
    let asker = Asker(store: store)
    try await asker.say("hei", id: "1")
    let word = Array("PLANTEDWORD".utf8)
    _ = try await store.keep(request(1, body: [word]), rules: rules)
    _ = try await store.tell([DurableNews(id(1), .answer([word]))], at: Asker.start, rules: rules)
    #expect(try files(of: directory, hold: word), "the test looks in the right place")
    try await asker.say("", id: "2", changes: [.forgetEverything])
    #expect(try !files(of: directory, hold: word))
    try store.close()
  }

  private func files(of directory: TemporaryDirectory, hold word: [UInt8]) throws -> Bool {
    try FileManager.default.contentsOfDirectory(atPath: directory.path).contains { name in
      let data = FileManager.default.contents(atPath: "\(directory.path)/\(name)") ?? Data()
      return data.range(of: Data(word)) != nil
    }
  }

  @Test func `Two processes tell one request different things, and one of them is first`() async throws {
    let directory = try TemporaryDirectory()
    let stores = try (0..<2).map { _ in try SQLiteStore.open(directory: directory.path) }
    for number in 1...20 { _ = try await stores[0].keep(request(number), rules: rules) }
    // Each tries to send them all: a request that one has sent is not sent by the other.
    let sent = try await withThrowingTaskGroup(of: [DurableRequestID].self) { group in
      for store in stores {
        group.addTask {
          var sent: [DurableRequestID] = []
          for number in 1...20 {
            sent += try await store.tell([DurableNews(id(number), .send)], at: Asker.start, rules: rules).map(\.id)
          }
          return sent
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(sent.sorted() == (1...20).map(id))
    for store in stores { try store.close() }
  }

  /// SQLite and the model are told the same, at random, and are the same all the time.
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `The file does what the model does`(seed: UInt64) async throws {
    var random = SeededRandom(seed: seed)
    let directory = try TemporaryDirectory(inMemory: true)
    let (file, model) = (try SQLiteStore.open(directory: directory.path), MemoryStore())
    var rules = rules
    rules.ownersMost = .init(count: 4, bytes: 40)
    rules.most = .init(count: 8, bytes: 70)
    var now = Asker.start
    for step in 0..<150 {
      let jumps: [Int64] = [10, 20_000, 90_000_000]
      let longest = jumps[Int.random(in: jumps.indices, using: &random)]
      now = Timestamp(milliseconds: now.milliseconds + Int64.random(in: 0...longest, using: &random))
      let number = Int.random(in: 0..<12, using: &random)
      let attempt = Int.random(in: 1...3, using: &random)
      let frame = [UInt8](repeating: 7, count: Int.random(in: 0...9, using: &random))
      let events: [DurableRequest.Event] = [
        .send, .send, .send, .hold(try: attempt), .answer([frame]), .loseWorker(try: attempt), .miss(try: attempt),
        .postpone(try: attempt, seconds: attempt), .passTime, .passTime, .close, .retry, .drop,
      ]
      let isNew = await model.durableRequest(id(number)) == nil && Int.random(in: 0..<3, using: &random) == 0
      if isNew {
        let made = request(number, of: ["anna", "bo"][number % 2], to: ["x", "y"][number % 2], body: [frame], at: now)
        let outcomes = [try await file.keep(made, rules: rules), await model.keep(made, rules: rules)]
        #expect(outcomes[0] == outcomes[1], "seed \(seed), step \(step)")
      } else {
        let news = [DurableNews(id(number), events[Int.random(in: events.indices, using: &random)])]
        let told = [
          try await file.tell(news, at: now, rules: rules), await model.tell(news, at: now, rules: rules),
        ]
        #expect(told[0] == told[1], "seed \(seed), step \(step): \(news)")
      }
      let lists = [try await file.durableSummaries(), await model.durableSummaries()]
      #expect(lists[0] == lists[1], "seed \(seed), step \(step)")
      let agendas = [try await file.agenda(at: now, limit: 5), await model.agenda(at: now, limit: 5)]
      #expect(agendas[0] == agendas[1], "seed \(seed), step \(step)")
      let waiting = [
        try await file.durableRequests(waitingFor: "x", at: now, limit: 3),
        await model.durableRequests(waitingFor: "x", at: now, limit: 3),
      ]
      #expect(waiting[0] == waiting[1], "seed \(seed), step \(step)")
    }
    try file.close()
  }
}

extension StoreKind {
  /// Runs a test on the durable requests of a new, empty store.
  fileprivate func withDurable(_ body: (any DurableRequestStore) async throws -> Void) async throws {
    try await withStore { store in
      guard let durable = store as? any DurableRequestStore else {
        Issue.record("\(self) keeps no durable requests")
        return
      }
      try await body(durable)
    }
  }
}
