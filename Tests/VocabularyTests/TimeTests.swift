import Testing
import Vocabulary

struct TimeTests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00.000Z"), (1_795_420_800_000, "2026-11-23T08:00:00.000Z"),
    (951_782_399_999, "2000-02-28T23:59:59.999Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
    (-1, "1969-12-31T23:59:59.999Z"),
  ])
  func `A timestamp is written in UTC`(milliseconds: Int64, text: String) {
    #expect(Timestamp(milliseconds: milliseconds).rfc3339 == text)
  }

  @Test func `A day is found again from its count of days`() {
    for days in stride(from: -200_000, through: 200_000, by: 37) {
      #expect(Day(daysSince1970: days).daysSince1970 == days)
    }
  }

  @Test(arguments: ["2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "yesterday", "2026-11-31", ""])
  func `What is no day is refused`(text: String) {
    #expect(Day(text) == nil)
  }

  @Test func `Days are compared by the calendar`() throws {
    let days = try ["2025-12-31", "2026-01-01", "2026-02-01", "2026-11-23"].map { try #require(Day($0)) }
    #expect(days == days.shuffled().sorted())
  }
}
