import Testing

/// `rinnalla parse`, the tool of those who mend the rules.
struct ParseTests {
  @Test(.timeLimit(.minutes(2))) func `The way to a result is a table that fits a terminal`() async throws {
    let data = try TemporaryFolder()
    let message = "Mitä papereita Norjaan tarvitaan \u{1B}[31m" + String(repeating: "ja paljon muuta ", count: 10)
    let parse = try Program(["parse", "--explain", message], data: data)
    let lines = await parse.rest()
    #expect(await parse.end() == 0)
    let labels = lines.compactMap { $0.split(separator: " ").first.map(String.init) }
    for label in ["Message", "Language", "Result", "Templates", "Evidence", "Slots", "Otherwise"] {
      #expect(labels.contains(label), "\(lines)")
    }
    #expect(lines.contains { $0.contains("market = NO") && $0.contains("\"Norjaan\"") }, "\(lines)")
    #expect(lines.allSatisfy { $0.count <= 72 && !$0.contains("\u{1B}") }, "\(lines)")
  }

  @Test(.timeLimit(.minutes(2))) func `A table of many messages is refused`() async throws {
    let data = try TemporaryFolder()
    let parse = try Program(["parse", "--explain", "--jsonl"], data: data)
    #expect(await parse.end() == 2)
  }
}
