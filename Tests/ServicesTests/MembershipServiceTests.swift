import Foundation
import Testing

/// Invitations and keys bound anew, as other programs meet them. `local` speaks for itself and for others; `guest` is a guest.
@Suite(.serialized)
struct MembershipServiceTests {
  private func request(_ op: String, _ data: [String: String] = [:], talk: String? = nil, for person: String? = nil)
    throws -> String
  {
    var request: [String: Any] = ["id": UUID().uuidString, "op": op, "data": data]
    request["conversation"] = talk
    request["for"] = person
    return String(decoding: try JSONSerialization.data(withJSONObject: request), as: UTF8.self)
  }

  private func ask(_ text: String, for person: String? = nil, of house: HouseOfServices) async throws -> [String: Any] {
    let body = try request("assistant.ask.v1", ["text": text], for: person)
    return try #require(try await house.send(body, to: "assistant")["data"] as? [String: Any])
  }

  private func code(for person: String? = nil, of house: HouseOfServices) async throws -> String {
    let reply = try await house.send(try request("company.invite.v1", for: person), to: "company")
    return try #require((reply["data"] as? [String: Any])?["code"] as? String)
  }

  private func status(_ reply: [String: Any]) -> Int? { (reply["problem"] as? [String: Any])?["status"] as? Int }

  @Test func `A guest joins with a code, becomes a member, and sees the company's facts`() async throws {
    try await HouseOfServices.open { house in
      _ = try await ask("We make steel doors, 12 people, Nivala", of: house)
      house.clock.advance(hours: 1)
      let join = try request("company.join.v1", ["code": try await code(of: house)], for: "guest:bertta")
      for _ in 0..<2 {
        let reply = try await house.send(join, to: "company")
        #expect((reply["data"] as? [String: Any])?["joined"] as? Bool == true)
      }
      #expect(
        house.keyChanges.all == ["+bertta", "+bertta"], "a table that could not be written is mended by a repeat")
      let told = try await ask("/data", for: "guest:bertta", of: house)
      #expect((told["text"] as? String)?.contains("Nivala") == true)
      let hello = try await house.send(try request("assistant.hello.v1"), to: "assistant")
      let news = (hello["data"] as? [String: Any])?["membership"] as? [[String: Any]]
      #expect(news?.map { $0["kind"] as? String } == ["joined"])
    }
  }

  @Test func `A code that is no code lets nobody in and changes no key`() async throws {
    try await HouseOfServices.open { house in
      for text in ["", "K7QFM-2XW9P-TR4DH", String(repeating: "A", count: 10_000)] {
        let reply = try await house.send(
          try request("company.join.v1", ["code": text], for: "guest:bertta"), to: "company")
        #expect((reply["data"] as? [String: Any])?["joined"] as? Bool == false)
      }
      #expect(house.keyChanges.all.isEmpty)
    }
  }

  @Test func `A guest neither invites nor binds, and whoever shares an endpoint without keys does not join`()
    async throws
  {
    try await HouseOfServices.open { house in
      let join = try request("company.join.v1", ["code": "K7QFM-2XW9P-TR4DH"])
      #expect(status(try await house.send(join, to: "company", as: house.guest)) == 403)
      let talk = try await ask("moi", of: house)["conversation"] as? String
      #expect(status(try await house.send(try request("company.invite.v1"), to: "company", as: house.guest)) == 403)
      let bind = try request("company.bind.v1", ["key": "k"], talk: talk)
      #expect(status(try await house.send(bind, to: "company", as: house.guest)) == 403)
      let posing = try request("company.invite.v1", for: "member:local")
      #expect(status(try await house.send(posing, to: "company", as: house.guest)) == 403)
      #expect(house.keyChanges.all.isEmpty)
    }
  }

  @Test func `An invitation of one company does not open another's`() async throws {
    try await HouseOfServices.open { house in
      _ = try await ask("We are in Nivala", of: house)
      _ = try await ask("We are in Oulu", for: "member:other", of: house)
      let code = try await code(for: "member:other", of: house)
      _ = try await house.send(try request("company.join.v1", ["code": code], for: "guest:bertta"), to: "company")
      let text = try #require(try await ask("/data", for: "guest:bertta", of: house)["text"] as? String)
      #expect(!text.contains("Nivala"))
      #expect(text.contains("Oulu"))
    }
  }

  @Test func `Who has no company yet gets no code`() async throws {
    try await HouseOfServices.open { house in
      let reply = try await house.send(try request("company.invite.v1"), to: "company")
      let data = try #require(reply["data"] as? [String: Any])
      #expect(data["code"] == nil)
    }
  }

  @Test func `A key bound anew has the talk, the lost one is refused, and the greeting tells of it`() async throws {
    try await HouseOfServices.open { house in
      let talk = try #require(
        try await ask("We are in Nivala", for: "member:old", of: house)["conversation"] as? String)
      house.clock.advance(hours: 1)
      let reply = try await house.send(try request("company.bind.v1", ["key": "new"], talk: talk), to: "company")
      #expect((reply["data"] as? [String: Any])?["lost"] as? [String] == ["old"])
      #expect(house.keyChanges.all == ["-old", "+new"])
      let lost = try request("assistant.ask.v1", ["text": "/data"], talk: talk, for: "member:old")
      #expect(status(try await house.send(lost, to: "assistant")) == 404)
      let hello = try await house.send(try request("assistant.hello.v1", for: "member:new"), to: "assistant")
      let welcome = try #require(hello["data"] as? [String: Any])
      #expect(welcome["conversation"] as? String == talk)
      #expect((welcome["membership"] as? [[String: Any]])?.map { $0["kind"] as? String } == ["bound"])
    }
  }

  @Test func `Binding needs a talk that exists and a key`() async throws {
    try await HouseOfServices.open { house in
      let nowhere = try request("company.bind.v1", ["key": "k"], talk: "nowhere")
      #expect(status(try await house.send(nowhere, to: "company")) == 404)
      #expect(status(try await house.send(try request("company.bind.v1", ["key": "k"]), to: "company")) == 422)
      let empty = try request("company.bind.v1", ["key": ""], talk: "nowhere")
      #expect(status(try await house.send(empty, to: "company")) == 422)
    }
  }

  @Test func `What a company brings is taken up once, and nothing that the catalogue does not have`() async throws {
    try await HouseOfServices.open { house in
      func bring(_ value: String, id: String) -> String {
        #"{"id":"\#(id)","op":"company.bring.v1","for":"member:anna","data":{"lang":"en","note":"I brought it.","#
          + #""belongings":{"steps":[],"consents":[],"facts":[{"key":"municipality","value":\#(value),"source":"said","#
          + #""by":"somebody else","at":1795000000000,"confirmed":false}]}}}"#
      }
      let wrong = bring(#"{"number":{"_0":7}}"#, id: "w")
      #expect(status(try await house.send(wrong, to: "company")) == 422)
      let right = bring(#"{"text":{"_0":"Nivala"}}"#, id: "r")
      for _ in 0..<2 { #expect(try await house.send(right, to: "company")["data"] != nil) }
      let told = try await ask("/data", for: "member:anna", of: house)
      #expect((told["text"] as? String)?.contains("Nivala") == true)
      #expect(told["turn"] as? Int == 2, "brought once")
      let posing = bring(#"{"text":{"_0":"Nivala"}}"#, id: "p").replacing(#""for":"member:anna","#, with: "")
      #expect(status(try await house.send(posing, to: "company", as: house.guest)) == 403)
    }
  }
}
