import Testing

@testable import TerminalUI

struct KeyReaderTests {
  private func keys(_ bytes: [UInt8], piece: Int = 1000, limit: Int = 20) -> [Key] {
    var reader = KeyReader(limit: limit)
    var keys: [Key] = []
    for start in stride(from: 0, to: bytes.count, by: piece) {
      reader.feed(bytes[start..<min(start + piece, bytes.count)])
      while let key = reader.next() { keys.append(key) }
    }
    while reader.isInside, let key = reader.next(nothingFollows: true) { keys.append(key) }
    return keys
  }

  @Test(
    arguments: [
      ("aä漢👍", [.scalar("a"), .scalar("ä"), .scalar("漢"), .scalar("👍")]),
      ("\r\u{7F}\u{3}", [.control(0x0D), .control(0x7F), .control(3)]),
      ("\u{1B}[A\u{1B}OB\u{1B}[1;5D\u{1B}[3~", [.sequence("A"), .sequence("B"), .sequence("1;5D"), .sequence("3~")]),
      ("\u{1B}b\u{1B}", [.meta(0x62), .control(0x1B)]),
      ("\u{1B}[200~a\nb\u{1B}[31m\u{1B}[201~c", [.paste("a\nb\u{1B}[31m"), .scalar("c")]),
      ("\u{1B}[200~\u{1B}[201~", [.paste("")]),
      ("\u{1B}[200~12345678901234567890\u{1B}[201~", [.paste("12345678901234567890")]),
      ("\u{1B}[200~123456789012345678901\u{1B}[201~x", [.pasteTooLong, .scalar("x")]),
      ("\u{1B}[200~no end", [.paste("no end")]),
      ("\u{1B}ä", [.control(0x1B), .scalar("ä")]),
    ] as [(String, [Key])])
  func `keys are read the same in one piece and byte by byte`(text: String, expected: [Key]) {
    #expect(keys(Array(text.utf8)) == expected)
    #expect(keys(Array(text.utf8), piece: 1) == expected)
    #expect(keys(Array(text.utf8), piece: 3) == expected)
  }

  @Test func `bytes that are not UTF-8 show as such and take nothing with them`() {
    #expect(keys([0xE4, 0x61]) == [.scalar("\u{FFFD}"), .scalar("a")])
    #expect(keys([0xC3, 0x1B, 0x5B, 0x41]) == [.scalar("\u{FFFD}"), .sequence("A")])
    #expect(keys([0xE2, 0x82]) == [.scalar("\u{FFFD}"), .scalar("\u{FFFD}")])
  }

  @Test func `any bytes are read to their end`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var state = seed
    for _ in 0..<2000 {
      var bytes: [UInt8] = []
      for _ in 0..<24 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let special: [UInt8] = [0x1B, 0x5B, 0x4F, 0x7E, 0x32, 0x30, 0xC3, 0xA4]
        bytes.append(state >> 63 == 0 ? special[Int(state >> 40) % 8] : UInt8(truncatingIfNeeded: state >> 48))
      }
      var reader = KeyReader(limit: 8)
      reader.feed(bytes)
      var count = 0
      while reader.isInside, reader.next(nothingFollows: true) != nil { count += 1 }
      #expect(!reader.isInside && count <= bytes.count + 1, "seed \(seed)")
    }
  }
}
