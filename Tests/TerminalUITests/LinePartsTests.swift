import Testing

@testable import TerminalUI

struct LinePartsTests {
  private func lines(_ bytes: [UInt8], limit: Int = 10, piece: Int) -> [InputLine] {
    var parts = LineParts(limit: limit)
    var lines: [InputLine] = []
    for start in stride(from: 0, to: bytes.count, by: piece) {
      parts.feed(bytes[start..<min(start + piece, bytes.count)])
      while let line = parts.take() { lines.append(line) }
    }
    parts.end()
    while let line = parts.take() { lines.append(line) }
    return lines
  }

  @Test(arguments: [1, 2, 7, 1000])
  func `lines are parted wherever the pieces end`(piece: Int) {
    let bytes =
      Array("yksi\r\n\näö\n".utf8) + Array("1234567890\n1234567890\r\n12345678901\n".utf8) + Array("ab".utf8)
      + [0xFF, 0x0A, 0xC3, 0x0A] + Array("ä".utf8) + [0xE2, 0x82, 0x0A] + Array("loppu".utf8)
    #expect(
      lines(bytes, piece: piece) == [
        .text("yksi"), .text(""), .text("äö"), .text("1234567890"), .text("1234567890"), .tooLong,
        .notUTF8(offset: 2), .notUTF8(offset: 0), .notUTF8(offset: 2), .text("loppu"),
      ])
  }

  @Test func `nothing after the last line end is no line`() {
    #expect(lines(Array("a\n".utf8), piece: 9) == [.text("a")])
    #expect(lines([], piece: 9) == [])
    #expect(lines(Array(repeating: 0x78, count: 99), piece: 9) == [.tooLong])
  }
}
