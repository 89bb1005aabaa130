import Testing

@testable import TerminalUI

struct SanitisedTests {
  @Test(arguments: [
    ("plain äöå 漢字 👍🏽", "plain äöå 漢字 👍🏽"),
    ("two\nlines\tand a tab", "two\nlines\tand a tab"),
    ("\u{1B}[31mred", "␛[31mred"),
    ("bell\u{7}", "bell␇"),
    ("del\u{7F}", "del␡"),
    ("\u{0}nul", "␀nul"),
    ("c1\u{9B}31m", "c1�31m"),
    ("next\u{85}line", "next�line"),
    ("\u{202E}drawkcab\u{202C}", "�drawkcab�"),
    ("\u{2066}isolate\u{2069}", "�isolate�"),
    ("windows\r\nend", "windows\nend"),
    ("over\rwrite", "over␍write"),
    ("last\r", "last␍"),
    ("\r\r\n", "␍\n"),
    ("o\u{308}", "o\u{308}"),
  ])
  func `control characters become pictures`(raw: String, safe: String) {
    #expect(Array(sanitised(raw).unicodeScalars) == Array(safe.unicodeScalars))
  }

  @Test func `no scalar that steers a terminal is left, whatever comes`() {
    for value: UInt32 in 0...0x2FFF {
      guard let scalar = Unicode.Scalar(value), scalar != "\n", scalar != "\t" else { continue }
      let safe = sanitised("a\(scalar)b").unicodeScalars
      let steers = safe.contains { scalar in
        scalar.value < 0x20 && scalar != "\n" || (0x7F...0x9F).contains(scalar.value)
          || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
      }
      #expect(!steers, "U+\(String(value, radix: 16))")
    }
  }

  @Test func `what is sent has no control characters and no byte order mark`() {
    #expect(withoutControls("\u{FEFF}a\u{1B}[31mb\u{0}\nc\td\u{202E}") == "a[31mb\nc\td")
    #expect(withoutControls("mid\u{FEFF}dle").unicodeScalars.contains("\u{FEFF}"))
  }
}
