import Foundation
import Messages
import Testing
import Vocabulary

struct EnvelopeTests {
  private func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  @Test func `A reader ignores members that it does not know`() throws {
    let body = #"{"id":"1","op":"assistant.ask.v1","data":{"text":"moi","mood":"good"},"future":true}"#
    let envelope = try JSONDecoder().decode(Envelope<AskRequest>.self, from: Data(body.utf8))
    #expect(envelope.data.text == "moi")
    #expect(envelope.conversation == nil)
  }

  @Test func `A reply is data or a problem, never both`() throws {
    #expect(try json(Reply.data(id: "7", Nothing())) == #"{"data":{},"id":"7"}"#)
    let problem = Reply<Nothing>.problem(id: "7", Problem(.tooLarge, detail: "at most 10"))
    let read = try JSONDecoder().decode(Reply<Nothing>.self, from: Data(try json(problem).utf8))
    guard case .problem(let id, let told) = read else { return #expect(Bool(false), "the problem was read as data") }
    #expect(id == "7")
    #expect(told.status == 413)
    #expect(told.type == "urn:rinnalla:problem:too-large")
  }

  @Test func `An answer has all its members, null where there is nothing`() throws {
    let answer = Answer(
      conversation: ConversationID(rawValue: "c"), turn: 1, lang: .sv, text: "Hej", intent: nil, slots: Slots(),
      confidence: 0,
      because: [], stage: nil, steps: [], instruments: [Answer.Instrument(id: "tempo", fits: nil, why: "")],
      sources: [Answer.Source(title: "T", url: "u", checked: "2026-11-23", asOf: nil, kind: "official")], question: nil,
      choices: [], owner: "bot")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(try json(answer).utf8)) as? [String: Any])
    let members = [
      "conversation", "turn", "lang", "text", "intent", "slots", "confidence", "because", "stage", "steps",
      "instruments",
      "sources", "question", "choices", "owner", "revision",
    ]
    #expect(Set(object.keys) == Set(members))
    #expect(object["intent"] is NSNull && object["stage"] is NSNull && object["question"] is NSNull)
    let source = try #require((object["sources"] as? [[String: Any]])?.first)
    #expect(source["as_of"] is NSNull)
    #expect(source["checked"] as? String == "2026-11-23")
    let instrument = try #require((object["instruments"] as? [[String: Any]])?.first)
    #expect(instrument["fits"] is NSNull)
  }

  @Test func `Each operation belongs to the service that its name begins with`() {
    #expect(Operation.ask.service == "assistant")
    #expect(Operation.commit.service == "company")
    #expect(Operation.allCases.allSatisfy { $0.rawValue.hasSuffix(".v1") })
  }
}
