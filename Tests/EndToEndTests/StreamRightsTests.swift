import Foundation
import Testing

/// What the holders of keys see of others on a region's stream of events.
@Suite(.timeLimit(.minutes(5)))
struct StreamRightsTests {
  private func monitor(_ server: RegionServer, _ person: TemporaryFolder) async throws -> [String] {
    let program = try Program(
      ["monitor", "--json", "--since", "0", "--no-follow"] + server.events, data: person)
    let lines = await program.rest()
    #expect(await program.end() == 0)
    return lines
  }

  @Test func `A guest sees its own talk alone, and an advisor nobody's words`() async throws {
    let (server, anna, mallory, advisor) = (
      try await RegionServer(), try TemporaryFolder(), try TemporaryFolder(), try TemporaryFolder()
    )
    _ = try await server.key(of: advisor, role: "advisor")
    _ = try await server.chat(["We make steel doors in Nivala"], anna)
    let own = try await monitor(server, anna)
    #expect(own.count == 1 && own[0].contains("steel doors"))
    #expect(try await monitor(server, mallory).isEmpty)
    let seen = try await monitor(server, advisor)
    #expect(seen.count == 1 && !seen[0].contains("steel") && !seen[0].contains("Nivala"))
    await server.stop()
  }

  @Test func `A stream in a process of its own shows the same events, and needs no broker`() async throws {
    let data = try TemporaryFolder()
    let turn = try await Program.line(["ask", "--json", "We are in Nivala", "--lang", "en"], data)
    #expect(turn.contains("Nivala"))
    let stream = try Program(["service", "stream", "--events", "ipc://\(data.path)/run/own.sock"], data: data)
    let endpoint = try #require(try await stream.says("events on ").split(separator: " ").last.map(String.init))
    let reader = try Program(
      ["monitor", "--json", "--since", "0", "--no-follow", "--connect", endpoint], data: try TemporaryFolder())
    let seen = await reader.rest()
    #expect(await reader.end() == 0)
    #expect(seen.count == 1 && seen[0].contains("Nivala"))
    stream.kill(SIGTERM)
    #expect(await stream.end() == 0)
  }

  @Test(arguments: [["assistant", "stream"], ["stream", "--events", "tcp://0.0.0.0:1", "--allow-plaintext-loopback"]])
  func `A stream starts on no endpoint that it may not have, and other services on no broker`(arguments: [String])
    async throws
  {
    #expect(try await Program.run(["service"] + arguments, try TemporaryFolder()) == 2)
  }
}
