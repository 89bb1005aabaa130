import Foundation
import Testing

/// Programs of others against the real program.
struct ForeignTests {
  static let missing: Comment = "needs a python3 with pyzmq (Debian: python3-zmq)"

  /// The endpoint at the end of what a program says when it has begun to listen.
  private func endpoint(_ line: String, of scheme: String) throws -> String {
    let found = try #require(line.range(of: "\(scheme)://[^ ,]+", options: .regularExpression))
    return String(line[found])
  }

  @Test(.enabled(if: Program.python != nil, missing), .timeLimit(.minutes(2)))
  func `A strict client and worker in Python work against the program's broker`() async throws {
    let data = try TemporaryFolder()
    let broker = try Program(["broker", "--listen", "tcp://127.0.0.1:*", "--allow-plaintext-loopback"], data: data)
    let listening = try endpoint(try await broker.says("broker on"), of: "tcp")
    let script = Program.root.path + "/Tests/MajordomoRuntimeTests/Python/peers.py"
    let peers = try Program(try #require(Program.python), [script, listening, "1000"], data: data)
    let report = await peers.rest()
    #expect(await peers.end() == 0, "\(report.joined(separator: "\n"))")
    #expect(report.last?.hasSuffix("0 failed") == true)
    broker.kill(SIGTERM)
    #expect(await broker.end() == 0)
  }

  @Test(.enabled(if: Program.python != nil, missing), .timeLimit(.minutes(2)))
  func `An operator says of which services a request may be done twice, and whose workers are slow`() async throws {
    let data = try TemporaryFolder()
    let broker = try Program(
      [
        "broker", "--listen", "tcp://127.0.0.1:*", "--allow-plaintext-loopback", "--retry", "twice", "--busy-patience",
        "slow=60",
      ], data: data)
    let listening = try endpoint(try await broker.says("broker on"), of: "tcp")
    let script = Program.root.path + "/Tests/EndToEndTests/Python/rules.py"
    let peers = try Program(try #require(Program.python), [script, listening], data: data)
    let report = await peers.rest()
    #expect(await peers.end() == 0, "\(report.joined(separator: "\n"))")
    #expect(report.count == 7)
    broker.kill(SIGTERM)
    #expect(await broker.end() == 0)
  }

  @Test(.enabled(if: Program.python != nil, missing), .timeLimit(.minutes(2)))
  func `More clients come in than a careful shell lets a program have files`() async throws {
    let data = try TemporaryFolder()
    let start = "ulimit -S -n 64 && exec \"$0\" broker --listen tcp://127.0.0.1:* --allow-plaintext-loopback"
    let broker = try Program("/bin/sh", ["-c", start, Program.path], data: data)
    let listening = try endpoint(try await broker.says("broker on"), of: "tcp")
    let many = """
      import sys, zmq
      context = zmq.Context()
      sockets = [context.socket(zmq.DEALER) for _ in range(200)]
      for socket in sockets:
          socket.linger = 0
          socket.connect(sys.argv[1])
          socket.send_multipart([b"MDPC02", b"\\1", b"mmi.service", b"x"])
      print(sum(bool(socket.poll(10000)) for socket in sockets))
      context.destroy()
      """
    let clients = try Program(try #require(Program.python), ["-c", many, listening], data: data)
    #expect(await clients.rest() == ["200"])
    #expect(await clients.end() == 0)
    broker.kill(SIGTERM)
    #expect(await broker.end() == 0)
  }

  @Test(.enabled(if: Program.python != nil, missing), .timeLimit(.minutes(2)))
  func `A stock worker with a key serves what it may, and is out at once when the key is revoked`() async throws {
    let data = try TemporaryFolder()
    let key = try await Program.line(["keys", "new", "worker"], data)
    #expect(try await Program.run(["keys", "allow", key, "--role", "worker", "--serves", "echo"], data) == 0)
    let broker = try Program(["broker", "--listen", "tcp://127.0.0.1:*"], data: data)
    let listening = try endpoint(try await broker.says("broker on"), of: "tcp")
    let server = try await Program.line(["keys", "server"], data)
    let script = Program.root.path + "/Tests/EndToEndTests/Python/keyed.py"
    let peers = try Program(
      try #require(Program.python), [script, listening, server, data.path + "/keys/worker.key"], data: data)
    var report: [String] = []
    while let line = await peers.line(), line != "ready" { report.append(line) }
    #expect(try await Program.run(["keys", "revoke", key], data) == 0)
    peers.write("\n")
    report += await peers.rest()
    #expect(await peers.end() == 0, "\(report.joined(separator: "\n"))")
    #expect(report.count == 7)
    broker.kill(SIGTERM)
    #expect(await broker.end() == 0)
  }

  @Test(arguments: [
    ["--retry", "assistant"], ["--retry", "titanic.reply"], ["--busy-patience", "mmi.service=5"],
    ["--busy-patience", "slow=0"], ["--busy-patience", "slow"],
  ])
  func `What is no rule for a service of others stops the start`(flags: [String]) async throws {
    let data = try TemporaryFolder()
    #expect(try await Program.run(["broker", "--listen", "ipc://\(data.path)/run/b"] + flags, data) == 2)
  }

  @Test(.enabled(if: Program.python != nil, missing), .timeLimit(.minutes(2)))
  func `The client of the services page asks and prints the answer`() async throws {
    let data = try TemporaryFolder()
    let page = try String(contentsOf: Program.root.appendingPathComponent("docs/services.md"), encoding: .utf8)
    let blocks = page.components(separatedBy: "```python\n").dropFirst().map { $0.components(separatedBy: "\n```")[0] }
    #expect(blocks.count == 1)
    let code = try #require(blocks.first)
    #expect(code.split(separator: "\n", omittingEmptySubsequences: false).count <= 40)
    let file = data.path + "/ask.py"
    try Data(code.utf8).write(to: URL(fileURLWithPath: file))

    let serve = try Program(["serve", "--listen", "tcp://127.0.0.1:*", "--allow-plaintext-loopback"], data: data)
    let listening = try endpoint(try await serve.says("serving on"), of: "tcp")
    let client = try Program(
      try #require(Program.python), [file, listening, "What papers go with goods to Norway?"], data: data)
    let answer = await client.rest().joined(separator: "\n")
    #expect(await client.end() == 0)
    #expect(answer.contains("Norw"))
    serve.kill(SIGTERM)
    #expect(await serve.end() == 0)
  }
}
