import Companies
import Foundation
import Majordomo
import MajordomoRuntime
import Messages
import Services
import Stores
import Testing
import Vocabulary
import ZeroMQ

/// Events of a store as readers of the stream get them.
@Suite(.timeLimit(.minutes(1)))
struct StreamServiceTests {
  private static let talk = ConversationID(rawValue: "talk-1")
  private static let at = Timestamp(milliseconds: 1_795_420_800_250)

  private static let local = Majordomo.Principal(role: .member, userID: "local")

  private let store = MemoryStore(log: "north")

  private static func answer(_ text: String) throws -> String {
    let answer: [String: Any] = [
      "conversation": talk.rawValue, "turn": 1, "lang": "en", "text": text, "slots": [String: String](),
      "confidence": 1,
      "because": [String](), "steps": [String](), "instruments": [String](), "sources": [String](),
      "choices": [String](),
      "owner": "bot",
    ]
    return String(decoding: try JSONSerialization.data(withJSONObject: answer), as: UTF8.self)
  }

  /// Commits the next turn of the talk.
  private func say(
    _ text: String, answered: String = "Yes.", changes: [Change] = [], type: String = CloudEvent.turnCommitted,
    data: String = #"{"conversation":"talk-1","turn":1,"lang":"en","intent":null}"#
  ) async throws {
    let key = RequestKey(
      principal: Vocabulary.Principal(role: .member, user: "local"), conversation: Self.talk, id: UUID().uuidString)
    let request = Request(key: key, op: "assistant.ask.v1", hash: "h")
    let opening = await store.open(
      request, newCompany: CompanyID(rawValue: "c"), newConversation: Self.talk, now: Self.at)
    guard case .ready(let context) = opening else { throw StoreError.busy }
    let event = NewEvent(type: type, subject: Self.talk.rawValue, turn: context.talk.turns + 1, data: data)
    let outcome = try await store.commit(
      Commit(
        request: request, at: Self.at, company: context.company.id, companyVersion: context.company.version,
        conversation: Self.talk, talkVersion: context.talk.version, changes: changes, memory: TalkMemory(), text: text,
        answer: try Self.answer(answered), events: [event]))
    guard case .stored = outcome else { throw StoreError.busy }
  }

  /// The CloudEvents after a number, as JSON objects.
  private func events(
    after: Int64 = 0, for reader: Majordomo.Principal = Self.local, grants: Grants = Grants()
  ) async throws -> [[String: Any]] {
    let service = StreamService(store: store) { _ in grants }
    let page = try #require(await service.source.read(reader, after, [], 64))
    #expect(page.upto == (try await store.logIdentity()).last, "what is hidden is covered")
    return try page.events.map { event in
      #expect(event.bytes.count <= StreamFrames.eventBytesMax)
      return try #require(try JSONSerialization.jsonObject(with: Data(event.bytes)) as? [String: Any])
    }
  }

  private func data(_ event: [String: Any]?) throws -> [String: Any] { try #require(event?["data"] as? [String: Any]) }

  @Test func aCommittedTurnIsACloudEventWithTheWordsOfItsRow() async throws {
    try await say("Do we need a \"visa\"?", answered: "Ei. Åland too.")
    let event = try #require(try await events().first)
    let attributes = event.compactMapValues { $0 as? String }
    #expect(
      attributes == [
        "specversion": "1.0", "id": "north-1-1", "source": "urn:rinnalla:north", "type": CloudEvent.turnCommitted,
        "time": "2026-11-23T08:00:00.250Z", "datacontenttype": "application/json",
        "dataschema": "urn:rinnalla:schema:\(CloudEvent.turnCommitted)", "subject": "talk-1", "sequence": "1",
      ])
    let data = try data(event)
    #expect(data["text"] as? String == "Do we need a \"visa\"?")
    #expect(data["answer"] as? String == "Ei. Åland too.")
    #expect(data["turn"] as? Int == 1)
    #expect(data["intent"] is NSNull)
    #expect(data["truncated"] == nil)
  }

  @Test func whatWasForgottenIsNoLongerDelivered() async throws {
    try await say("A secret.")
    try await say("Forget it.", changes: [.forgetEverything])
    let first = try data(try await events().first)
    #expect(first["text"] is NSNull)
    #expect(first["answer"] is NSNull)
    #expect(first["turn"] as? Int == 1)
  }

