import Companies
import Stores
import Testing
import Vocabulary

/// Steps whose day has come are announced once: what every store promises (`CompanyStore.announceDueSteps`).
@Suite struct DueStepTests {
  private static let monday = Day(daysSince1970: 20_780)

  private func putOff(_ step: String, until day: Day) -> Change {
    .setStep(StepRecord(id: step, state: .later, at: Asker.start, until: day))
  }

  /// Announces, and gives the data of the events that it made.
  private func announced(
    _ store: any CompanyStore, on today: Day, limit: Int = 99
  ) async throws -> [String] {
    let last = try await store.logIdentity().last
    let count = try await store.announceDueSteps(on: today, limit: limit, now: Asker.start)
    let events = try await store.events(after: last, subjects: [], limit: 99).events.map(\.event)
    #expect(events.allSatisfy { $0.type == DueStep.eventType && $0.turn == nil })
    #expect(events.count == count)
    return events.map(\.data)
  }

  private func data(_ step: String, _ day: Day, in talk: String) -> String {
    #"{"conversation":"\#(talk)","step":"\#(step)","due":"\#(day)"}"#
  }

  @Test(arguments: StoreKind.allCases)
  func `a step is announced on its day or later, once, in the latest talk of its company`(kind: StoreKind) async throws
  {
    try await kind.withStore { store in
      let (anna, bertta) = (Asker(store: store), Asker(store: store, user: "bertta"))
      let (monday, tuesday) = (Self.monday, Self.monday.adding(days: 1))
      try await anna.say("a", id: "1", in: ConversationID(rawValue: "old"), changes: [putOff("plan", until: tuesday)])
      try await bertta.say("b", id: "1", in: ConversationID(rawValue: "hers"), changes: [putOff("plan", until: monday)])
      let later = Timestamp(milliseconds: Asker.start.milliseconds + 1)
      try await anna.say("b", id: "2", in: ConversationID(rawValue: "new"), now: later)
      #expect(try await announced(store, on: monday.adding(days: -1)) == [])
      #expect(try await announced(store, on: monday) == [data("plan", monday, in: "hers")])
      #expect(try await announced(store, on: monday) == [])
      #expect(try await announced(store, on: tuesday.adding(days: 9)) == [data("plan", tuesday, in: "new")])
      #expect(try await announced(store, on: tuesday.adding(days: 9)) == [])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a step that is put off again is announced again, and an undo announces nothing twice`(kind: StoreKind)
    async throws
  {
    try await kind.withStore { store in
      let asker = Asker(store: store)
      let (monday, friday) = (Self.monday, Self.monday.adding(days: 4))
      let talk = ConversationID(rawValue: "t")
      try await asker.say("a", id: "1", in: talk, changes: [putOff("plan", until: monday)])
      #expect(try await announced(store, on: monday).count == 1)
      try await asker.say("b", id: "2", in: talk, changes: [putOff("plan", until: friday)])
      #expect(try await announced(store, on: monday) == [])
      try await asker.say("c", id: "3", in: talk, changes: [putOff("plan", until: monday)])
      #expect(try await announced(store, on: friday) == [], "taken back to a day that was announced")
      try await asker.say("d", id: "4", in: talk, changes: [putOff("plan", until: friday)])
      #expect(try await announced(store, on: friday) == [data("plan", friday, in: "t")])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `steps that are done, open, or of a company that was forgotten are not announced`(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let asker = Asker(store: store)
      let all = ["a", "b", "c"].map { putOff($0, until: Self.monday) }
      try await asker.say("a", id: "1", changes: all)
      try await asker.say(
        "b", id: "2",
        changes: [
          .setStep(StepRecord(id: "a", state: .done, at: Asker.start, until: Self.monday)),
          .setStep(StepRecord(id: "b", state: .open, at: Asker.start)),
        ])
      #expect(try await announced(store, on: Self.monday).count == 1)
      try await asker.say("c", id: "3", changes: [.forgetEverything])
      try await asker.say("d", id: "4", changes: [putOff("c", until: Self.monday)])
      #expect(try await announced(store, on: Self.monday).count == 1, "nothing is left of what was before")
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `the oldest days come first, and a full lot says that there may be more`(kind: StoreKind) async throws {
    try await kind.withStore { store in
      for number in 0..<5 {
        let asker = Asker(store: store, user: "user \(number)")
        try await asker.say("a", id: "1", changes: [putOff("plan", until: Self.monday.adding(days: -number))])
      }
      var days: [String] = []
      for count in [2, 2, 1, 0] {
        let lot = try await announced(store, on: Self.monday, limit: 2)
        #expect(lot.count == count)
        days += lot.map { String($0.suffix(12).prefix(10)) }
      }
      #expect(days == (0..<5).reversed().map { Self.monday.adding(days: -$0).description })
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `of many who announce at once one does it`(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let asker = Asker(store: store)
      try await asker.say("a", id: "1", changes: (0..<20).map { putOff("step\($0)", until: Self.monday) })
      let counts = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<8 {
          group.addTask { try await store.announceDueSteps(on: Self.monday, limit: 99, now: Asker.start) }
        }
        return try await group.reduce(into: [Int]()) { $0.append($1) }
      }
      #expect(counts.reduce(0, +) == 20)
      #expect(try await store.logIdentity().last == 21)
    }
  }
}
