import Testing

/// `rinnalla content find`, by which an author sees where words lead.
struct ContentFindTests {
  private func find(_ question: String) async throws -> (status: Int32, lines: [String]) {
    let program = try Program(["content", "find", "--lang", "en", question], data: try TemporaryFolder())
    let lines = await program.rest()
    return (await program.end(), lines)
  }

  @Test(.timeLimit(.minutes(2))) func `It shows the topic of each passage, the nearest first`() async throws {
    let found = try await find("who pays the customs duty?")
    #expect(found.status == 0 && found.lines.first?.hasPrefix("customs") == true, "\(found.lines)")
  }

  @Test(.timeLimit(.minutes(2))) func `Words that stand nowhere find nothing`() async throws {
    #expect(try await find("zzzz qqqq").status == 5)
  }
}
