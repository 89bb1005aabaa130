/// A key as a terminal sends it.
enum Key: Equatable {
  case scalar(Unicode.Scalar)
  /// A C0 character, DEL included.
  case control(UInt8)
  /// Alt with a key.
  case meta(UInt8)
  /// What stands between `ESC [` or `ESC O` and the end, with the end.
  case sequence(String)
  /// Text pasted in one piece.
  case paste(String)
  /// A paste over the limit; none of it is kept.
  case pasteTooLong
}

/// Makes keys of bytes: UTF-8, escape sequences, bracketed paste. A byte that is not UTF-8 becomes U+FFFD.
struct KeyReader {
  /// The longest paste, in bytes.
  let limit: Int
  private var bytes: [UInt8] = []
  private var start = 0
  private var paste: [UInt8]?

  private static let pasteEnd = Array("\u{1B}[201~".utf8)
  /// Longer sequences than any terminal sends are dropped.
  private static let sequenceMax = 32

  init(limit: Int) {
    self.limit = limit
  }

  mutating func feed(_ new: some Sequence<UInt8>) {
    if start == bytes.count { (bytes, start) = ([], 0) }
    bytes.append(contentsOf: new)
  }

  /// Whether a key has begun whose end is not here yet.
  var isInside: Bool { start < bytes.count || paste != nil }
  var isInPaste: Bool { paste != nil }

  /// The next whole key. With `nothingFollows` what is here is taken as whole.
  mutating func next(nothingFollows: Bool = false) -> Key? {
    if paste != nil { return pasted(nothingFollows: nothingFollows) }
    guard start < bytes.count else { return nil }
    let first = bytes[start]
    if first == 0x1B { return escaped(nothingFollows: nothingFollows) }
    if first < 0x20 || first == 0x7F {
      start += 1
      return .control(first)
    }
    return scalar(nothingFollows: nothingFollows)
  }

  private mutating func scalar(nothingFollows: Bool) -> Key? {
    let length =
      switch bytes[start] {
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 1
      }
    let there = bytes[start...].prefix(length)
    let isBroken = there.dropFirst().contains { $0 & 0xC0 != 0x80 }
    if there.count < length, !isBroken, !nothingFollows { return nil }
    if let scalar = String(validating: there, as: UTF8.self)?.unicodeScalars.first {
      start += length
      return .scalar(scalar)
    }
    start += 1
    return .scalar("\u{FFFD}")
  }

  private mutating func escaped(nothingFollows: Bool) -> Key? {
    let rest = bytes[(start + 1)...]
    guard let second = rest.first else {
      guard nothingFollows else { return nil }
      start += 1
      return .control(0x1B)
    }
    guard second == UInt8(ascii: "[") || second == UInt8(ascii: "O") else {
      // Alt with a letter; anything else comes as a key of its own.
      start += 1
      guard second >= 0x20 else { return .control(0x1B) }
      guard second <= 0x7F else { return .control(0x1B) }
      start += 1
      return .meta(second)
    }
    let body = rest.dropFirst().prefix(Self.sequenceMax)
    guard let end = body.firstIndex(where: { (0x40...0x7E).contains($0) }) else {
      guard nothingFollows || body.count == Self.sequenceMax else { return nil }
      start = body.endIndex
      return .sequence("")
    }
    let text = String(decoding: bytes[body.startIndex...end], as: UTF8.self)
    start = end + 1
    guard text == "200~" else { return .sequence(text) }
    paste = []
    return pasted(nothingFollows: nothingFollows)
  }

  private mutating func pasted(nothingFollows: Bool) -> Key? {
    var text = paste ?? []
    var isOver = false
    while start < bytes.count {
      if bytes[start] == 0x1B {
        let here = bytes[start...].prefix(Self.pasteEnd.count)
        if here.elementsEqual(Self.pasteEnd) {
          start += Self.pasteEnd.count
          isOver = true
          break
        }
        if Self.pasteEnd.starts(with: here), !nothingFollows { break }
      }
      // One byte more than allowed is enough to know that it is too long.
      if text.count <= limit { text.append(bytes[start]) }
      start += 1
    }
    guard isOver || nothingFollows else {
      paste = text
      return nil
    }
    paste = nil
    return text.count > limit ? .pasteTooLong : .paste(String(decoding: text, as: UTF8.self))
  }
}
