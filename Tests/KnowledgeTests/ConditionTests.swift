import Knowledge
import Testing
import Vocabulary

struct ConditionTests {
  private let known: [String: KnownValue] = [
    "market_group": .text("eea"), "employees": .number(12), "pricing_done": .flag(true),
    "web_langs": .list(["fi", "en"]),
  ]
  private let today = Day("2026-11-23") ?? Day(daysSince1970: 0)

  @Test(arguments: [
    ("market_group is eea", true), ("market_group is eu", false), ("market_group in eu, eea", true),
    ("market_group not in eu, gb", true), ("market_group not in eea", false), ("employees >= 12", true),
    ("employees <= 11", false), ("employees >= 10 and employees <= 50", true), ("known employees", true),
    ("not known employees", false), ("not known sector", true), ("pricing_done is true", true),
    ("web_langs is en", true),
    ("from 2026-11-23", true), ("from 2026-11-24", false), ("until 2026-11-23", true), ("until 2026-11-22", false),
  ])
  func `A condition holds or not`(text: String, holds: Bool) throws {
    #expect(try Condition(text).holds(for: known, on: today) == holds)
  }

  @Test(arguments: ["sector is metal", "sector not in metal", "turnover_eur >= 1", "sector in a, b"])
  func `A test on something unknown does not hold`(text: String) throws {
    #expect(try !Condition(text).holds(for: known, on: today))
  }

  @Test(arguments: [
    "market", "market_group equals eu", "employees >= many", "from yesterday", "known", "market_group is", "a is b and",
    "employees > 3",
  ])
  func `What is no condition is refused, naming the clause`(text: String) {
    #expect(throws: ConditionError.self) { try Condition(text) }
  }
}
