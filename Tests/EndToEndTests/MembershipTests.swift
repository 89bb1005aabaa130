import Foundation
import Testing

/// A region's server with keys, two devices of one company, and a key that is lost.
@Suite(.timeLimit(.minutes(2)))
struct MembershipTests {
  /// A server over tcp with keys, and how to reach it.
  private func server(_ data: TemporaryFolder) async throws -> (program: Program, connect: [String]) {
    let program = try Program(["serve", "--listen", "tcp://127.0.0.1:*"], data: data)
    let said = try await program.says("serving on ")
    let endpoint = try #require(said.split(separator: " ").first { $0.hasPrefix("tcp://") }).trimmingCharacters(in: [
      ","
    ])
    let key = try await line(["keys", "server"], data)
    return (program, ["--connect", endpoint, "--server-key", key])
  }

  private func line(_ arguments: [String], _ data: TemporaryFolder) async throws -> String {
    let program = try Program(arguments, data: data)
    let line = try #require(await program.line())
    #expect(await program.end() == 0)
    return line
  }

  private func chat(_ lines: [String], _ data: TemporaryFolder, _ connect: [String]) async throws -> [String] {
    let program = try Program(["chat", "--lang", "en"] + connect, data: data)
    program.write(lines.joined(separator: "\n") + "\n")
    program.endInput()
    let said = await program.rest()
    #expect(await program.end() == 0)
    return said
  }

  @Test func `A member invites, a second device joins and is a member, and a lost key is bound anew`() async throws {
    let (home, anna, bertta) = (try TemporaryFolder(), try TemporaryFolder(), try TemporaryFolder())
    let (serve, connect) = try await server(home)
    let annasKey = try await line(["keys", "own"], anna)
    #expect(await Self.run(["keys", "allow", annasKey, "--role", "member"], home) == 0)

    let refused = try await chat(["We make steel doors, 12 people, Nivala", "/invite"], bertta, connect)
    #expect(refused.last?.hasPrefix("Only a member") == true)
    let invited = try await chat(["We make steel doors, 12 people, Nivala", "/invite"], anna, connect)
    let shown = try #require(invited.first { $0.contains("A code that lets") })
    let code = try #require(shown.split(separator: " ").last)
    let joined = try await chat(["/join \(code)", "/data"], bertta, connect)
    #expect(joined.first == "You are in the company now. Your earlier talk stays with you as it was.")
    #expect(joined.contains { $0.contains("Nivala") })
    // Who joined is a member as soon as the server has read its table of keys again.
    while try await chat(["/invite"], bertta, connect).first?.contains("A code that lets") != true {}

    let answer = try PrintedAnswer(try await line(["ask", "--json", "/data"] + connect, anna))
    let new = try TemporaryFolder()
    let newKey = try await line(["keys", "own"], new)
    #expect(await Self.run(["keys", "bind", newKey, "--talk", answer.conversation] + connect, bertta) == 4)
    let advisor = try TemporaryFolder()
    let advisorsKey = try await line(["keys", "own"], advisor)
    #expect(await Self.run(["keys", "allow", advisorsKey, "--role", "advisor"], home) == 0)
    #expect(try await line(["keys", "bind", newKey, "--talk", answer.conversation] + connect, advisor) == annasKey)
    let found = try PrintedAnswer(try await line(["ask", "--json", "/data"] + connect, new))
    #expect(found.conversation == answer.conversation)
    let keys = try Program(["keys", "list"], data: home)
    #expect(await keys.rest().contains("\(annasKey)  revoked"))
    serve.kill(SIGTERM)
    #expect(await serve.end() == 0)
  }

  private static func run(_ arguments: [String], _ data: TemporaryFolder) async -> Int32 {
    guard let program = try? Program(arguments, data: data) else { return -1 }
    return await program.end()
  }
}
