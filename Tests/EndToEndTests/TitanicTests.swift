import Foundation
import Testing

/// Durable requests of the real program, for programs of others and for its operator.
@Suite struct TitanicTests {
  private struct Line: Decodable {
    var id: String
    var state: String
    var service: String
    var owner: String
    var losses: Int
  }

  /// What `rinnalla titanic list` prints.
  private func list(_ data: TemporaryFolder, _ flags: String...) async throws -> [Line] {
    let list = try Program(["titanic", "list", "--json"] + flags, data: data)
    let printed = await list.rest()
    #expect(await list.end() == 0)
    #expect(!printed.joined().contains("poison"), "no words of anybody")
    return try printed.map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
  }

  @Test(.enabled(if: Program.python != nil, ForeignTests.missing), .timeLimit(.minutes(3)))
  func `A strict client and worker in Python find what RFC 9 says, and the operator finds what was given up`()
    async throws
  {
    let data = try TemporaryFolder()
    let ipc = "ipc://\(data.path)/run/broker.sock"
    let serve = try Program(
      ["serve", "--listen", ipc, "--listen", "tcp://127.0.0.1:*", "--allow-plaintext-loopback"], data: data)
    let said = try await serve.says("serving on")
    let guests = try #require(said.split { " ,".contains($0) }.first { $0.hasPrefix("tcp://") })
    let script = Program.root.path + "/Tests/EndToEndTests/Python/titanic.py"
    let peers = try Program(try #require(Program.python), [script, ipc, String(guests)], data: data)
    let report = await peers.rest()
    #expect(await peers.end() == 0, "\(report.joined(separator: "\n"))")
    #expect(report.last?.hasSuffix(" checks, 0 failed") == true)
    try await serve.says("see rinnalla titanic list")

    let dead = try #require(try await list(data).first)
    #expect(report.contains(dead.id))
    #expect(dead.state == "dead" && dead.service == "mortal" && dead.owner == "member:local" && dead.losses == 3)
    #expect(try await list(data, "--all").count > 30, "answers that nobody closed are kept")
    let beginning = String(dead.id.prefix(12))
    #expect(try await Program.run(["titanic", "retry", beginning], data) == 0)
    #expect(try await list(data).isEmpty)
    #expect(try await Program.run(["titanic", "retry", beginning], data) == 5, "it is not given up any more")
    #expect(try await Program.run(["titanic", "drop", beginning], data) == 2, "nothing is dropped by mistake")
    #expect(try await Program.run(["titanic", "drop", beginning, "--yes"], data) == 0)
    #expect(try await !list(data, "--all").contains { $0.id == dead.id })
    serve.kill(SIGTERM)
    #expect(await serve.end() == 0)
  }
}
