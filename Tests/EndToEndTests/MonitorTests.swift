import Foundation
import Testing

/// The monitor follows the talks of its data directory.
struct MonitorTests {
  private struct Seen: Decodable {
    var number: Int
    var turn: Int
    var text: String?
  }

  private func ask(_ text: String, _ data: TemporaryFolder) async throws {
    let program = try Program(["ask", "--json", text], data: data)
    let line = await program.line()
    if line == nil { Issue.record("no answer to '\(text)': \(await program.complaint())") }
    _ = try PrintedAnswer(line)
    #expect(await program.end() == 0)
  }

  private func seen(_ line: String?) throws -> Seen {
    try JSONDecoder().decode(Seen.self, from: Data(try #require(line).utf8))
  }

  @Test(.timeLimit(.minutes(2)))
  func `Killed and started again with its last number it has no gap and no repeat`() async throws {
    let data = try TemporaryFolder()
    try await ask("first question", data)
    let monitor = try Program(["monitor", "--json", "--since", "0"], data: data)
    var turns = [try seen(await monitor.line())]
    try await ask("second question", data)
    turns.append(try seen(await monitor.line()))
    monitor.kill()
    await monitor.end()

    try await ask("third question", data)
    let again = try Program(["monitor", "--json", "--since", String(turns[1].number)], data: data)
    turns.append(try seen(await again.line()))
    #expect(turns.map(\.text) == ["first question", "second question", "third question"])
    #expect(turns.map(\.turn) == [1, 2, 3])
    // Events that are no turns have numbers of their own between these.
    #expect(zip(turns, turns.dropFirst()).allSatisfy { $0.number < $1.number })
    again.kill(SIGTERM)
    #expect(await again.rest().isEmpty)
    #expect(await again.end() == 0)
  }

  @Test(.timeLimit(.minutes(2)))
  func `What was forgotten is not shown any more`() async throws {
    let data = try TemporaryFolder()
    let chat = try Program(["chat", "--json", "--lang", "en"], data: data)
    chat.write("our secret is blue\n/forget\nforget everything\n")
    chat.endInput()
    #expect(await chat.rest().count == 3)
    #expect(await chat.end() == 0)
    let monitor = try Program(["monitor", "--json", "--since", "0", "--no-follow"], data: data)
    let lines = await monitor.rest()
    #expect(await monitor.end() == 0)
    #expect(lines.count == 3)
    #expect(!lines.joined().contains("blue"))
  }
}
