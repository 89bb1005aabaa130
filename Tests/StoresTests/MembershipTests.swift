import Companies
import Randomness
import Stores
import Testing
import Vocabulary

/// Several keys to a person, several people to a company: what every store promises of them.
@Suite struct MembershipTests {
  private static let start = Asker.start

  private func code(_ seed: UInt64) -> InvitationCode {
    var random = SeededRandom(seed: seed)
    return InvitationCode(using: &random)
  }

  /// Anna's company with one fact, and an invitation into it.
  private func invited(_ store: any CompanyStore) async throws -> (anna: Asker, code: InvitationCode) {
    let anna = Asker(store: store)
    try await anna.say("a", id: "1", changes: [.setFact(.make(FactKey(.employees), .number(12)))])
    let code = code(1)
    #expect(try await store.invite(Invitation(code, at: Self.start), by: "anna"))
    return (anna, code)
  }

  private func later(_ milliseconds: Int64) -> Timestamp {
    Timestamp(milliseconds: Self.start.milliseconds + milliseconds)
  }

  @Test(arguments: StoreKind.allCases)
  func `who joins by a code has new talks in the company and sees its facts`(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let (anna, code) = try await invited(store)
      let bertta = Asker(store: store, user: "bertta")
      #expect(try await store.join(code, as: "bertta", now: later(1)) == .joined)
      let home = try await anna.context(anna.request("2")).company
      let context = try await bertta.context(bertta.request("1"), now: later(2))
      #expect(context.company == home)
      #expect(context.talk.version == 0, "Anna's talk stays hers")
      try await bertta.say("b", id: "2", changes: [.setFact(.make(FactKey(.employees), .number(13)))], now: later(3))
      #expect(try await anna.context(anna.request("3")).company.known(.employees) == .number(13))
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `who joined does not get into the talks of the others`(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let (anna, code) = try await invited(store)
      let talk = try await anna.context(anna.request("2")).talk.id
      _ = try await store.join(code, as: "bertta", now: later(1))
      let bertta = Asker(store: store, user: "bertta")
      #expect(try await bertta.open(bertta.request("1", in: talk)) == .unknownConversation)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `what a person told before joining stays in the talk and company of then`(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let (_, code) = try await invited(store)
      let bertta = Asker(store: store, user: "bertta")
      try await bertta.say("b", id: "1", changes: [.setFact(.make(FactKey(.employees), .number(3)))])
      let before = try await bertta.context(bertta.request("2"))
      _ = try await store.join(code, as: "bertta", now: later(1))
      let named = try await bertta.context(bertta.request("3", in: before.talk.id))
      #expect(named.company == before.company && named.talk == before.talk)
      let unnamed = try await bertta.context(bertta.request("4"))
      #expect(unnamed.company.known(.employees) == .number(12) && unnamed.talk.version == 0)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a code lets in one person, who may send it again, and nobody else`(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let (_, code) = try await invited(store)
      #expect(try await store.join(code, as: "bertta", now: later(1)) == .joined)
      #expect(try await store.join(code, as: "bertta", now: later(2)) == .joined)
      #expect(try await store.join(code, as: "cecilia", now: later(3)) == .refused)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a code that is a day old or was never made lets nobody in`(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let (_, code) = try await invited(store)
      #expect(try await store.join(self.code(2), as: "bertta", now: Self.start) == .refused)
      #expect(try await store.join(code, as: "bertta", now: later(Invitation.lifetime)) == .refused)
      #expect(try await store.join(code, as: "bertta", now: later(Invitation.lifetime - 1)) == .joined)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `five wrong guesses at a code make it useless`(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let (_, code) = try await invited(store)
      for number in 0..<5 {
        let letter = Array("23456")[number]
        let guess = try #require(InvitationCode(reading: code.name + String(repeating: letter, count: 10)))
        #expect(try await store.join(guess, as: "mallory", now: later(1)) == .refused)
      }
      #expect(try await store.join(code, as: "bertta", now: later(2)) == .refused)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `of more than five open invitations the oldest gives way`(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let (_, first) = try await invited(store)
      for seed in 2...6 {
        _ = try await store.invite(Invitation(code(UInt64(seed)), at: later(Int64(seed))), by: "anna")
      }
      #expect(try await store.join(first, as: "bertta", now: later(9)) == .refused)
      #expect(try await store.join(code(2), as: "bertta", now: later(9)) == .joined)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `who has no company yet can't invite, and forgetting takes the invitations along`(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let (anna, code) = try await invited(store)
      #expect(try await store.invite(Invitation(self.code(2), at: Self.start), by: "bertta") == false)
      try await anna.say("forget me", id: "2", changes: [.forgetEverything])
      #expect(try await store.join(code, as: "bertta", now: later(1)) == .refused)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `the company learns of who came in until it writes again`(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let (anna, code) = try await invited(store)
      #expect(try await anna.context(anna.request("2")).membership.isEmpty)
      _ = try await store.join(code, as: "bertta", now: later(5))
      let told = try await anna.context(anna.request("3"), now: later(9)).membership
      #expect(told == [MembershipChange(kind: .joined, at: later(5))])
      try await anna.say("ok", id: "4", now: later(10))
      #expect(try await anna.context(anna.request("5"), now: later(11)).membership.isEmpty)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a key bound anew has the talks, and the lost one has nothing, not even old answers`(kind: StoreKind)
    async throws
  {
    try await kind.withStore { store in
      let (anna, _) = try await invited(store)
      let talk = try await anna.context(anna.request("2")).talk
      let outcome = try await store.bind("new", to: talk.id, by: "advisor", newcomer: "nobody", now: later(5))
      #expect(outcome == .bound(lost: ["anna"]))
      let new = Asker(store: store, user: "new")
      let context = try await new.context(new.request("2"))
      #expect(context.talk == talk && context.company.known(.employees) == .number(12))
      #expect(context.membership == [MembershipChange(kind: .bound, at: later(5))])
      #expect(try await anna.open(anna.request("3", in: talk.id)) == .unknownConversation)
      #expect(try await anna.open(anna.request("1")) == .gone)
      let fresh = CompanyContext(
        company: Company(id: CompanyID(rawValue: "c")),
        talk: Talk(
          id: ConversationID(rawValue: "t"), company: CompanyID(rawValue: "c"), startedAt: later(6), lastAt: later(6)))
      let opening = try await store.open(
        anna.request("4"), newCompany: fresh.company.id, newConversation: fresh.talk.id, now: later(6))
      #expect(opening == .ready(fresh))
      #expect(try await store.holder(of: talk.id)?.person == (try await store.person(of: "new")))
      #expect(try await store.person(of: "anna") == "nobody")
      guard case .stored = try await new.say("still here", id: "5", in: talk.id) else {
        Issue.record("the new key can't go on")
        return
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `what was read by a key before it was lost can't be committed by it`(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let (anna, _) = try await invited(store)
      let context = try await anna.context(anna.request("2"))
      _ = try await store.bind("new", to: context.talk.id, by: "advisor", newcomer: "nobody", now: later(5))
      #expect(try await store.commit(anna.commit(anna.request("2"), context)) == .conflict)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `binding may be repeated, keeps what the new key had told, and can be done again`(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let (anna, _) = try await invited(store)
      let talk = try await anna.context(anna.request("2")).talk.id
      let new = Asker(store: store, user: "new")
      try await new.say("I lost my key", id: "1")
      let own = try await new.context(new.request("2")).talk.id
      for _ in 0..<2 {
        let outcome = try await store.bind("new", to: talk, by: "advisor", newcomer: "nobody", now: later(5))
        #expect(outcome == .bound(lost: ["anna"]))
      }
      #expect(try await new.context(new.request("3")).talk.id == talk)
      #expect(try await new.context(new.request("4", in: own)).talk.id == own)
      let back = try await store.bind("anna", to: talk, by: "advisor", newcomer: "nobody 2", now: later(6))
      #expect(back == .bound(lost: ["new"]))
      #expect(try await anna.context(anna.request("5")).talk.id == talk)
      #expect(try await anna.context(anna.request("6", in: own)).talk.id == own)
      let nowhere = ConversationID(rawValue: "nowhere")
      #expect(
        try await store.bind("x", to: nowhere, by: "advisor", newcomer: "n", now: later(7)) == .unknownConversation)
    }
  }
}
