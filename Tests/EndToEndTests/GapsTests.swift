import Foundation
import Testing

/// What could not be answered is a list to work off.
struct GapsTests {
  private struct Line: Decodable {
    var count: Int
    var reason: String
    var market: String?
  }

  @Test(.timeLimit(.minutes(2)))
  func `Questions without an answer are counted by their subject, without their words`() async throws {
    let data = try TemporaryFolder()
    let chat = try Program(["chat", "--json", "--lang", "en"], data: data)
    chat.write("what is the weather in Oslo\nwhat is the weather in Bergen\nHow is business in Mexico?\nthanks\n")
    chat.endInput()
    #expect(await chat.rest().count == 4)
    #expect(await chat.end() == 0)

    let gaps = try Program(["gaps", "--json"], data: data)
    let printed = await gaps.rest()
    #expect(await gaps.end() == 0)
    let lines = try printed.map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
    #expect(lines.map(\.count) == lines.map(\.count).sorted(by: >) && lines.first?.count == 2)
    #expect(lines.first?.reason == "out_of_scope")
    #expect(lines.contains { $0.reason == "no_card" && $0.market == "MX" })
    #expect(!printed.joined().contains("weather"))
  }

  @Test(.timeLimit(.minutes(1)))
  func `Where nothing was left unanswered the list is empty`() async throws {
    let gaps = try Program(["gaps"], data: try TemporaryFolder())
    #expect(await gaps.rest().isEmpty)
    #expect(await gaps.end() == 0)
  }
}
