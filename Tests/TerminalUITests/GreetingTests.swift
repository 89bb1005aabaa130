import Messages
import Testing
import Vocabulary

@testable import TerminalUI

struct GreetingTests {
  private func rows(_ welcome: Welcome, _ place: Place, _ lang: Language) throws -> [String] {
    let today = try #require(Day("2026-11-23"))
    return greeting(welcome, place: place, texts: .of(lang), today: today) { Day(String($0.prefix(10))) }
      .flatMap { wrapped($0, columns: widestText) }
  }

  @Test(arguments: Language.allCases)
  func `a first talk opens with at most six lines`(lang: Language) throws {
    let rows = try rows(.make(), .embedded, lang)
    #expect(rows.count <= 6)
    let whole = rows.joined(separator: " ")
    for command in ["/data", "/forget", "/help", "/quit"] { #expect(whole.contains(command)) }
  }

  @Test(arguments: Language.allCases)
  func `connected, it says who is responsible, who reads, how long and where more is`(lang: Language) throws {
    let notice = ServerNotice(
      responsible: "Kerttu oy", readers: "3 x", kept: "24 kk", address: "https://example.org/privacy")
    let rows = try rows(.make(), .connected(notice), lang)
    #expect(rows.count <= 6)
    let whole = rows.joined(separator: " ")
    for fact in ["Kerttu oy", "3 x", "24 kk", "https://example.org/privacy"] { #expect(whole.contains(fact)) }
  }

  @Test(arguments: Language.allCases)
  func `connected without a notice, it does not say that the talk stays here`(lang: Language) throws {
    let (here, there) = (try rows(.make(), .embedded, lang), try rows(.make(), .connected(nil), lang))
    #expect(there.count <= 6)
    #expect(!there.joined(separator: " ").contains(Texts.of(lang).keptHere.prefix(20)))
    #expect(here != there)
  }

  @Test func `coming back shows day and topic only`() throws {
    let welcome = Welcome.make(turns: 4, last: "2026-11-21T10:00:00Z", topic: "tulli")
    #expect(try rows(welcome, .embedded, .fi).last == "Viimeksi 21.11.: tulli. /history näyttää.")
    #expect(try rows(welcome, .embedded, .sv).last == "Senast 21.11.: tulli. /history visar.")
    let plain = Welcome.make(turns: 4, last: "2026-11-21T10:00:00Z")
    #expect(try rows(plain, .embedded, .fi).last == "Viimeksi 21.11. /history näyttää.")
    let older = Welcome.make(turns: 4, last: "2025-01-05T10:00:00Z")
    #expect(try rows(older, .embedded, .en).last == "Last time 5.1.2025. /history shows it.")
  }

  @Test func `a step whose day has come stands before those that are open`() throws {
    let welcome = Welcome.make(turns: 4, last: "2026-11-21T10:00:00Z", steps: ["eka", "toka", "kolmas"], due: ["EORI"])
    #expect(try rows(welcome, .embedded, .fi).suffix(4) == ["Muistutus: EORI", "Avoinna:", "1. eka", "2. toka"])
    #expect(try rows(welcome, .embedded, .sv)[2] == "Påminnelse: EORI")
  }

  @Test func `who came into the company is told, in six lines at most`() throws {
    let news = [
      MembershipNews(kind: "joined", at: "2026-11-21T10:00:00Z"),
      MembershipNews(kind: "bound", at: "2026-11-22T10:00:00Z"),
      MembershipNews(kind: "of a later release", at: "2026-11-22T10:00:00Z"),
    ]
    let welcome = Welcome.make(
      turns: 4, last: "2026-11-20T10:00:00Z", steps: ["eka", "toka"], membership: Array(news.prefix(2)))
    #expect(
      try rows(welcome, .connected(nil), .en).suffix(4) == [
        "A new person or device joined your company with a code, 21.11.",
        "An advisor gave a new key access to the talk, 22.11.", "Open:", "1. eka",
      ])
    let full = Welcome.make(turns: 4, last: "2026-11-20T10:00:00Z", steps: ["a"], due: ["b", "c"], membership: news)
    for lang in Language.allCases { #expect(try rows(full, .connected(nil), lang).count <= 6) }
  }

  @Test(arguments: Language.allCases)
  func `many long open steps and a long topic still fit in six lines`(lang: Language) throws {
    let long = String(repeating: "pitkä askel ", count: 12)
    let welcome = Welcome.make(
      turns: 9, last: "2025-11-21T10:00:00Z", topic: long, steps: Array(repeating: long, count: 7))
    let rows = try rows(welcome, .embedded, lang)
    #expect(rows.count == 6)
    #expect(rows[1].contains("/history"))
    #expect(rows[2].contains("7") && rows[2].contains("/steps"))
    #expect(rows[5].hasPrefix("3. pitkä"))
  }

  @Test(arguments: Language.allCases)
  func `help fits the widest text and names every other command once`(lang: Language) {
    let lines = helpText(.of(lang)).split(separator: "\n")
    for name in Command.names where name != "/help" { #expect(lines.count { $0.hasPrefix(name) } == 1, "\(name)") }
    #expect(lines.dropLast().allSatisfy { displayWidth($0) <= widestText })
  }
}
