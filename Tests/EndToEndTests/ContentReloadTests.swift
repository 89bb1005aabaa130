import Foundation
import Testing

/// Content that changes under a running house (docs/content.md, "While it runs").
struct ContentReloadTests {
  private static let file = "knowledge/common/topics/incoterms.en.md"
  private static let sentence = "It tells who pays the freight"

  /// A running house with a copy of the content.
  private struct House {
    let folder: TemporaryFolder
    let server: Program

    init(_ arguments: [String]) throws {
      folder = try TemporaryFolder()
      for part in ["intents", "knowledge"] {
        try FileManager.default.copyItem(
          atPath: Program.root.appendingPathComponent(part).path, toPath: "\(folder.path)/\(part)")
      }
      server = try Program(arguments, data: folder, environment: ["RINNALLA_CONTENT": folder.path])
    }

    func replace(_ old: String, by new: String) throws {
      let path = "\(folder.path)/\(ContentReloadTests.file)"
      let text = try String(contentsOfFile: path, encoding: .utf8)
      try Data(text.replacingOccurrences(of: old, with: new).utf8).write(to: URL(fileURLWithPath: path))
    }

    /// In a talk of its own, since nothing is said twice in one.
    func answer(_ talk: String) async throws -> PrintedAnswer {
      let ask = try Program(
        [
          "ask", "--json", "--lang", "en", "--conversation", talk, "--connect", "ipc://\(folder.path)/run/broker.sock",
          "Which delivery terms should we choose?",
        ], data: folder)
      return try PrintedAnswer(await ask.line())
    }

    func stop() async {
      server.kill(SIGTERM)
      #expect(await server.end() == 0)
    }
  }

  @Test(.timeLimit(.minutes(2)))
  func `A changed text is answered from then on; a broken one is reported, and the one before it goes on`() async throws
  {
    let house = try House(["serve"])
    try await house.server.says("serving on")
    let first = try await house.answer("first")
    #expect(first.text.hasPrefix(Self.sentence))

    try house.replace(Self.sentence, by: "These terms tell who pays the freight")
    let served = try await house.server.says("the content is ")
    let second = try await house.answer("second")
    #expect(second.text.hasPrefix("These terms tell who pays the freight"))
    let revision = try #require(second.revision)
    #expect(revision != first.revision && served.hasSuffix(revision))

    try house.replace("These terms tell", by: "{write: what terms tell}")
    try await house.server.says("the content stays \(revision)")
    let fault = try await house.server.says(Self.file)
    #expect(fault.hasPrefix("\(Self.file):22: still to be written"))
    let third = try await house.answer("third")
    #expect(third.text == second.text && third.revision == second.revision)

    try house.replace("{write: what terms tell}", by: "It tells")
    try await house.server.says("the content is \(try #require(first.revision))")
    let last = try await house.answer("last")
    #expect(last.text == first.text && last.revision == first.revision)
    await house.stop()
  }

  @Test(.timeLimit(.minutes(2)))
  func `SIGHUP has everything read anew`() async throws {
    let house = try House(["serve"])
    try await house.server.says("serving on")
    house.server.kill(SIGHUP)
    let said = try await house.server.says("the content is ")
    let revision = try #require(try await house.answer("talk").revision)
    #expect(said.hasSuffix(revision))
    await house.stop()
  }
}
