/// The ids of things that have a life of their own. They travel as plain strings; the types keep them apart in code.
public protocol Identifier: RawRepresentable<String>, Sendable, Hashable, Codable, CodingKeyRepresentable, Comparable,
  CustomStringConvertible
{
  init(rawValue: String)
}

extension Identifier {
  public var description: String { rawValue }

  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  public init(from decoder: any Decoder) throws {
    self.init(rawValue: try decoder.singleValueContainer().decode(String.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}

/// A company that Rinnalla goes alongside.
public struct CompanyID: Identifier {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// One conversation.
public struct ConversationID: Identifier {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  /// At most 64 letters, digits, `-` and `_`, so that it can stand in logs, addresses and file names.
  public var isValid: Bool {
    (1...64).contains(rawValue.utf8.count)
      && rawValue.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }
}
