import Companies
import Stores
import Testing
import Vocabulary

/// What every store promises (`CompanyStore`), one test a promise.
@Suite struct StoreContractTests {
  @Test(arguments: StoreKind.allCases)
  func `opening a newcomer stores nothing`(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let request = Asker(store: store).request("1")
      for name in ["first", "second"] {
        let opening = try await store.open(
          request, newCompany: CompanyID(rawValue: name), newConversation: ConversationID(rawValue: name),
          now: Asker.start)
        guard case .ready(let context) = opening else {
          Issue.record("not ready: \(opening)")
          return
        }
        #expect(context.company == Company(id: CompanyID(rawValue: name)))
        #expect(context.talk.id.rawValue == name)
        #expect(context.talk.version == 0 && context.talk.turns == 0)
      }
      #expect(try await store.logIdentity().last == 0)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `all that a turn changes is found again`(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let asker = Asker(store: store)
      let facts = [
        Fact.make(FactKey(.compliance, market: "NO"), .unknown),
        Fact.make(FactKey(.creditRating), .ratherNotSay),
        Fact.make(FactKey(.employees), .number(12)),
        Fact.make(FactKey(.offering), .text("ovia \"terästä\" \u{0} ja e\u{301}")),
        Fact(
          key: FactKey(.targetMarkets), value: .list(["NO", "SE"]), source: .implied, by: "desk", at: Asker.start,
          conversation: ConversationID(rawValue: "c"), turn: 3, confirmed: true),
        Fact.make(FactKey(.termsReady), .flag(false)),
        Fact.make(FactKey(.turnover), .number(1_234_567.25)),
      ]
      let step = StepRecord(id: "sketch_plan", state: .later, at: Asker.start, until: Day("2027-03-01"))
      let consent = Consent(name: .advisorSees, given: true, at: Asker.start, textVersion: 2)
      let result = ReadinessRecord(
        day: Asker.start.day, total: 41, scores: [.init(.commitment, 67), .init(.market, 0)])
      let stages = [
        StageChange(stage: .exploring, at: Asker.start, because: [FactKey(.employees)]),
        StageChange(stage: nil, at: Asker.start, because: []),
      ]
      let memory = TalkMemory(
        lang: .fi, intent: .askGuidance, slots: Slots([.market: .text("NO"), .employees: .number(12)]),
        pending: .fact(FactKey(.marketStatus, market: "NO")), steps: ["a", "b"],
        choices: [Reading(intent: .askMarket, slots: Slots(), confidence: 0.5)], said: ["x"],
        undo: [.removeFact(FactKey(.employees))])
      let text = "Ovia Norjaan\u{0}\n🙂"
      try await asker.say(
        text, id: "1",
        changes: facts.map(Change.setFact) + [.setStep(step), .setConsent(consent)]
          + stages.map(Change.setStage) + [.setReadiness(result)], memory: memory)

      let context = try await asker.context(asker.request("2"))
      #expect(
        context.company
          == Company(
            id: context.company.id, version: 1, facts: facts, steps: [step], stageHistory: stages,
            readinessHistory: [result], consents: [consent]))
      #expect(
        context.talk
          == Talk(
            id: context.talk.id, company: context.company.id, version: 1, turns: 1, startedAt: Asker.start,
            lastAt: Asker.start, memory: memory))
      let turn = try #require(try await store.turn(1, of: context.talk.id))
      #expect(turn.text.map { Array($0.utf8) } == Array(text.utf8))
      #expect(turn.answer == #"{"text":"answer to 1"}"#)
      #expect(try await store.talks(of: context.company.id, limit: 5) == [context.talk])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `removed facts stay removed and a turn without changes leaves the company's version`(kind: StoreKind)
    async throws
  {
    try await kind.withStore { store in
      let asker = Asker(store: store)
      let key = FactKey(.marketStatus, market: "SE")
      try await asker.say("a", id: "1", changes: [.setFact(.make(key, .text("idea")))])
      try await asker.say("b", id: "2", changes: [.removeFact(key)])
      try await asker.say("c", id: "3")
      let context = try await asker.context(asker.request("4"))
      #expect(context.company.facts.isEmpty)
      #expect(context.company.version == 2)
      #expect(context.talk.version == 3)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `what was read before somebody else wrote is a conflict that changes nothing`(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let asker = Asker(store: store)
      let stale = try await asker.context(asker.request("late"))
      try await asker.say("a", id: "1")
      let before = try await asker.context(asker.request("late"))
      let change = Change.setFact(.make(FactKey(.employees), .number(3)))
      #expect(try await store.commit(asker.commit(asker.request("late"), stale, changes: [change])) == .conflict)
      var halfStale = before
      halfStale.talk.version = 0
      #expect(try await store.commit(asker.commit(asker.request("late"), halfStale, changes: [change])) == .conflict)
      halfStale = before
      halfStale.company.version = 0
      #expect(try await store.commit(asker.commit(asker.request("late"), halfStale, changes: [change])) == .conflict)
      #expect(try await asker.context(asker.request("late")) == before)
      #expect(try await store.logIdentity().last == 1)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `of two first messages of a newcomer one founds the company and the other is a conflict`(kind: StoreKind)
    async throws
  {
    try await kind.withStore { store in
      let asker = Asker(store: store)
      let outcomes = try await withThrowingTaskGroup(of: CommitOutcome.self) { group in
        for name in ["a", "b"] {
          let context = CompanyContext(
            company: Company(id: CompanyID(rawValue: name)),
            talk: Talk(
              id: ConversationID(rawValue: name), company: CompanyID(rawValue: name), startedAt: Asker.start,
              lastAt: Asker.start))
          let commit = asker.commit(asker.request(name), context)
          group.addTask { try await store.commit(commit) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(outcomes.filter { $0 == .conflict }.count == 1)
      #expect(outcomes.filter { $0 == .stored(lastEvent: 1) }.count == 1)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a repeated request gets the stored answer and changes nothing`(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let asker = Asker(store: store)
      let request = asker.request("1")
      let context = try await asker.context(request)
      #expect(try await store.commit(asker.commit(request, context, answer: "first")) == .stored(lastEvent: 1))
      let after = try await asker.context(asker.request("other"))

      let change = Change.setFact(.make(FactKey(.employees), .number(3)))
      let again = asker.commit(request, context, answer: "second", changes: [change])
      #expect(try await store.commit(again) == .repeated(answer: "first"))
      #expect(try await asker.open(request) == .repeated(answer: "first"))
      #expect(try await asker.context(asker.request("other")) == after)
      #expect(try await store.logIdentity().last == 1)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `many computations of one id at once store one answer and all get it`(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let asker = Asker(store: store)
      let request = asker.request("1")
      let context = try await asker.context(request)
      let outcomes = try await withThrowingTaskGroup(of: (Int, CommitOutcome).self) { group in
        for number in 0..<16 {
          let commit = asker.commit(request, context, answer: "answer \(number)")
          group.addTask { (number, try await store.commit(commit)) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      let stored = outcomes.filter { $0.1 == .stored(lastEvent: 1) }.map(\.0)
      #expect(stored.count == 1)
      let answer = CommitOutcome.repeated(answer: "answer \(stored.first ?? -1)")
      #expect(outcomes.filter { $0.1 == answer }.count == 15)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `one id for two things is refused`(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let asker = Asker(store: store)
      try await asker.say("a", id: "1")
      for request in [asker.request("1", hash: "another"), asker.request("1", op: "company.tell.v1")] {
        #expect(try await asker.open(request) == .idUsedOtherwise)
        let context = try await asker.context(asker.request("other"))
        #expect(try await store.commit(asker.commit(request, context)) == .idUsedOtherwise)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `the same id is another request for another person, another talk, or on behalf of another`(kind: StoreKind)
    async throws
  {
    try await kind.withStore { store in
      let anna = Asker(store: store)
      try await anna.say("a", id: "1")
      let talk = try await anna.context(anna.request("2")).talk
      let other = Asker(store: store, user: "bertta")
      for (asker, request) in [
        (other, other.request("1")), (anna, anna.request("1", in: talk.id)),
        (anna, anna.request("1", onBehalfOf: "cecilia")),
      ] {
        guard case .ready = try await asker.open(request) else {
          Issue.record("taken for a repeat: \(request.key)")
          continue
        }
      }
    }
  }

  /// Looks alike, is not the same: a NUL inside, and two spellings of `é`.
  @Test(arguments: StoreKind.allCases)
  func `ids are compared byte by byte`(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let asker = Asker(store: store)
      for id in ["a", "a\u{0}b", "a\u{0}c", "\u{E9}", "e\u{301}"] {
        guard case .stored = try await asker.say("text", id: id) else {
          Issue.record("taken for a repeat: \(id.debugDescription)")
          continue
        }
      }
      try await Asker(store: store, user: "\u{E9}").say("text", id: "1")
      let other = Asker(store: store, user: "e\u{301}")
      #expect(try await other.context(other.request("1")).talk.version == 0)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `an answer is kept thirty days and then gone`(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let asker = Asker(store: store)
      try await asker.say("a", id: "1")
      let request = asker.request("1")
      let last = Timestamp(milliseconds: Asker.start.milliseconds + 30 * Asker.day)
      let past = Timestamp(milliseconds: last.milliseconds + 1)
      #expect(try await asker.open(request, now: last) == .repeated(answer: #"{"text":"answer to 1"}"#))
      #expect(try await asker.open(request, now: past) == .gone)
      // Whether or not the old request was purged meanwhile, the answer is the same.
      try await asker.say("b", id: "2", now: past)
      #expect(try await asker.open(request, now: past) == .gone)
      #expect(try await asker.open(asker.request("1", hash: "another"), now: past) == .gone)
      let context = try await asker.context(asker.request("3"))
      #expect(try await store.commit(asker.commit(request, context, now: past)) == .gone)
      #expect(try await store.turn(1, of: context.talk.id)?.text == "a", "the talk itself is kept")
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `without a conversation it is the latest of the person`(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let asker = Asker(store: store)
      for (offset, name) in ["b", "c", "a"].enumerated() {
        let now = Timestamp(milliseconds: Asker.start.milliseconds + Int64(offset))
        try await asker.say("x", id: "1", in: ConversationID(rawValue: name), now: now)
      }
      try await Asker(store: store, user: "bertta").say("x", id: "1")
      let context = try await asker.context(asker.request("2"))
      #expect(context.talk.id.rawValue == "a")
      let talks = try await store.talks(of: context.company.id, limit: 2)
      #expect(talks.map(\.id.rawValue) == ["a", "c"])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `somebody else's talk and company can't be opened or written`(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let anna = Asker(store: store)
      try await anna.say("a", id: "1")
      let context = try await anna.context(anna.request("2"))
      let bertta = Asker(store: store, user: "bertta")
      let intruding = bertta.request("1", in: context.talk.id)
      #expect(try await bertta.open(intruding) == .unknownConversation)
      #expect(try await store.commit(bertta.commit(intruding, context)) == .conflict)
      let ownTalk = Talk(
        id: ConversationID(rawValue: "own"), company: context.company.id, startedAt: Asker.start, lastAt: Asker.start)
      let joining = CompanyContext(company: context.company, talk: ownTalk)
      #expect(try await store.commit(bertta.commit(bertta.request("2"), joining)) == .conflict)
      #expect(try await anna.context(anna.request("2")) == context)
      let bad = bertta.request("3", in: ConversationID(rawValue: "../x"))
      #expect(try await bertta.open(bad) == .unknownConversation)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `who acts for a person acts on that person's talk, and a new role keeps the talk`(kind: StoreKind)
    async throws
  {
    try await kind.withStore { store in
      let anna = Asker(store: store)
      try await anna.say("a", id: "1")
      let talk = try await anna.context(anna.request("2")).talk
      let service = Asker(store: store, user: "assistant", role: .service)
      #expect(try await service.context(service.request("9", onBehalfOf: "anna")).talk == talk)
      let member = Asker(store: store, role: .member)
      #expect(try await member.context(member.request("2")).talk == talk)
      #expect(try await member.open(member.request("1")) == .repeated(answer: #"{"text":"answer to 1"}"#))
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `events of 64 committers at once are numbered without holes`(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let outcomes = try await withThrowingTaskGroup(of: [CommitOutcome].self) { group in
        for number in 0..<64 {
          group.addTask {
            let asker = Asker(store: store, user: "user \(number)")
            var outcomes: [CommitOutcome] = []
            for turn in 0..<4 {
              outcomes.append(try await asker.say("text", id: "\(turn)", events: 1 + turn % 3))
            }
            return outcomes
          }
        }
        return try await group.reduce(into: []) { $0 += $1 }
      }
      let total: Int64 = 64 * (1 + 2 + 3 + 1)
      let page = try await store.events(after: 0, subjects: [], limit: 10_000)
      #expect(page.events.map(\.number) == Array(1...total))
      #expect(page.upto == total)
      #expect(Set(page.events.map(\.id)).count == Int(total))
      let last = outcomes.compactMap { if case .stored(let last) = $0 { last } else { nil } }
      #expect(Set(last).count == 256, "each commit names its own last event")
      #expect(last.max() == total)
      // The events of one commit stand together, in their order.
      for (event, next) in zip(page.events, page.events.dropFirst()) where next.event.data != #"{"index":0}"# {
        #expect(next.event.subject == event.event.subject && next.event.turn == event.event.turn)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `events are read in pages that say how far they cover`(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let anna = Asker(store: store)
      let bertta = Asker(store: store, user: "bertta")
      for number in 0..<3 {
        try await anna.say("x", id: "\(number)")
        try await bertta.say("x", id: "\(number)")
      }
      try await bertta.say("x", id: "more")
      let subject = try await anna.context(anna.request("9")).talk.id.rawValue
      let first = try await store.events(after: 0, subjects: [subject], limit: 2)
      #expect(first.events.map(\.number) == [1, 3])
      #expect(first.upto == 3)
      let second = try await store.events(after: 3, subjects: [subject, "unknown"], limit: 2)
      #expect(second.events.map(\.number) == [5])
      #expect(second.upto == 7, "what was filtered out is covered")
      #expect(try await store.events(after: 7, subjects: [], limit: 2) == EventPage(events: [], upto: 7))
      #expect(try await store.events(after: 9, subjects: [], limit: 2) == EventPage(events: [], upto: 9))
      #expect(try await store.events(after: 2, subjects: [], limit: 0) == EventPage(events: [], upto: 2))
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `turns are the last ones below a number, the oldest first`(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let asker = Asker(store: store)
      for number in 1...5 { try await asker.say("text \(number)", id: "\(number)") }
      let talk = try await asker.context(asker.request("9")).talk.id
      #expect(try await store.turns(of: talk, before: 5, limit: 2).map(\.text) == ["text 3", "text 4"])
      #expect(try await store.turns(of: talk, before: .max, limit: 9).map(\.number) == [1, 2, 3, 4, 5])
      #expect(try await store.turns(of: talk, before: 1, limit: 9).isEmpty)
      #expect(try await store.turn(6, of: talk) == nil)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `forgetting erases what was said and known, and keeps keys and numbers`(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let anna = Asker(store: store)
      let bertta = Asker(store: store, user: "bertta")
      let old = ConversationID(rawValue: "old")
      let memory = TalkMemory(lang: .fi, steps: ["a"], undo: [.setFact(.make(FactKey(.offering), .text("ovia")))])
      let changes: [Change] = [
        .setFact(.make(FactKey(.offering), .text("ovia"))),
        .setStep(StepRecord(id: "a", state: .done, at: Asker.start)),
        .setConsent(Consent(name: .matching, given: true, at: Asker.start, textVersion: 1)),
        .setStage(StageChange(stage: .growing, at: Asker.start, because: [])),
      ]
      try await bertta.say("bertta's", id: "1", changes: changes)
      let others = try await bertta.context(bertta.request("9"))
      try await anna.say("ovia", id: "1", in: old, changes: changes, memory: memory)
      try await anna.say("forget me", id: "2", in: old)
      let forgetting = ConversationID(rawValue: "forgetting")
      try await anna.say("unohda minut", id: "3", in: forgetting, changes: [.forgetEverything], memory: memory)

      let context = try await anna.context(anna.request("9", in: old))
      #expect(context.company == Company(id: context.company.id, version: 2))
      #expect(context.talk.memory == TalkMemory())
      #expect(context.talk.turns == 2)
      #expect(try await store.turns(of: old, before: .max, limit: 9).allSatisfy { $0.text == nil && $0.answer == nil })
      #expect(try await anna.open(anna.request("1", in: old)) == .gone)
      #expect(try await anna.open(anna.request("1", in: old, hash: "another")) == .gone, "the hash is forgotten too")
      // The turn that forgets keeps its answer, not the person's words.
      let turn = try #require(try await store.turn(1, of: forgetting))
      #expect(turn.text == "" && turn.answer == #"{"text":"answer to 3"}"#)
      #expect(try await anna.open(anna.request("3", in: forgetting)) == .repeated(answer: #"{"text":"answer to 3"}"#))
      #expect(try await anna.context(anna.request("9", in: forgetting)).talk.memory == TalkMemory(lang: .fi))
      // Events and other companies stay as they were.
      #expect(try await store.events(after: 0, subjects: [], limit: 99).events.map(\.number) == [1, 2, 3, 4])
      #expect(try await bertta.context(bertta.request("9")) == others)
      // Life goes on.
      try await anna.say("again", id: "4", in: old, changes: changes)
      #expect(try await store.turn(3, of: old)?.text == "again")
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a turn can be taken back`(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let asker = Asker(store: store)
      let employees = FactKey(.employees)
      try await asker.say("five", id: "1", changes: [.setFact(.make(employees, .number(5)))])
      let before = try await asker.context(asker.request("9")).company
      let changes: [Change] = [
        .setFact(.make(employees, .number(6))), .setFact(.make(FactKey(.sector), .text("metal"))),
        .setStep(StepRecord(id: "a", state: .done, at: Asker.start)),
      ]
      let undo = changes.compactMap { $0.inverse(for: before) }
      try await asker.say("six", id: "2", changes: changes, memory: TalkMemory(undo: undo))
      let kept = try await asker.context(asker.request("9")).talk.memory.undo
      try await asker.say("undo", id: "3", changes: kept)
      let after = try await asker.context(asker.request("9")).company
      #expect(after.facts == before.facts)
      #expect(after.state(ofStep: "a") == .open)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a commit that can't be stored fails alone`(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let good = try await withThrowingTaskGroup(of: Bool.self) { group in
        for number in 0..<48 {
          group.addTask {
            let asker = Asker(store: store, user: "user \(number)")
            let context = try await asker.context(asker.request("1"))
            let value = number % 3 == 0 ? Double.nan : 1
            let change = Change.setFact(.make(FactKey(.turnover), .number(value)))
            let commit = asker.commit(asker.request("1"), context, changes: [change])
            guard value.isNaN else { return try await store.commit(commit) != .conflict }
            do {
              _ = try await store.commit(commit)
              return false
            } catch {
              guard case StoreError.failed = error else { return false }
              return try await asker.context(asker.request("1")).company.version == 0
            }
          }
        }
        return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(good == 48)
      #expect(try await store.logIdentity().last == 32)
    }
  }
}
