import Foundation
import Testing
import Vocabulary

struct SlotsTests {
  @Test func `Slots travel as texts, numbers and lists`() throws {
    let json = #"{"employees":12,"market":["SE","NO"],"topic":"vat"}"#
    let slots = try JSONDecoder().decode(Slots.self, from: Data(json.utf8))
    #expect(slots[.employees] == .number(12))
    #expect(slots[.market] == .list(["SE", "NO"]))
    #expect(slots[.topic]?.texts == ["vat"])
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(String(decoding: try encoder.encode(slots), as: UTF8.self) == json)
  }

  @Test func `A slot that the catalogue does not know is ignored`() throws {
    let slots = try JSONDecoder().decode(Slots.self, from: Data(#"{"colour":"red","topic":"vat"}"#.utf8))
    #expect(slots.filled.map(\.slot) == [.topic])
  }

  @Test(arguments: [
    ("abc-1_Z", true), ("", false), ("a b", false), ("ä", false), (String(repeating: "a", count: 65), false),
  ])
  func `A conversation's id is safe in logs and file names`(text: String, isValid: Bool) {
    #expect(ConversationID(rawValue: text).isValid == isValid)
  }
}
