import Foundation
import Testing

/// A talk that moves from one's own computer to a region's server.
@Suite(.timeLimit(.minutes(5)))
struct MovingTests {
  private func chat(_ lines: [String], _ data: TemporaryFolder, _ flags: [String] = []) async throws -> String {
    let program = try Program(["chat", "--lang", "en"] + flags, data: data)
    program.write(lines.joined(separator: "\n") + "\n")
    program.endInput()
    let said = await program.rest().joined(separator: "\n")
    #expect(await program.end() == 0)
    return said
  }

  @Test func `Facts go to the server after a yes, words stay, and doing it twice changes nothing`() async throws {
    let (server, anna) = (try await RegionServer(), try TemporaryFolder())
    let connect = "/connect \(server.connect[1]) \(server.connect[3])"
    let before = try await chat(["We make steel doors, 12 people, Nivala", connect], anna)
    #expect(before.contains("Move? /connect yes"))
    #expect(try await server.chat(["/data"], try TemporaryFolder()).contains { $0.contains("Nivala") } == false)

    for _ in 0..<2 {
      let moved = try await chat([connect, "/connect yes", "/data"], anna, ["--embedded"])
      #expect(moved.contains("We go on at the server") && moved.contains("Nivala"))
    }
    let there = try await chat(["/data", "/history"], anna)
    #expect(there.contains("Nivala") && there.contains("I brought the facts"))
    #expect(!there.contains("steel doors, 12 people"), "what was said stays")
    #expect(there.components(separatedBy: "I brought the facts").count == 2, "moved once")
    let here = try await chat(["/history"], anna, ["--embedded"])
    #expect(here.contains("steel doors, 12 people"))
    await server.stop()
  }

  @Test func `A wrong key or address moves nothing, and the talk goes on here`() async throws {
    let (server, anna) = (try await RegionServer(), try TemporaryFolder())
    let said = try await chat(
      ["We are in Nivala", "/connect \(server.connect[1]) short", "/connect yes", "/data"], anna)
    #expect(said.contains("Nivala"))
    #expect(!FileManager.default.fileExists(atPath: anna.path + "/server.json"))
    await server.stop()
  }
}
