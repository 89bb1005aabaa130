import Companies
import Foundation
import Knowledge
import Majordomo
import MajordomoRuntime
import Services
import Stores
import Testing
import Vocabulary

/// When days begin in a region, and what is announced then. The clock begins on 23.11.2026 at 8:00 UTC.
@Suite(.timeLimit(.minutes(1)))
struct RemindersTests {
  private func reminders(_ house: HouseOfServices) -> Reminders {
    Reminders(
      house.editions, store: house.store,
      environment: Environment(now: { [clock = house.clock] in clock.now }, newID: { "" }))
  }

  private func days(_ house: HouseOfServices) async -> [String] {
    await house.store.events(after: 0, subjects: [], limit: 9999).events.map(\.event)
      .filter { $0.type == DueStep.eventType }.map { String($0.data.suffix(12).prefix(10)) }
  }

  /// The last reminder on the stream, as who follows it there reads it.
  private func read(_ house: HouseOfServices) async -> ReminderFellDue? {
    let reader = Majordomo.Principal(role: .member, userID: "local")
    let page = await StreamService(store: house.store).source.read(reader, 0, [], 9999)
    return page?.events.compactMap { ReminderFellDue(json: $0.bytes) }.last
  }

  private func ask(_ text: String, _ house: HouseOfServices) async throws {
    let body = #"{"id":"\#(UUID())","op":"assistant.ask.v1","data":{"text":"\#(text)","lang":"en"}}"#
    let reply = try await house.send(body, to: "assistant")
    #expect(reply["data"] != nil, "\(reply)")
  }

  private func due(_ house: HouseOfServices) async throws -> Int {
    let reply = try await house.send(#"{"id":"\#(UUID())","op":"assistant.hello.v1","data":{}}"#, to: "assistant")
    return try #require((reply["data"] as? [String: Any])?["due"] as? [Any]).count
  }

  @Test func `A step is announced when its day begins in the region, as it is told at the next visit`() async throws {
    try await HouseOfServices.open { house in
      try await ask("How does customs work when we sell to Norway?", house)
      try await ask("remind me of number 1 tomorrow", house)
      let reminders = reminders(house)
      let next = await reminders.announce()
      // Not longer than an hour, for a clock that is set.
      #expect(next == Timestamp(milliseconds: house.clock.now.milliseconds + 3_600_000))
      #expect(await days(house) == [])
      // 21:00 UTC is 23:00 in Helsinki.
      house.clock.advance(hours: 13)
      let midnight = await reminders.announce()
      #expect(midnight.rfc3339 == "2026-11-23T22:00:00.000Z")
      #expect(await days(house) == [])
      #expect(try await due(house) == 0)
      house.clock.advance(hours: 1)
      _ = await reminders.announce()
      #expect(await days(house) == ["2026-11-24"])
      #expect(try await due(house) == 1)
      let told = try #require(await read(house))
      #expect(told.data.due == "2026-11-24")
      #expect(told.time == "2026-11-23T22:00:00.000Z")
      house.clock.advance(days: 3)
      _ = await reminders.announce()
      #expect(await days(house) == ["2026-11-24"])
    }
  }

  @Test func `Tomorrow is counted from the region's day, past midnight there and before it in UTC`() async throws {
    try await HouseOfServices.open { house in
      // 22:00 UTC is midnight in Helsinki, where the 24th begins.
      house.clock.advance(hours: 14)
      try await ask("How does customs work when we sell to Norway?", house)
      try await ask("remind me of number 1 tomorrow", house)
      let reminders = reminders(house)
      house.clock.advance(hours: 23)
      _ = await reminders.announce()
      #expect(await days(house) == [])
      house.clock.advance(hours: 1)
      _ = await reminders.announce()
      #expect(await days(house) == ["2026-11-25"])
    }
  }

  @Test func `More steps than one transaction takes are announced in one go`() async throws {
    try await HouseOfServices.open { house in
      let key = RequestKey(
        principal: Principal(role: .member, user: "local"), conversation: ConversationID(rawValue: "t"), id: "1")
      let steps = (0..<600).map { number in
        Change.setStep(StepRecord(id: "step\(number)", state: .later, at: house.clock.now, until: Day("2026-11-20")))
      }
      let commit = Commit(
        request: Request(key: key, op: "assistant.ask.v1", hash: ""), at: house.clock.now,
        company: CompanyID(rawValue: "c"), companyVersion: 0, conversation: ConversationID(rawValue: "t"),
        talkVersion: 0, changes: steps, memory: TalkMemory(), text: "", answer: "{}", events: [])
      let outcome = try await house.store.commit(commit)
      #expect(outcome == .stored(lastEvent: 0))
      _ = await reminders(house).announce()
      #expect(await days(house).count == 600)
    }
  }
}
