import Foundation
import Testing

/// Two devices of one company at a region's server, and a key that is lost.
@Suite(.timeLimit(.minutes(5)))
struct MembershipTests {
  @Test func `A member invites, and who joins with the code sees the facts and is a member`() async throws {
    let (server, anna, bertta) = (try await RegionServer(), try TemporaryFolder(), try TemporaryFolder())
    _ = try await server.key(of: anna, role: "member")
    #expect(try await server.chat(["We are in Oulu", "/invite"], bertta).last?.hasPrefix("Only a member") == true)

    let invited = try await server.chat(["We make steel doors, 12 people, Nivala", "/invite"], anna)
    let shown = try #require(invited.first { $0.contains("A code that lets") })
    let code = try #require(shown.split(separator: " ").last)
    let joined = try await server.chat(["/join \(code)", "/data"], bertta)
    #expect(joined.first == "You are in the company now. Your earlier talk stays with you as it was.")
    #expect(joined.contains { $0.contains("Nivala") })
    // Who joined is a member as soon as the server has read its table of keys again.
    while try await server.chat(["/invite"], bertta).first?.contains("A code that lets") != true {}
    await server.stop()
  }

  @Test func `An advisor gives a lost key's talks to a new one, which nobody else can do`() async throws {
    let (server, anna, new) = (try await RegionServer(), try TemporaryFolder(), try TemporaryFolder())
    let (advisor, other) = (try TemporaryFolder(), try TemporaryFolder())
    let lost = try await server.key(of: anna)
    _ = try await server.key(of: advisor, role: "advisor")
    _ = try await server.key(of: other, role: "member")
    let answer = try PrintedAnswer(
      try await Program.line(["ask", "--json", "We are in Nivala"] + server.connect, anna))
    let bind = ["keys", "bind", try await server.key(of: new), "--talk", answer.conversation] + server.connect
    #expect(try await Program.run(bind, other) == 4)
    #expect(try await Program.line(bind, advisor) == lost)
    let found = try PrintedAnswer(try await Program.line(["ask", "--json", "/data"] + server.connect, new))
    #expect(found.conversation == answer.conversation && found.text.contains("Nivala"))
    let keys = try Program(["keys", "list"], data: server.data)
    #expect(await keys.rest().contains("\(lost)  revoked"))
    await server.stop()
  }
}
