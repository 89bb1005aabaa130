import Companies
import Randomness
import Stores
import Testing
import Vocabulary

/// The SQLite store does what the plain model does, step by step, whatever is asked of it.
@Suite struct ModelTests {
  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `random lives of both stores are the same`(seed: UInt64) async throws {
    var life = RandomLife(seed: seed)
    let directory = try TemporaryDirectory(inMemory: true)
    let memory: any CompanyStore = MemoryStore()
    let sqlite = try SQLiteStore.open(directory: directory.path)
    for step in 0..<250 {
      let moment: Comment = "seed \(seed), step \(step)"
      let action = life.next()
      let announced = (
        try await memory.announceDueSteps(on: life.now.day, limit: 2, now: life.now),
        try await sqlite.announceDueSteps(on: life.now.day, limit: 2, now: life.now)
      )
      try #require(announced.0 == announced.1, moment)
      let openings = (
        try await open(action, memory, number: step, now: life.now),
        try await open(action, sqlite, number: step, now: life.now)
      )
      try #require(openings.0 == openings.1, moment)
      if case .ready(let context) = openings.0 {
        let used = life.maybeStale(context)
        let commit = life.commit(action, used)
        let outcomes = (try await memory.commit(commit), try await sqlite.commit(commit))
        try #require(outcomes.0 == outcomes.1, moment)
        if case .stored = outcomes.0 {
          // Who has the context of the turn before need not open the next one.
          var next = action
          next.key.conversation = commit.conversation
          next.key.id = "after \(step)"
          try #require(
            try await open(next, sqlite, number: step, now: life.now) == .ready(used.after(commit)), moment)
        }
        for conversation in [context.talk.id, commit.conversation] {
          let turns = (
            try await memory.turns(of: conversation, before: .max, limit: 50),
            try await sqlite.turns(of: conversation, before: .max, limit: 50)
          )
          try #require(turns.0 == turns.1, moment)
        }
        let talks = (
          try await memory.talks(of: context.company.id, limit: 9),
          try await sqlite.talks(of: context.company.id, limit: 9)
        )
        try #require(talks.0 == talks.1, moment)
      }
    }
    let pages = (
      try await memory.events(after: 0, subjects: [], limit: 9999),
      try await sqlite.events(after: 0, subjects: [], limit: 9999)
    )
    #expect(pages.0.events.map(\.event) == pages.1.events.map(\.event), "seed \(seed)")
    #expect(pages.0.upto == pages.1.upto && pages.0.upto > 50, "seed \(seed)")
    #expect(pages.0.events.contains { $0.event.type == DueStep.eventType }, "seed \(seed)")
    try sqlite.close()
  }

  private func open(_ action: Request, _ store: any CompanyStore, number: Int, now: Timestamp) async throws -> Opening {
    try await store.open(
      action, newCompany: CompanyID(rawValue: "company\(number)"),
      newConversation: ConversationID(rawValue: "talk\(number)"), now: now)
  }
}

/// Draws requests from a few people, talks and ids, so that repeats, conflicts and strangers' talks are common.
private struct RandomLife {
  private var random: SeededRandom
  private(set) var now = Asker.start
  private var contexts: [CompanyContext] = []

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  mutating func next() -> Request {
    now.milliseconds += draw(20) == 0 ? Int64(draw(20)) * Asker.day : Int64(draw(1000))
    let role = Principal.Role.allCases[draw(2)]
    let conversation = draw(3) == 0 ? ConversationID(rawValue: "own\(draw(4))") : nil
    return Request(
      key: RequestKey(
        principal: Principal(role: role, user: "user\(draw(3))"), onBehalfOf: draw(6) == 0 ? "user\(draw(3))" : nil,
        conversation: conversation, id: "\(draw(40))"),
      op: draw(15) == 0 ? "other.op.v1" : "assistant.ask.v1", hash: draw(15) == 0 ? "other" : "hash")
  }

  /// Now and then what was read earlier, by anybody.
  mutating func maybeStale(_ context: CompanyContext) -> CompanyContext {
    contexts.append(context)
    return draw(5) == 0 ? contexts[draw(contexts.count)] : context
  }

  mutating func commit(_ request: Request, _ context: CompanyContext) -> Commit {
    let changes = (0..<draw(4)).map { _ in change() }
    return Asker(store: MemoryStore()).commit(
      request, context, text: "text \(draw(1000))", answer: "answer \(draw(1000))", changes: changes, events: draw(3),
      memory: TalkMemory(lang: .sv, steps: ["\(draw(9))"]), now: now)
  }

  private mutating func change() -> Change {
    let key = FactKey(FactName.allCases[draw(5)], market: draw(3) == 0 ? "NO" : nil)
    switch draw(15) {
    case 0: return .forgetEverything
    case 1...4: return .setFact(.make(key, .number(Double(draw(100))), at: now))
    case 5: return .setFact(.make(key, [.unknown, .ratherNotSay, .flag(true), .list(["a", "b"])][draw(4)], at: now))
    case 6: return .removeFact(key)
    case 7, 8:
      let until = draw(3) == 0 ? nil : now.day.adding(days: draw(20))
      return .setStep(
        StepRecord(id: "step\(draw(4))", state: [.open, .done, .later, .later][draw(4)], at: now, until: until))
    case 9:
      let name = ConsentName.allCases[draw(3)]
      return .setConsent(Consent(name: name, given: draw(2) == 0, at: now, textVersion: draw(3)))
    case 10:
      let score = ReadinessRecord.Score(ReadinessDimension.allCases[draw(8)], draw(101))
      return .setReadiness(ReadinessRecord(day: now.day, total: draw(101), scores: [score]))
    default: return .setStage(StageChange(stage: draw(4) == 0 ? nil : Stage.allCases[draw(6)], at: now, because: [key]))
    }
  }

  private mutating func draw(_ count: Int) -> Int { random.below(count) }
}
