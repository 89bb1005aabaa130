import Testing

/// `rinnalla simulate`, as others run it.
struct SimulateTests {
  /// Dictionaries and sets are seeded anew in each process, so two processes show an order that comes from one.
  @Test func `One seed is one history in two processes`() async throws {
    let data = try TemporaryFolder()
    var reports: [[String]] = []
    for _ in 0..<2 {
      let program = try Program(["simulate", "--seed", "42", "--seeds", "2", "--events", "3000"], data: data)
      reports.append(await program.rest())
      #expect(await program.end() == 0)
    }
    #expect(reports[0] == reports[1])
    #expect(reports[0].first?.hasPrefix("seed 42: broker ") == true)
    #expect(reports[0].last == "2 seeds of 3000 events, 0 failed")
  }
}