  @Test(arguments: [Majordomo.Role.guest, .member])
  func anotherPersonSeesNothingOfATalk(role: Majordomo.Role) async throws {
    try await say("A secret.")
    #expect(try await events(for: Majordomo.Principal(role: role, userID: "somebody")).isEmpty)
  }

  @Test func whoseTalkItIsSeesItsWords() async throws {
    try await say("A secret.")
    let data = try data(try await events(for: Majordomo.Principal(role: .guest, userID: "local")).first)
    #expect(data["text"] as? String == "A secret.")
  }

  @Test func anAdvisorSeesThatThereIsATalkAndItsWordsOnlyWhenTheCompanyAllows() async throws {
    let advisor = Majordomo.Principal(role: .advisor, userID: "an advisor's key")
    try await say("A secret.", answered: "Another.")
    let before = try data(try await events(for: advisor).first)
    #expect(before["text"] is NSNull)
    #expect(before["answer"] is NSNull)
    #expect(before["conversation"] as? String == "talk-1")
    try await say("Yes.", changes: [.setConsent(Consent(name: .advisorSees, given: true, at: Self.at, textVersion: 1))])
    #expect(try data(try await events(for: advisor).first)["text"] as? String == "A secret.")
    try await say("No.", changes: [.setConsent(Consent(name: .advisorSees, given: false, at: Self.at, textVersion: 1))])
    #expect(try data(try await events(for: advisor).first)["text"] is NSNull)
  }

  @Test func aServiceFollowsWithoutWordsAndOnlyWhenThatWasGranted() async throws {
    let service = Majordomo.Principal(role: .service, userID: "a service's key")
    try await say("A secret.")
    #expect(try await events(for: service, grants: Grants(calls: ["assistant.ask.v1"])).isEmpty)
    let granted = try data(try await events(for: service, grants: Grants(followsEvents: true)).first)
    #expect(granted["text"] is NSNull)
    #expect(granted["turn"] as? Int == 1)
  }

  @Test func aWorkersKeyFollowsNothing() async throws {
    try await say("A secret.")
    let worker = Majordomo.Principal(role: .worker, userID: "a worker's key")
    #expect(try await events(for: worker, grants: Grants(serves: ["assistant"], followsEvents: true)).isEmpty)
  }

  @Test func wordsThatDoNotFitAreLeftOutAndThatIsSaid() async throws {
    try await say(String(repeating: "ä", count: 20_000), answered: String(repeating: "\u{1}", count: 20_000))
    let long = try data(try await events().first)
    #expect(long["text"] is NSNull)
    #expect(long["answer"] is NSNull)
    #expect(long["truncated"] as? Bool == true)
    #expect(long["turn"] as? Int == 1)
  }

  @Test func anotherTypeOfEventCarriesItsOwnDataAndNoWords() async throws {
    try await say("A secret.", type: "eu.rinnalla.company.stage.changed.v1", data: #"{"stage":"first-deal","n":2}"#)
    let data = try data(try await events().first)
    #expect(data as NSDictionary == ["stage": "first-deal", "n": 2])
  }

  @Test func aReaderOfAServerOverTheStoreGetsTheTurnsByNumber() async throws {
    for number in 1...3 { try await say("question \(number)") }
    let context = try Context()
    let endpoint = BrokerEndpoint("inproc://events", .fixed(Majordomo.Principal(role: .member, userID: "local")))
    let service = StreamService(store: store)
    let server = StreamServer(context: context, endpoint: endpoint, source: service.source)
    let address = try await server.start()
    let reader = try StreamReader(
      context: context, servers: [BrokerAddress(address)],
      wish: StreamWish(since: 1, topics: ["eu.rinnalla.conversation."], subjects: [Self.talk.rawValue]))
    var told: [Int64: String?] = [:]
    for try await item in reader {
      if case .begin(let log) = item { #expect(log == StreamLog(log: "north", epoch: 1, last: 3)) }
      guard case .event(let number, let bytes) = item else { continue }
      told[number] = TurnCommitted(json: bytes)?.data.text
      if number == 3 { try await say("question 4") }
      if number == 4 { break }
    }
    #expect(told == [2: "question 2", 3: "question 3", 4: "question 4"])
    reader.close()
    await server.stop()
    #expect(context.terminate())
  }
}
