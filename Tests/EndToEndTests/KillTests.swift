import Foundation
import Testing

/// Every part a process of its own, and any of them killed in a talk.
struct KillTests {
  private static let parts = ["broker", "company", "intent", "knowledge", "assistant"]

  /// The parts of a house, each startable again.
  private final class Parts {
    let data: TemporaryFolder
    let endpoint: String
    var running: [String: Program] = [:]

    init() throws {
      data = try TemporaryFolder()
      endpoint = "ipc://\(data.path)/run/broker.sock"
    }

    func start(_ name: String) async throws {
      let arguments = name == "broker" ? ["broker", "--listen", endpoint] : ["service", name, "--connect", endpoint]
      let program = try Program(arguments, data: data)
      try await program.says("rinnalla: ")
      running[name] = program
    }

    func killAndRestart(_ name: String) async throws {
      running[name]?.kill()
      #expect(await running[name]?.end() == 128 + SIGKILL)
      try await start(name)
    }

    func stop() async {
      for name in KillTests.parts.reversed() {
        running[name]?.kill(SIGTERM)
        #expect(await running[name]?.end() == 0, "\(name) ends well")
      }
    }
  }

  @Test(.timeLimit(.minutes(3)))
  func `Any part may be killed in a talk; every question is answered once and kept`() async throws {
    let parts = try Parts()
    for name in Self.parts { try await parts.start(name) }
    let chat = try Program(["chat", "--json", "--lang", "en", "--connect", parts.endpoint], data: parts.data)
    let questions = [
      "How does VAT go to Norway?", "What papers to Sweden?", "Who pays the freight?", "/steps", "Are we ready?",
    ]
    var answers: [PrintedAnswer] = []
    for (number, name) in (Self.parts + Self.parts).enumerated() {
      chat.write(questions[number % questions.count] + "\n")
      try await parts.killAndRestart(name)
      answers.append(try PrintedAnswer(await chat.line()))
    }
    #expect(answers.map(\.turn) == Array(1...10))

    // The chat itself dies in the middle of a question; whoever comes back finds the talk with or without it, never half.
    chat.write("What is a packing list?\n")
    chat.kill()
    #expect(await chat.end() == 128 + SIGKILL)
    let again = try Program(["chat", "--json", "--lang", "en", "--connect", parts.endpoint], data: parts.data)
    again.write("/data\n")
    again.endInput()
    let last = try PrintedAnswer(await again.line())
    #expect(await again.end() == 0)
    #expect(last.conversation == answers[0].conversation)
    #expect((11...12).contains(last.turn))
    await parts.stop()

    let monitor = try Program(["monitor", "--json", "--since", "0", "--no-follow"], data: parts.data)
    let seen = await monitor.rest()
    #expect(await monitor.end() == 0)
    let turns = try seen.map { try JSONDecoder().decode(Seen.self, from: Data($0.utf8)) }
    #expect(turns.map(\.number) == Array(1...last.turn), "the log has no gap and no repeat")
    #expect(turns.map(\.turn) == Array(1...last.turn))
    #expect(turns.prefix(10).map(\.answer) == answers.map(\.text))
  }

  private struct Seen: Decodable {
    var number: Int
    var turn: Int
    var answer: String?
  }
}
