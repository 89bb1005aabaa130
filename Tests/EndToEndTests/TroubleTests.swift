import Foundation
import Testing

/// What the program says and how it ends when something is wrong around it.
struct TroubleTests {
  private func ends(_ arguments: [String], data: TemporaryFolder, environment: [String: String] = [:]) async throws -> (
    Int32, String
  ) {
    let program = try Program(arguments, data: data, environment: environment)
    program.endInput()
    let text = await program.complaint()
    return (await program.end(), text)
  }

  @Test func `A wrong word is wrong use`() async throws {
    let (status, text) = try await ends(["chaat"], data: try TemporaryFolder())
    #expect(status == 2)
    #expect(text.contains("chaat") || text.contains("Unexpected"))
  }

  @Test(arguments: ["intents/fi/lists/market.yaml", "knowledge/common/topics/customs.fi.md"])
  func `A broken content file stops the start with its name and line`(file: String) async throws {
    let (data, content) = (try TemporaryFolder(), try TemporaryFolder())
    for folder in ["intents", "knowledge"] {
      try FileManager.default.copyItem(atPath: Program.root.path + "/" + folder, toPath: content.path + "/" + folder)
    }
    let url = URL(fileURLWithPath: content.path + "/" + file)
    try Data((try String(contentsOf: url, encoding: .utf8) + "\n## broken [\n]: {\n").utf8).write(to: url)
    if file.hasSuffix(".yaml") { try Data("language: fi\nlists: [\n".utf8).write(to: url) }
    let (status, text) = try await ends(["ask", "moi"], data: data, environment: ["RINNALLA_CONTENT": content.path])
    #expect(status == 6)
    #expect(text.range(of: "\(file):[0-9]+: ", options: .regularExpression) != nil, "\(text)")
  }

  @Test func `A corrupt store is named and left as it is`() async throws {
    let data = try TemporaryFolder()
    let file = URL(fileURLWithPath: data.path + "/rinnalla.sqlite")
    let bytes = Data(repeating: 0x5A, count: 8192)
    try bytes.write(to: file)
    let (status, text) = try await ends(["ask", "moi"], data: data)
    #expect(status == 1)
    #expect(text.contains("rinnalla.sqlite"))
    #expect(try Data(contentsOf: file) == bytes)
  }

  @Test func `A data directory that is a file is named`() async throws {
    let data = try TemporaryFolder()
    let file = data.path + "/not-a-folder"
    try Data("x".utf8).write(to: URL(fileURLWithPath: file))
    let (status, text) = try await ends(["ask", "--data", file, "moi"], data: data)
    #expect(status == 1)
    #expect(text.contains(file))
  }

  @Test func `Nobody at the broker's endpoint is said, with exit code 3`() async throws {
    let data = try TemporaryFolder()
    let (status, text) = try await ends(["ask", "--connect", "ipc://\(data.path)/nobody.sock", "moi"], data: data)
    #expect(status == 3)
    #expect(text.contains("No answer"))
  }

  @Test func `Plain tcp is for loopback addresses alone`() async throws {
    let data = try TemporaryFolder()
    #expect(
      try await ends(["broker", "--listen", "tcp://0.0.0.0:5555", "--allow-plaintext-loopback"], data: data).0 == 2)
  }

  @Test func `A second broker on an ipc endpoint is refused`() async throws {
    let data = try TemporaryFolder()
    let endpoint = "ipc://\(data.path)/run/b.sock"
    let first = try Program(["broker", "--listen", endpoint], data: data)
    try await first.says("broker on")
    let (status, text) = try await ends(["broker", "--listen", endpoint], data: data)
    #expect(status == 1)
    #expect(text.contains("another broker"))
    first.kill(SIGTERM)
    #expect(await first.end() == 0)
  }
}
