import Companies
import Cooperation
import Foundation
import Stores
import Testing
import Vocabulary

/// What every store of the network promises (`CooperationStore`), one test a promise.
@Suite struct CooperationStoreTests {
  private static let one = CompanyID(rawValue: "one")
  private static let other = CompanyID(rawValue: "other")

  private func request(_ id: String, hash: String = "h", user: String = "anna") -> Request {
    Request(
      key: RequestKey(principal: Principal(role: .guest, user: user), conversation: nil, id: id),
      op: "cooperation.act.v1", hash: hash)
  }

  /// An act of a company, done as the service does it.
  private func act(
    _ wish: NetworkRequest, by company: CompanyID = one
  ) -> @Sendable (inout Network) throws(CooperationProblem) -> Performed {
    let directory = Directory(
      NetworkSettings(country: "FI", region: "r", municipalities: [], sectorGroups: [:], chains: []))
    return { network throws(CooperationProblem) in
      try network.perform(
        wish, by: company, shownAs: Self.preview, user: "anna", at: Asker.start, in: directory)
    }
  }

  private static let preview = CardPreview(card: nil, level: .byHand)
  private var join: NetworkRequest { NetworkRequest(.join, seen: Self.preview.mark) }

  private var draft: NetworkRequest {
    NetworkRequest(
      .draft,
      terms: OpportunityTerms(kind: .sharedFreight, what: "half a container", places: 1...2, closes: Self.closes))
  }

  private static let closes = Asker.start.day.adding(days: 30)

  @Test(arguments: StoreKind.allCases)
  func `What an act did is kept, and a repeat gets the same and changes nothing`(kind: StoreKind) async throws {
    try await kind.withNetwork { store in
      #expect(try await store.act(request("1"), at: Asker.start, act(join)) == .done(NetworkDeed()))
      let made = try await store.act(request("2"), at: Asker.start, act(draft))
      #expect(made == .done(NetworkDeed(opportunity: 1)))
      #expect(try await store.act(request("2"), at: Asker.start, act(draft)) == made)
      let view = try #require(try await store.network().view(for: Self.one))
      #expect(view.own.map(\.id.value) == [1])
      #expect(view.own[0].terms.what == "half a container")
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `An id that was used for something else is refused`(kind: StoreKind) async throws {
    try await kind.withNetwork { store in
      _ = try await store.act(request("1"), at: Asker.start, act(join))
      let answer = try await store.act(request("1", hash: "another"), at: Asker.start, act(NetworkRequest(.leave)))
      #expect(answer == .idUsedOtherwise)
      #expect(try await store.network().view(for: Self.one)?.visibility == .anonymous)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `What is refused changes nothing and may be tried again with the same id`(kind: StoreKind) async throws {
    try await kind.withNetwork { store in
      #expect(try await store.act(request("1"), at: Asker.start, act(draft)) == .refused(.notMember))
      #expect(try await store.network() == Network())
      _ = try await store.act(request("2"), at: Asker.start, act(join))
      #expect(try await store.act(request("1"), at: Asker.start, act(draft)) == .done(NetworkDeed(opportunity: 1)))
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `After thirty days a request is gone`(kind: StoreKind) async throws {
    try await kind.withNetwork { store in
      _ = try await store.act(request("1"), at: Asker.start, act(join))
      let later = Timestamp(milliseconds: Asker.start.milliseconds + 31 * Asker.day)
      #expect(try await store.act(request("1"), at: later, act(join)) == .gone)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `A notice is an event in the latest talk of its company, or for the advisors`(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let network = try #require(store as? any CooperationStore)
      let asker = Asker(store: store)
      try await asker.say("hei", id: "a")
      let context = try await asker.context(asker.request("b"))
      let company = context.company.id
      _ = try await network.act(request("1"), at: Asker.start, act(join, by: company))
      _ = try await network.act(request("2"), at: Asker.start, act(draft, by: company))
      _ = try await network.act(
        request("3"), at: Asker.start, act(NetworkRequest(.submit, opportunity: 1), by: company))
      let events = try await store.events(after: 0, subjects: [], limit: 10).events.map(\.event)
        .filter { $0.type == Effect.eventType }
      #expect(events.map(\.subject) == [context.talk.id.rawValue, Effect.advisors])
      #expect(events.map(\.data) == [#"{"notice":"card_is_shown"}"#, #"{"notice":"please_check","opportunity":1}"#])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `Companies are read again only when they changed`(kind: StoreKind) async throws {
    try await kind.withStore { store in
      let asker = Asker(store: store)
      try await asker.say("hei", id: "1")
      let id = try await asker.context(asker.request("2")).company.id
      let unknown = CompanyID(rawValue: "unknown")
      let all = try await store.companies(changedFrom: [id: -1, unknown: -1])
      #expect(all.map(\.id) == [id])
      #expect(try await store.companies(changedFrom: [id: all[0].version]).isEmpty)
    }
  }

  @Test func `Two processes on one directory see each other's acts, and neither is lost`() async throws {
    let directory = try TemporaryDirectory()
    let (first, second) = (
      try SQLiteStore.open(directory: directory.path), try SQLiteStore.open(directory: directory.path)
    )
    _ = try await first.act(request("1"), at: Asker.start, act(join))
    #expect(try await second.network().view(for: Self.one)?.visibility == .anonymous)
    _ = try await second.act(request("2", user: "bo"), at: Asker.start, act(join, by: Self.other))
    _ = try await first.act(request("3"), at: Asker.start, act(draft))
    let networks = [try await first.network(), try await second.network()]
    #expect(networks[0] == networks[1])
    #expect(networks[0].view(for: Self.other)?.visibility == .anonymous)
    try first.close()
    try second.close()
    let later = try SQLiteStore.open(directory: directory.path)
    #expect(try await later.network() == networks[0])
    try later.close()
  }

  @Test func `A company that is forgotten leaves no word in any file`() async throws {
    let directory = try TemporaryDirectory()
    let store = try SQLiteStore.open(directory: directory.path)
    let asker = Asker(store: store)
    try await asker.say("hei", id: "a")
    let company = try await asker.context(asker.request("b")).company.id
    var planted = draft
    planted.terms?.what = "PLANTEDWORD container"
    _ = try await store.act(request("1"), at: Asker.start, act(join, by: company))
    _ = try await store.act(request("2", hash: "PLANTEDHASH"), at: Asker.start, act(planted, by: company))
    #expect(try Self.files(of: directory, hold: "PLANTEDWORD"), "the test looks in the right place")
    _ = try await store.act(request("3"), at: Asker.start, act(NetworkRequest(.forget), by: company))
    try await asker.say("", id: "c", changes: [.forgetEverything])
    #expect(try !Self.files(of: directory, hold: "PLANTEDWORD"))
    #expect(try !Self.files(of: directory, hold: "PLANTEDHASH"))
    #expect(try await store.network().view(for: company)?.own.map(\.terms.what) == [""])
    try store.close()
  }

  private static func files(of directory: TemporaryDirectory, hold word: String) throws -> Bool {
    try FileManager.default.contentsOfDirectory(atPath: directory.path).contains { name in
      let data = FileManager.default.contents(atPath: "\(directory.path)/\(name)") ?? Data()
      return data.range(of: Data(word.utf8)) != nil
    }
  }
}

extension StoreKind {
  /// Runs a test on the network of a new, empty store.
  fileprivate func withNetwork(_ body: (any CooperationStore) async throws -> Void) async throws {
    try await withStore { store in
      guard let network = store as? any CooperationStore else {
        Issue.record("\(self) keeps no network")
        return
      }
      try await body(network)
    }
  }
}
