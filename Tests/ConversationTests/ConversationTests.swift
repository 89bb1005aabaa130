import Companies
import Conversation
import Guidance
import Knowledge
import Testing
import Vocabulary

/// The machine of a turn, driven by replies that the test gives.
struct ConversationTests {
  private let now = Timestamp(milliseconds: 1_795_420_800_000)
  private let request = Request(
    key: RequestKey(principal: Principal(role: .member, user: "local"), conversation: nil, id: "r1"),
    op: "assistant.ask.v1",
    hash: "h")

  private func machine(
    _ text: String = "miten alv", milliseconds: Int64 = 5000, known: CompanyContext? = nil
  ) throws -> Conversation {
    let phrases = Dictionary(
      uniqueKeysWithValues: Language.allCases.map { lang in
        (lang, Dictionary(uniqueKeysWithValues: Phrase.allCases.map { ($0.rawValue, "\(lang) \($0.rawValue)") }))
      })
    let name = LocalizedText(en: "Region", fi: "Seutu", sv: "Region")
    let contact = Contact(role: "contact", name: name, url: "https://example.org/")
    var base = KnowledgeBase(
      region: Region(
        id: "r", names: name, country: "FI", timeZone: "UTC", municipalities: [], languages: [.fi],
        contact: contact, contacts: []))
    base.phrases = phrases
    let guidance = try Guidance(base)
    let ask = Conversation.Ask(
      request: request, text: text, lang: nil, deadline: Timestamp(milliseconds: now.milliseconds + milliseconds))
    return Conversation(
      ask, guidance: guidance, known: known, render: { answer, talk, turn in "\(talk)/\(turn): \(answer.text)" })
  }

  private var context: CompanyContext {
    let company = Company(id: CompanyID(rawValue: "c"), version: 3)
    let talk = Talk(
      id: ConversationID(rawValue: "t"), company: company.id, version: 7, turns: 7, startedAt: now, lastAt: now)
    return CompanyContext(company: company, talk: talk)
  }

  private let parsed = ParsedQuestion(lang: .fi, intent: .greet, confidence: 0.9)
  private let findings = Findings(contact: ContactFindings(name: "NIHAK", url: "https://example.org"))

  /// From opening to the commit.
  private func commit(_ machine: inout Conversation) throws -> Commit {
    guard case .parse = machine.received(.opened(.ready(context)), at: now) else { throw Unexpected() }
    guard case .find = machine.received(.parsed(parsed), at: now) else { throw Unexpected() }
    guard case .commit(let commit) = machine.received(.found(findings), at: now) else { throw Unexpected() }
    return commit
  }

  private struct Unexpected: Error {}

  @Test func `A turn opens, parses, finds, commits, and only then answers`() throws {
    var machine = try machine()
    #expect(machine.begin(at: now) == .open(request))
    let commit = try commit(&machine)
    #expect(commit.companyVersion == 3 && commit.talkVersion == 7)
    #expect(commit.answer == "t/8: fi greet")
    #expect(commit.text == "miten alv")
    #expect(commit.events.map(\.turn) == [8])
    #expect(machine.received(.committed(.stored(lastEvent: 1)), at: now) == .finish(.answered("t/8: fi greet")))
  }

  @Test func `What could not be answered is an event of its own, without the person's words`() throws {
    var machine = try machine("secret words")
    guard case .parse = machine.received(.opened(.ready(context)), at: now) else { throw Unexpected() }
    let unread = ParsedQuestion(lang: .fi, intent: nil, confidence: 0)
    guard case .find = machine.received(.parsed(unread), at: now) else { throw Unexpected() }
    guard case .commit(let commit) = machine.received(.found(findings), at: now) else { throw Unexpected() }
    #expect(
      commit.events.map(\.type) == [
        "eu.rinnalla.conversation.turn.committed.v1", "eu.rinnalla.conversation.gap.found.v1",
      ])
    #expect(commit.events[1].data.contains("\"reason\":\"not_understood\""))
    #expect(!commit.events.contains { $0.data.contains("secret") })
  }

  @Test func `A repeated request gets the stored answer and computes nothing`() throws {
    var machine = try machine()
    #expect(machine.received(.opened(.repeated(answer: "before")), at: now) == .finish(.answered("before")))
  }

  @Test func `The second computation of one request gets the answer of the first`() throws {
    var machine = try machine()
    _ = try commit(&machine)
    #expect(
      machine.received(.committed(.repeated(answer: "the first's")), at: now) == .finish(.answered("the first's")))
  }

  @Test func `A conflict is computed anew, at most five times`() throws {
    var machine = try machine()
    #expect(machine.begin(at: now) == .open(request))
    for _ in 1...4 {
      _ = try commit(&machine)
      #expect(machine.received(.committed(.conflict), at: now) == .open(request))
    }
    _ = try commit(&machine)
    #expect(machine.received(.committed(.conflict), at: now) == .finish(.refused(.contended)))
  }

  @Test func `Where the turn before ended is where the next begins, without asking the store`() throws {
    var first = try machine()
    let stored = try commit(&first)
    #expect(first.after == nil)
    _ = first.received(.committed(.stored(lastEvent: 1)), at: now)
    #expect(first.after == context.after(stored))
    #expect(first.after?.talk.turns == 8)

    var second = try machine("entä alv", known: first.after)
    guard case .parse = second.begin(at: now) else { throw Unexpected() }
    guard case .find = second.received(.parsed(parsed), at: now) else { throw Unexpected() }
    guard case .commit(let commit) = second.received(.found(findings), at: now) else { throw Unexpected() }
    #expect(commit.talkVersion == 8)
    // It was outdated: the store is asked after all, as often as without it.
    #expect(second.received(.committed(.conflict), at: now) == .open(request))
  }

  @Test func `A part that fails ends the turn, and nothing is committed`() throws {
    var machine = try machine()
    _ = machine.received(.opened(.ready(context)), at: now)
    let failure = Conversation.Failure(service: "intent", isRetryable: true, detail: "not reached")
    #expect(machine.received(.failed(failure), at: now) == .finish(.refused(.partFailed(failure))))
  }

  @Test func `Out of time it refuses, but what is on disk is answered`() throws {
    let late = Timestamp(milliseconds: now.milliseconds + 5000)
    var slow = try machine()
    #expect(slow.received(.opened(.ready(context)), at: late) == .finish(.refused(.outOfTime)))
    var stored = try machine()
    _ = try commit(&stored)
    #expect(stored.received(.committed(.stored(lastEvent: 1)), at: late) == .finish(.answered("t/8: fi greet")))
  }

  @Test func `A command needs no parser`() throws {
    var machine = try machine("/data")
    guard case .find = machine.received(.opened(.ready(context)), at: now) else { throw Unexpected() }
  }

  @Test(arguments: [
    (Opening.idUsedOtherwise, Conversation.Refusal.idUsedOtherwise), (.gone, .gone),
    (.unknownConversation, .unknownConversation),
  ])
  func `What the store refuses is refused`(opening: Opening, refusal: Conversation.Refusal) throws {
    var machine = try machine()
    #expect(machine.received(.opened(opening), at: now) == .finish(.refused(refusal)))
  }

  @Test func `A reply out of turn ends the turn`() throws {
    var machine = try machine()
    guard case .finish(.refused(.partFailed)) = machine.received(.parsed(parsed), at: now) else { throw Unexpected() }
  }
}
