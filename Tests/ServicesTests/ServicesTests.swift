import Foundation
import Messages
import Services
import Testing
import Vocabulary

/// The services over a real broker, as other programs meet them.
@Suite(.serialized)
struct ServicesTests {
  private func problem(_ reply: [String: Any]) -> (code: String?, status: Int?, detail: String) {
    let problem = reply["problem"] as? [String: Any] ?? [:]
    return (problem["code"] as? String, problem["status"] as? Int, problem["detail"] as? String ?? "")
  }

  private func ask(_ text: String, id: String, conversation: String? = nil) -> String {
    let talk = conversation.map { #","conversation":"\#($0)""# } ?? ""
    return #"{"id":"\#(id)","op":"assistant.ask.v1"\#(talk),"data":{"text":"\#(text)"}}"#
  }

  @Test func `A question is answered over the broker, and its id repeated gets the same answer`() async throws {
    try await HouseOfServices.open { house in
      let first = try await house.send(ask("What papers to Norway?", id: "q1"), to: "assistant")
      let answer = try #require(first["data"] as? [String: Any])
      #expect((answer["text"] as? String)?.contains("Norw") == true)
      #expect(answer["turn"] as? Int == 1)
      let again = try await house.send(ask("What papers to Norway?", id: "q1"), to: "assistant")
      #expect(again as NSDictionary == first as NSDictionary)
      let identity = await house.store.logIdentity()
      #expect(identity.last == 1, "the repeat made no event")
    }
  }

  @Test func `A parse and an answer name their content; one that is still held is answered from, else the newest`()
    async throws
  {
    try await HouseOfServices.open { house in
      func revision(_ named: String?, of service: String) async throws -> String? {
        let wish = named.map { #","revision":"\#($0)""# } ?? ""
        let (op, data) =
          service == "intent"
          ? ("intent.parse.v1", #""text":"customs""#)
          : (
            "knowledge.find.v1",
            #""lang":"en","markets":[],"instruments":[],"wantsSupport":false,"known":{},"closedSteps":[],"#
              + #""titlesOf":[],"topicTitlesOf":[],"marketNamesOf":[],"today":"2026-11-24""#
          )
        let reply = try await house.send(#"{"id":"r","op":"\#(op)","data":{\#(data)\#(wish)}}"#, to: service)
        return (reply["data"] as? [String: Any])?["revision"] as? String
      }
      let first = house.editions.current
      house.editions.publish(
        Edition(
          revision: "second", knowledge: first.knowledge, guidance: first.guidance, parser: first.parser,
          search: first.search,
          network: first.network, guardRails: first.guardRails))
      for service in ["intent", "knowledge"] {
        #expect(try await revision(nil, of: service) == "second")
        #expect(try await revision("first", of: service) == "first")
        #expect(try await revision("never", of: service) == "second")
      }
      withExtendedLifetime(first) {}
      let answer = try await house.send(ask("What papers to Norway?", id: "q"), to: "assistant")
      #expect((answer["data"] as? [String: Any])?["revision"] as? String == "second")
    }
  }

  @Test func `A message of which the parser makes nothing is answered from the passage that its words lead to`()
    async throws
  {
    try await HouseOfServices.open { house in
      let reply = try await house.send(ask("billigaste frkten till Göteborg", id: "q"), to: "assistant")
      let answer = try #require(reply["data"] as? [String: Any])
      let text = try #require(answer["text"] as? String)
      #expect(text.hasPrefix("Jag är inte säker på att jag förstod rätt."), "\(text)")
      #expect((answer["slots"] as? [String: Any])?["topic"] as? String == "logistics")
    }
  }

  @Test func `One id for two questions is refused`() async throws {
    try await HouseOfServices.open { house in
      _ = try await house.send(ask("moi", id: "same"), to: "assistant")
      let reply = try await house.send(ask("something else", id: "same"), to: "assistant")
      #expect(problem(reply).status == 409)
    }
  }

  @Test(arguments: [
    ("not json", "malformed", 400), (#"{"op":"assistant.ask.v1","data":{}}"#, "invalid", 422),
    (#"{"id":"1","op":"assistant.ask.v1","data":{"words":"x"}}"#, "invalid", 422),
    (#"{"id":"1","op":"assistant.ask.v1","data":{"text":7}}"#, "invalid", 422),
    (#"{"id":"1","op":"assistant.sing.v1","data":{}}"#, "unknown-operation", 404),
    (#"{"id":"1","op":"assistant.ask.v1","conversation":"a b","data":{"text":"x"}}"#, "invalid", 422),
    (#"{"id":"","op":"assistant.ask.v1","data":{"text":"x"}}"#, "invalid", 422),
  ])
  func `What does not fit is refused with a problem that names the member`(body: String, code: String, status: Int)
    async throws
  {
    try await HouseOfServices.open { house in
      let told = problem(try await house.send(body, to: "assistant"))
      #expect(told.code == code)
      #expect(told.status == status)
      if code == "invalid" { #expect(told.detail.contains("/")) }
    }
  }

  @Test func `Too much text and too large a body are refused with their limits`() async throws {
    try await HouseOfServices.open { house in
      let long = String(repeating: "a", count: AskRequest.textBytesMax + 1)
      let tooLong = problem(try await house.send(ask(long, id: "l"), to: "assistant"))
      #expect(tooLong.detail.contains("20000"))
      let huge = String(repeating: "a", count: 300_000)
      let told = problem(try await house.send(ask(huge, id: "h"), to: "assistant"))
      #expect(told.status == 413)
      #expect(told.detail.contains("262144"))
    }
  }

  @Test func `A guest can't call the house's own operations, nor act for another`() async throws {
    try await HouseOfServices.open { house in
      let open =
        #"{"id":"1","op":"company.open.v1","for":"member:local","data":{"key":{"principal":{"role":"member","user":"local"},"id":"1"},"op":"x","hash":""}}"#
      let opening = problem(try await house.send(open, to: "company", as: house.guest))
      #expect(opening.status == 403)
      let posing = #"{"id":"2","op":"assistant.ask.v1","for":"member:local","data":{"text":"/data"}}"#
      let posed = problem(try await house.send(posing, to: "assistant", as: house.guest))
      #expect(posed.status == 403)
    }
  }

  @Test func `Nobody else can open a talk, and is told no more than that there is none`() async throws {
    try await HouseOfServices.open { house in
      let first = try await house.send(ask("We make steel doors in Nivala", id: "a"), to: "assistant")
      let talk = try #require((first["data"] as? [String: Any])?["conversation"] as? String)
      let reply = try await house.send(ask("/data", id: "b", conversation: talk), to: "assistant", as: house.guest)
      #expect(problem(reply).code == "unknown-conversation")
      let history = #"{"id":"c","op":"assistant.history.v1","conversation":"\#(talk)","data":{"limit":10}}"#
      let recalling = problem(try await house.send(history, to: "assistant", as: house.guest))
      #expect(recalling.code == "unknown-conversation")
    }
  }

  @Test func `Another's id sent again, with or without its talk, gives nothing of the answer`() async throws {
    try await HouseOfServices.open { house in
      let first = try await house.send(ask("We make steel doors in Nivala", id: "theirs"), to: "assistant")
      let talk = try #require((first["data"] as? [String: Any])?["conversation"] as? String)
      let named = try await house.send(
        ask("We make steel doors in Nivala", id: "theirs", conversation: talk), to: "assistant", as: house.guest)
      #expect(problem(named).code == "unknown-conversation" && named["data"] == nil)
      let own = try await house.send(
        ask("We make steel doors in Nivala", id: "theirs"), to: "assistant", as: house.guest)
      let answer = try #require(own["data"] as? [String: Any])
      #expect(answer["conversation"] as? String != talk && answer["turn"] as? Int == 1)
    }
  }

  @Test func `Hello tells the latest talk, its topic and the open steps; history its words`() async throws {
    try await HouseOfServices.open { house in
      _ = try await house.send(ask("Miten tulli menee Norjaan?", id: "a"), to: "assistant")
      let hello = try await house.send(#"{"id":"h","op":"assistant.hello.v1","data":{}}"#, to: "assistant")
      let welcome = try #require(hello["data"] as? [String: Any])
      #expect(welcome["turns"] as? Int == 1)
      #expect(welcome["lang"] as? String == "fi")
      #expect((welcome["topic"] as? String)?.isEmpty == false)
      #expect((welcome["steps"] as? [Any])?.isEmpty == false)
      let recalled = try await house.send(
        #"{"id":"r","op":"assistant.history.v1","data":{"limit":10}}"#, to: "assistant")
      let turns = try #require((recalled["data"] as? [String: Any])?["turns"] as? [[String: Any]])
      #expect(turns.map { $0["text"] as? String } == ["Miten tulli menee Norjaan?"])
    }
  }

  @Test func `A reminder is an event on the stream, and hello tells of it from its day on`() async throws {
    try await HouseOfServices.open { house in
      func due() async throws -> [String] {
        let reply = try await house.send(#"{"id":"h","op":"assistant.hello.v1","data":{}}"#, to: "assistant")
        let steps = (reply["data"] as? [String: Any])?["due"] as? [[String: Any]]
        return try #require(steps).compactMap { $0["title"] as? String }
      }
      _ = try await house.send(ask("Miten tulli menee Norjaan?", id: "a"), to: "assistant")
      _ = try await house.send(ask("Muistuta minua kakkosesta kahden viikon päästä", id: "b"), to: "assistant")
      let events = try await house.store.events(after: 0, subjects: [], limit: 10).events.map(\.event)
      let reminder = try #require(events.first { $0.type == "eu.rinnalla.conversation.reminder.set.v1" })
      #expect(reminder.data.contains(#""due":"2026-12-07""#))
      #expect(try await due().isEmpty)
      house.clock.advance(days: 14)
      let told = try await due()
      #expect(told.count == 1 && told[0].contains("EORI"), "\(told)")
    }
  }

  @Test func `Two assistants that take turns in one talk know what the other was told`() async throws {
    try await HouseOfServices.open { house in
      for number in 5...10 {
        let reply = try await house.send(
          ask("Meitä on \(number) henkeä", id: "n\(number)", conversation: "both"), to: "assistant")
        #expect((reply["data"] as? [String: Any])?["turn"] as? Int == number - 4)
      }
      let told = try await house.send(ask("/data", id: "data", conversation: "both"), to: "assistant")
      let text = try #require((told["data"] as? [String: Any])?["text"] as? String)
      #expect(text.contains("10"), "\(text)")
    }
  }

  @Test func `Two messages of one talk at once are both answered, each in a turn of its own`() async throws {
    try await HouseOfServices.open { house in
      let replies = try await withThrowingTaskGroup(of: Int?.self) { group in
        for number in 0..<8 {
          let body = ask("Meitä on \(number + 5) henkeä", id: "n\(number)", conversation: "shared")
          group.addTask {
            let reply = try await house.send(body, to: "assistant")
            return (reply["data"] as? [String: Any])?["turn"] as? Int
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      let turns = replies.compactMap { $0 }
      #expect(Set(turns).count == turns.count && !turns.isEmpty)
      #expect(turns.sorted() == Array(1...turns.count))
    }
  }
}
