import Companies
import Cooperation
import Foundation
import Testing
import Vocabulary

/// The service `cooperation`, asked by other services on the queue for two companies. Their words are planted: each is searched for in
/// all that leaves the system.
@Suite(.serialized) struct CooperationServiceTests {
  private static let planted = ["PLANTEDNAME", "PLANTEDOFFER", "PLANTEDPERSON", "planted@example.org"]

  @Test
  func `No name, offer or contact is in any answer, greeting or event before both said yes and both are verified`()
    async throws
  {
    try await HouseOfServices.open { house in
      let (anna, bo) = (Caller(house, "anna"), Caller(house, "bo"))
      try await anna.introduceItself(
        name: Self.planted[0], offering: Self.planted[1], contact: Self.planted[2], mail: Self.planted[3])
      try await bo.introduceItself(name: "Other Oy", offering: "doors", contact: "Somebody", mail: "other@example.org")
      for caller in [anna, bo] { try await caller.join() }
      try await anna.act("draft", #""terms":\#(Self.terms("a stand in Hannover"))"#)
      try await anna.act("submit", #""opportunity":1"#)
      try await house.advise(#""act":"pass","opportunity":1"#)
      try await bo.act("express", #""opportunity":1"#)
      try await anna.act("answer", #""match":1,"yes":true"#)
      try await bo.act("answer", #""match":1,"yes":true"#)
      try await bo.hello()
      var heard = bo.heard.joined()
      for word in Self.planted { #expect(!heard.contains(word), "\(word) is told before the advisor has verified") }

      for company in try await house.members() { try await house.advise(#""act":"verify","company":"\#(company)""#) }
      let reply = try await bo.act("look")
      heard = String(describing: reply["shared"] ?? "")
      for word in Self.planted { #expect(heard.contains(word), "\(word) is shown to the one introduced") }

      try await anna.act("leave")
      let after = try await bo.act("look")
      for word in Self.planted { #expect(!String(describing: after).contains(word), "\(word) is hidden again") }
      let events = try await house.store.events(after: 0, subjects: [], limit: 100).events
      #expect(events.contains { $0.event.type == Effect.eventType })
      for event in events {
        for word in Self.planted { #expect(!event.event.data.contains(word), "\(word) in \(event.event.type)") }
      }
    }
  }

  @Test func `Interest that was withdrawn leaves no trace for the owner`() async throws {
    try await HouseOfServices.open { house in
      let (anna, bo) = (Caller(house, "anna"), Caller(house, "bo"))
      for caller in [anna, bo] {
        try await caller.introduceItself(name: "A", offering: "doors", contact: "B", mail: "c@example.org")
        try await caller.join()
      }
      try await anna.act("draft", #""terms":\#(Self.terms("a ride", places: "[2,3]"))"#)
      try await anna.act("submit", #""opportunity":1"#)
      try await house.advise(#""act":"pass","opportunity":1"#)
      let before = try await anna.look()
      try await bo.act("express", #""opportunity":1"#)
      #expect(try await anna.look() == before)
      try await bo.act("withdraw_interest", #""opportunity":1"#)
      #expect(try await anna.look() == before)
    }
  }

  @Test func `A repeated id does nothing twice, and an id used otherwise is refused`() async throws {
    try await HouseOfServices.open { house in
      let anna = Caller(house, "anna")
      try await anna.introduceItself(name: "A", offering: "doors", contact: "B", mail: "c@example.org")
      try await anna.join()
      for _ in 1...2 {
        let reply = try await anna.act("draft", #""terms":\#(Self.terms("a pallet"))"#, id: "same")
        #expect((reply["deed"] as? [String: Any])?["opportunity"] as? Int == 1)
      }
      let problem = try await anna.send("draft", #""terms":\#(Self.terms("another"))"#, id: "same")["problem"]
      #expect((problem as? [String: Any])?["status"] as? Int == 409)
    }
  }

  @Test(arguments: [
    ("a price", "our price is 42 euros an hour", true), ("a call", "let's agree not to go below 50 euros", true),
    ("a stand", "room for two more on a stand that costs 4500 euros", false),
  ])
  func `What competitors must not settle never gets on the table`(what: String, text: String, isStopped: Bool)
    async throws
  {
    try await HouseOfServices.open { house in
      let anna = Caller(house, "anna")
      try await anna.introduceItself(name: "A", offering: "doors", contact: "B", mail: "c@example.org")
      try await anna.join()
      let reply = try await anna.act("draft", #""terms":\#(Self.terms(text))"#)
      let own = (reply["view"] as? [String: Any])?["own"] as? [[String: Any]]
      #expect(try #require(own).isEmpty == isStopped, "\(what)")
    }
  }

  @Test func `A consent is recorded with the person who gave it, and nobody joins of whom nothing is known`()
    async throws
  {
    try await HouseOfServices.open { house in
      let (anna, bo, stranger) = (Caller(house, "anna"), Caller(house, "bo"), Caller(house, "stranger"))
      for caller in [anna, bo] {
        try await caller.introduceItself(name: "A", offering: "doors", contact: "B", mail: "c@example.org")
        try await caller.join()
      }
      let refused = try await stranger.send("join")["data"] as? [String: Any]
      #expect((refused?["problem"] as? [String: Any])?["code"] as? String == "not_member")
      #expect(try await house.members().count == 2)
      try await anna.act("draft", #""terms":\#(Self.terms("a stand"))"#)
      try await anna.act("submit", #""opportunity":1"#)
      try await house.advise(#""act":"pass","opportunity":1"#)
      try await bo.act("express", #""opportunity":1"#)
      try await bo.act("answer", #""match":1,"yes":true"#)
      let introductions = await house.store.network().advisorView(at: house.clock.now).introductions
      #expect(introductions.flatMap(\.answers).map(\.user) == ["bo"])
    }
  }

  @Test func `Who joined on the queue is told of an introduction in its chat, and of nothing after it left there`()
    async throws
  {
    try await HouseOfServices.open { house in
      let (anna, bo) = (Caller(house, "anna"), Caller(house, "bo"))
      for caller in [anna, bo] {
        try await caller.introduceItself(
          name: "A", offering: "doors", contact: "B", mail: "c@\(caller.user).example.org")
        try await caller.join()
      }
      try await anna.act("draft", #""terms":\#(Self.terms("a stand"))"#)
      try await anna.act("submit", #""opportunity":1"#)
      try await house.advise(#""act":"pass","opportunity":1"#)
      #expect(try await bo.hello() == [])
      try await bo.act("express", #""opportunity":1"#)
      #expect(try await bo.hello().joined().contains("agree 1"))
      #expect(try await bo.say("agree 1")["text"] as? String != nil)
      try await bo.act("leave")
      #expect(try await bo.hello() == [])
      let answer = try await bo.say("agree 1")["text"] as? String ?? ""
      #expect(answer.hasPrefix("First be visible"), "\(answer)")
    }
  }

  @Test func `A consent that was taken back elsewhere counts here, and one that is older than the joining does not`()
    async throws
  {
    try await HouseOfServices.open { house in
      let (anna, bo) = (Caller(house, "anna"), Caller(house, "bo"))
      for caller in [anna, bo] {
        try await caller.introduceItself(
          name: "A", offering: "doors", contact: "B", mail: "c@\(caller.user).example.org")
      }
      try await anna.bring(Consent(name: .matching, given: false, at: house.clock.now, textVersion: 1))
      house.clock.advance(hours: 1)
      for caller in [anna, bo] { try await caller.join() }
      try await anna.act("draft", #""terms":\#(Self.terms("a stand"))"#)
      try await anna.act("submit", #""opportunity":1"#)
      try await house.advise(#""act":"pass","opportunity":1"#)
      func board() async throws -> Int? {
        let view = try await bo.act("look")["view"] as? [String: Any]
        return (view?["board"] as? [Any])?.count
      }
      #expect(try await board() == 1, "she joined after that")
      house.clock.advance(hours: 1)
      try await anna.bring(Consent(name: .matching, given: false, at: house.clock.now, textVersion: 1))
      #expect(try await board() == 0)
      let view = try await anna.act("look")["view"] as? [String: Any]
      #expect(view?["visibility"] as? String == "hidden")
    }
  }

  @Test func `Nobody joins on the queue who saw nothing, or something else than others would see`() async throws {
    try await HouseOfServices.open { house in
      let callers = (1...5).map { Caller(house, "caller\($0)") }
      for caller in callers {
        try await caller.introduceItself(
          name: "A", offering: "doors", contact: "B", mail: "c@\(caller.user).example.org")
      }
      let last = try #require(callers.last)
      func refusal(_ fields: String) async throws -> String? {
        let data = try await last.send("join", fields)["data"] as? [String: Any]
        #expect(data?["view"] == nil, "nothing has changed")
        return (data?["problem"] as? [String: Any])?["code"] as? String
      }
      for caller in callers.dropLast() { try await caller.join() }
      #expect(try await refusal("") == "preview_not_seen")
      let seen = try await last.mark()
      #expect(try await refusal(#""seen":"x\#(seen)""#) == "preview_outdated")
      // Four that are alike are too few for a card of anybody.
      try await callers[0].act("leave")
      #expect(try await refusal(#""seen":"\#(seen)""#) == "preview_outdated")
      try await last.join()
      #expect(try await last.send("join")["problem"] == nil)
    }
  }

  @Test func `A yes in the chat counts for the card that was shown, and another is shown before it counts`()
    async throws
  {
    try await HouseOfServices.open { house in
      let callers = (1...5).map { Caller(house, "caller\($0)") }
      for caller in callers {
        try await caller.introduceItself(
          name: "A", offering: "doors", contact: "B", mail: "c@\(caller.user).example.org")
      }
      for caller in callers.prefix(3) { try await caller.join() }
      let (other, last) = (callers[3], callers[4])
      // The fourth comes and goes, so that the fifth would be shown, and would not.
      for (round, (lang, wish, yes, told)) in [
        ("en", "join the network", "show us to others", "What others would see of you has changed"),
        ("fi", "liitä meidät verkostoon", "näytä meidät muille", "Se, mitä muut näkisivät teistä, on"),
        ("sv", "anslut oss till nätverket", "visa oss för andra", "Det som andra skulle se av er har ändrats"),
      ].enumerated() {
        // A card gets finer once in a month.
        house.clock.advance(hours: 31 * 24)
        try await last.say(wish, lang: lang)
        if round == 1 { try await other.act("leave") } else { try await other.join() }
        let again = try await last.say(yes, lang: lang)["text"] as? String ?? ""
        #expect(again.hasPrefix(told), "\(again)")
        let view = try await last.act("look")["view"] as? [String: Any]
        #expect(view?["visibility"] as? String ?? "hidden" == "hidden")
        try await last.say(yes, lang: lang)
        let joined = try await last.act("look")["view"] as? [String: Any]
        #expect(joined?["visibility"] as? String == "anonymous")
        try await last.act("leave")
      }
    }
  }

  @Test func `A guest advises nobody, and acts for nobody else`() async throws {
    try await HouseOfServices.open { house in
      let look = #"{"id":"1","op":"cooperation.advise.v1","data":{"act":"look"}}"#
      let advised = try await house.send(look, to: "cooperation", as: house.guest)
      #expect((advised["problem"] as? [String: Any])?["status"] as? Int == 403)
      let other = #"{"id":"2","op":"cooperation.act.v1","for":"guest:anna","data":{"act":"look"}}"#
      let acted = try await house.send(other, to: "cooperation", as: house.guest)
      #expect((acted["problem"] as? [String: Any])?["status"] as? Int == 403)
      let own = #"{"id":"3","op":"cooperation.act.v1","data":{"act":"look"}}"#
      #expect(try await house.send(own, to: "cooperation", as: house.guest)["data"] != nil)
    }
  }

  private static func terms(_ what: String, places: String = "[1,1]") -> String {
    #"{"kind":"shared_stand","market":"DE","sector":"","what":"\#(what)","when":"","places":\#(places),"gives":"","#
      + #""closes":"2026-12-20","audience":"network","isAnonymous":true}"#
  }
}
