import Companies
import Foundation
import Testing
import Vocabulary

/// A company on the queue, and all that it was told.
final class Caller {
  private let house: HouseOfServices
  let user: String
  private var number = 0
  private(set) var heard: [String] = []

  init(_ house: HouseOfServices, _ user: String) {
    (self.house, self.user) = (house, user)
  }

  /// Stores the facts that a card and an introduction show, as a turn does.
  func introduceItself(name: String, offering: String, contact: String, mail: String) async throws {
    let principal = Principal(role: .guest, user: user)
    let request = Request(key: RequestKey(principal: principal, conversation: nil, id: "facts"), op: "o", hash: "h")
    let now = house.clock.now
    let opening = try await house.store.open(
      request, newCompany: CompanyID(rawValue: "company-\(user)"),
      newConversation: ConversationID(rawValue: "talk-\(user)"),
      now: now)
    guard case .ready(let context) = opening else { throw NotReady() }
    let facts: [(FactName, FactValue)] = [
      (.companyName, .text(name)), (.offering, .text(offering)), (.contactName, .text(contact)),
      (.contactEmail, .text(mail)), (.sector, .text("metal")), (.employees, .number(5)),
      (.municipality, .text("Nivala")), (.targetMarkets, .list(["DE"])), (.chainRoles, .list(["process"])),
      (.cooperationInterests, .list(["shared_stand"])),
    ]
    _ = try await house.store.commit(
      Commit(
        request: request, at: now, company: context.company.id, companyVersion: 0, conversation: context.talk.id,
        talkVersion: 0,
        changes: facts.map { .setFact(Fact(key: FactKey($0), value: $1, source: .said, by: user, at: now)) },
        memory: TalkMemory(), text: "", answer: "{}", events: []))
  }

  struct NotReady: Error {}

  func send(_ act: String, _ fields: String = "", id: String? = nil) async throws -> [String: Any] {
    number += 1
    let data = #"{"act":"\#(act)"\#(fields.isEmpty ? "" : ",")\#(fields)}"#
    let reply = try await house.send(
      #"{"id":"\#(id ?? "\(user)-\(number)")","op":"cooperation.act.v1","for":"guest:\#(user)","data":\#(data)}"#,
      to: "cooperation")
    heard.append(String(describing: reply))
    return reply
  }

  @discardableResult
  func act(_ act: String, _ fields: String = "", id: String? = nil) async throws -> [String: Any] {
    let reply = try await send(act, fields, id: id)
    let data = try #require(reply["data"] as? [String: Any], "\(act): \(reply)")
    #expect(data["problem"] == nil, "\(act): \(data["problem"] ?? "")")
    return data
  }

  /// What stands for the card that others would see of it.
  func mark() async throws -> String {
    let preview = try await act("look")["preview"] as? [String: Any]
    return try #require(preview?["mark"] as? String)
  }

  /// Joins after it has seen its card.
  func join() async throws { try await act("join", #""seen":"\#(mark())""#) }

  /// All that it sees, as bytes that can be compared.
  func look() async throws -> Data {
    try JSONSerialization.data(withJSONObject: try await act("look"), options: [.sortedKeys])
  }

  /// Brings a consent that was given or taken back in a talk elsewhere.
  func bring(_ consent: Consent) async throws {
    number += 1
    let coded = String(decoding: try JSONEncoder().encode(consent), as: UTF8.self)
    let reply = try await house.send(
      #"{"id":"\#(user)-\#(number)","op":"company.bring.v1","for":"guest:\#(user)","data":{"belongings":"#
        + #"{"facts":[],"steps":[],"consents":[\#(coded)]},"lang":"en","note":"x"}}"#, to: "company")
    #expect(reply["data"] != nil, "\(reply)")
  }

  /// Tells the assistant something, and gives its answer; on a busy machine the same request is sent again, as callers are told.
  @discardableResult
  func say(_ text: String, lang: String = "en") async throws -> [String: Any] {
    number += 1
    let request =
      #"{"id":"\#(user)-\#(number)","op":"assistant.ask.v1","for":"guest:\#(user)","deadline":10000,"#
      + #""data":{"text":"\#(text)","lang":"\#(lang)"}}"#
    var reply: [String: Any] = [:]
    for _ in 1...3 {
      reply = try await house.send(request, to: "assistant")
      if (reply["problem"] as? [String: Any])?["retryable"] as? Bool != true { break }
    }
    heard.append(String(describing: reply))
    return try #require(reply["data"] as? [String: Any], "\(text): \(reply)")
  }

  /// The news of the network in its greeting.
  @discardableResult
  func hello() async throws -> [String] {
    let reply = try await house.send(
      #"{"id":"h","op":"assistant.hello.v1","for":"guest:\#(user)","data":{}}"#, to: "assistant")
    heard.append(String(describing: reply))
    return (reply["data"] as? [String: Any])?["news"] as? [String] ?? []
  }
}

extension HouseOfServices {
  func advise(_ fields: String) async throws {
    let reply = try await send(
      #"{"id":"\#(UUID().uuidString)","op":"cooperation.advise.v1","data":{\#(fields)}}"#, to: "cooperation")
    let data = try #require(reply["data"] as? [String: Any], "\(fields): \(reply)")
    #expect(data["problem"] == nil, "\(fields): \(data["problem"] ?? "")")
  }

  func members() async throws -> [String] {
    let reply = try await send(
      #"{"id":"\#(UUID().uuidString)","op":"cooperation.advise.v1","data":{"act":"look"}}"#, to: "cooperation")
    let view = (reply["data"] as? [String: Any])?["view"] as? [String: Any]
    return (view?["members"] as? [[String: Any]] ?? []).compactMap { $0["company"] as? String }
  }
}
