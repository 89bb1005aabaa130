import Foundation
import Testing

/// A region's server over tcp with keys, as chats and advisors meet it.
struct RegionServer {
  let data: TemporaryFolder
  let program: Program
  /// The flags that reach its broker, and its stream of events.
  let connect, events: [String]

  init() async throws {
    data = try TemporaryFolder()
    program = try Program(["serve", "--listen", "tcp://127.0.0.1:*", "--events", "tcp://127.0.0.1:*"], data: data)
    let said = try await program.says("serving on ")
    let endpoints = said.split { " ,".contains($0) }.filter { $0.hasPrefix("tcp://") }.map(String.init)
    try #require(endpoints.count == 2)
    let key = try await Program.line(["keys", "server"], data)
    connect = ["--connect", endpoints[0], "--server-key", key]
    events = ["--connect", endpoints[1], "--server-key", key]
  }

  /// The public key of whoever has this data directory, with this role here.
  func key(of person: TemporaryFolder, role: String? = nil) async throws -> String {
    let key = try await Program.line(["keys", "own"], person)
    if let role { #expect(try await Program.run(["keys", "allow", key, "--role", role], data) == 0) }
    return key
  }

  /// What a chat with this server prints for these lines.
  func chat(_ lines: [String], _ person: TemporaryFolder) async throws -> [String] {
    let program = try Program(["chat", "--lang", "en"] + connect, data: person)
    program.write(lines.joined(separator: "\n") + "\n")
    program.endInput()
    let said = await program.rest()
    #expect(await program.end() == 0)
    return said
  }

  func stop() async {
    program.kill(SIGTERM)
    #expect(await program.end() == 0)
  }
}

extension Program {
  /// The exit code of a run.
  static func run(_ arguments: [String], _ data: TemporaryFolder) async throws -> Int32 {
    try await Program(arguments, data: data).end()
  }

  /// The first line that a run prints.
  static func line(_ arguments: [String], _ data: TemporaryFolder) async throws -> String {
    let program = try Program(arguments, data: data)
    let line = await program.line()
    #expect(await program.end() == 0)
    return try #require(line)
  }
}
