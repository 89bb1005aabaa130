import Vocabulary

/// The name of a durable request: 128 random bits as 32 hexadecimal digits, as RFC 9 writes a UUID.
public struct DurableRequestID: Identifier {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  public init(using random: inout some RandomNumberGenerator) {
    rawValue = (0..<2).map { _ in
      let digits = String(random.next() as UInt64, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  /// Reads a frame, in small or capital letters; nil when it is no UUID.
  public init?(_ frame: [UInt8]) {
    guard frame.count == 32 else { return nil }
    var text = ""
    for byte in frame {
      let character = Character(UnicodeScalar(byte))
      guard character.isASCII, character.isHexDigit else { return nil }
      text += character.lowercased()
    }
    rawValue = text
  }
}
