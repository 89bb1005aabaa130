import Companies
import Foundation
import Majordomo
import MajordomoRuntime
import Stores
import Testing
import Vocabulary
import ZeroMQ

/// A step's day is announced on the stream of the real program, once.
struct ReminderTests {
  private static let today = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))

  /// Puts a step off until the day before yesterday: on which day nothing served.
  private func putOff(_ step: String, _ id: String, _ data: TemporaryFolder) async throws {
    let store = try SQLiteStore.open(directory: data.path)
    let request = Request(
      key: RequestKey(
        principal: Vocabulary.Principal(role: .member, user: "local"), conversation: ConversationID(rawValue: "talk"),
        id: id), op: "assistant.ask.v1", hash: "")
    let opening = try await store.open(
      request, newCompany: CompanyID(rawValue: "company"), newConversation: ConversationID(rawValue: "talk"),
      now: Self.today)
    guard case .ready(let context) = opening else { throw NotReady() }
    let record = StepRecord(id: step, state: .later, at: Self.today, until: Self.today.day.adding(days: -2))
    let outcome = try await store.commit(
      Commit(
        request: request, at: Self.today, company: context.company.id, companyVersion: context.company.version,
        conversation: context.talk.id, talkVersion: context.talk.version, changes: [.setStep(record)],
        memory: TalkMemory(), text: "", answer: "{}", events: []))
    guard case .stored = outcome else { throw NotReady() }
    try store.close()
  }

  private struct NotReady: Error {}

  private struct Due: Decodable {
    var subject: String
    var data: Body

    struct Body: Decodable {
      var step: String
    }
  }

  /// The steps that are announced, as they come to a reader of the stream, until one of this name.
  private func announced(until last: String, _ data: TemporaryFolder) async throws -> [String] {
    let context = try Context()
    let reader = try StreamReader(
      context: context, servers: [BrokerAddress("ipc://\(data.path)/run/events.sock")],
      wish: StreamWish(since: 0, topics: [DueStep.eventType]))
    defer {
      reader.close()
      context.shutdown()
    }
    var steps: [String] = []
    for try await case .event(_, let bytes) in reader {
      let due = try JSONDecoder().decode(Due.self, from: Data(bytes))
      #expect(due.subject == "talk")
      steps.append(due.data.step)
      if due.data.step == last { break }
    }
    return steps
  }

  @Test(.timeLimit(.minutes(2)))
  func `A day on which the program was down is announced at its next start, and not again`() async throws {
    let data = try TemporaryFolder()
    try await putOff("sketch_plan", "1", data)
    let first = try Program(["serve"], data: data)
    try await first.says("serving on")
    #expect(try await announced(until: "sketch_plan", data) == ["sketch_plan"])
    first.kill()
    await first.end()

    try await putOff("get_eori", "2", data)
    let second = try Program(["serve"], data: data)
    try await second.says("serving on")
    #expect(try await announced(until: "get_eori", data) == ["sketch_plan", "get_eori"])
    second.kill(SIGTERM)
    #expect(await second.end() == 0)
  }
}
