import Testing

@testable import TerminalUI

struct WrappingTests {
  @Test(arguments: [
    ("short", 20, ["short"]),
    ("", 20, [""]),
    ("one two three four", 10, ["one two", "three four"]),
    ("exactly ten", 11, ["exactly ten"]),
    ("a\n\nb", 10, ["a", "", "b"]),
    ("1. Kysy ostajalta mitä papereita", 20, ["1. Kysy ostajalta", "   mitä papereita"]),
    ("12) one two three", 12, ["12) one two", "    three"]),
    ("- one two three four", 12, ["- one two", "  three four"]),
    ("  deep text that goes on", 14, ["  deep text", "  that goes on"]),
    ("Vientiilmoituslomake on", 10, ["Vientiilmo", "ituslomake", "on"]),
    ("ää öö åå ää öö", 10, ["ää öö åå", "ää öö"]),
    ("漢字漢字漢字 漢字", 12, ["漢字漢字漢字", "漢字"]),
    ("2026 was a year", 10, ["2026 was a", "year"]),
    ("spaces   at the end      ", 40, ["spaces   at the end"]),
    ("tab\there", 40, ["tab here"]),
  ])
  func `lines break at spaces and lists hang`(text: String, columns: Int, lines: [String]) {
    #expect(wrapped(text, columns: columns) == lines)
  }

  @Test(
    arguments: [
      ("a", 1), ("ä", 1), ("a\u{308}", 1), ("漢", 2), ("👨‍👩‍👧‍👦", 2), ("🇫🇮", 2), ("\u{200B}", 0),
    ] as [(Character, Int)])
  func `a character takes the columns of a terminal`(character: Character, columns: Int) {
    #expect(displayWidth(character) == columns)
  }

  @Test(arguments: [10, 17, 40, 72])
  func `no line is wider than asked and no word is lost`(columns: Int) {
    let words = ["vientiluvasta", "漢字", "ja", "1.", "å", "supercalifragilistic", "-", "👍", "tulli"]
    // A plain linear congruence: the same words in every run.
    var state: UInt32 = 7
    let text = (0..<400).map { index -> String in
      state = state &* 1_664_525 &+ 1_013_904_223
      return words[Int(state >> 16) % words.count] + (index % 23 == 22 ? "\n" : " ")
    }.joined()
    let lines = wrapped(text, columns: columns)
    #expect(lines.allSatisfy { displayWidth($0) <= columns })
    #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " && $0 != "\n" })
  }

  @Test func `a text that is too wide is cut with a mark`() {
    #expect(clipped("yksi kaksi", columns: 10) == "yksi kaksi")
    #expect(clipped("yksi kaksi", columns: 6) == "yksi …")
    #expect(clipped("漢字漢字", columns: 6) == "漢字…")
  }
}
