import Foundation
import Testing

/// Every part of a durable request a process of its own, and each of them killed.
@Suite struct TitanicKillTests {
  /// Who has what kept, and who does it.
  private final class Parts {
    let data: TemporaryFolder
    private let endpoint: String
    private var running: [String: Program] = [:]

    init() throws {
      data = try TemporaryFolder()
      endpoint = "ipc://\(data.path)/run/broker.sock"
    }

    func start(_ name: String) async throws {
      switch name {
      case "broker":
        running[name] = try Program(["broker", "--listen", endpoint], data: data)
        try await running[name]?.says("broker on")
      case "titanic":
        running[name] = try Program(["service", "titanic", "--connect", endpoint], data: data)
        try await running[name]?.says("serving titanic")
      default: running[name] = try script(name)
      }
    }

    func script(_ arguments: String...) throws -> Program {
      let path = Program.root.path + "/Tests/EndToEndTests/Python/durable.py"
      return try Program(
        try #require(Program.python), [path, arguments[0], endpoint] + arguments.dropFirst(), data: data)
    }

    func kill(_ name: String) async {
      running[name]?.kill()
      #expect(await running[name]?.end() == 128 + SIGKILL)
    }

    func kill(andRestart name: String) async throws {
      await kill(name)
      try await start(name)
    }

    /// Waits until the worker had one more request.
    func works() async { _ = await running["work"]?.line() }

    func stop() async {
      await kill("work")
      for name in ["titanic", "broker"] {
        running[name]?.kill(SIGTERM)
        #expect(await running[name]?.end() == 0, "\(name) ends well")
      }
    }
  }

  @Test(.enabled(if: Program.python != nil, ForeignTests.missing), .timeLimit(.minutes(5)))
  func `Whatever is killed, all that was told to be kept is done and fetched`() async throws {
    let parts = try Parts()
    for name in ["broker", "titanic", "work"] { try await parts.start(name) }
    var kept: [(number: Int, line: String)] = []
    // In each round somebody asks, one part is killed while the worker works, and then the asker.
    for part in ["titanic", "work", "broker", "titanic"] {
      let asker = try parts.script("ask", "\((kept.last?.number ?? 0) + 1)")
      for number in 0..<10 {
        let line = try #require(await asker.line())
        kept.append((try #require(Int(line.split(separator: " ")[0])), line))
        if number != 3 { continue }
        await parts.works()
        try await parts.kill(andRestart: part)
      }
      asker.kill()
      #expect(await asker.end() == 128 + SIGKILL)
    }
    let fetcher = try parts.script("fetch")
    fetcher.write(kept.map { $0.line + "\n" }.joined())
    fetcher.endInput()
    let fetched = await fetcher.rest()
    #expect(await fetcher.end() == 0)
    #expect(fetched == kept.map { "\($0.number) 200 \(2 * $0.number)" })

    // What the askers were not told of any more is done all the same, and nothing was given up.
    let list = try Program(["titanic", "list", "--all", "--json"], data: parts.data)
    let left = try await list.rest().map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
    #expect(await list.end() == 0)
    #expect(left.allSatisfy { $0.state != "dead" && $0.state != "expired" })
    for line in kept { #expect(!left.contains { line.line.hasSuffix($0.id) }, "what was closed is gone") }
    await parts.stop()
  }

  private struct Line: Decodable {
    var id: String
    var state: String
  }
}
