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
}
