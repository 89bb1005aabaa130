/// What a peer may be to the region: its rights follow from it, by service at the broker and by op at the worker.
public enum Role: UInt8, CaseIterable, Sendable {
  case guest = 1
  case member = 2
  case advisor = 3
  case service = 4
  case worker = 5
}

/// Several roles.
public struct RoleSet: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  public init(_ roles: Role...) { rawValue = roles.reduce(0) { $0 | 1 << $1.rawValue } }
  public static let all = RoleSet(.guest, .member, .advisor, .service, .worker)

  public func contains(_ role: Role) -> Bool { rawValue & (1 << role.rawValue) != 0 }
}

/// Who asks: a role from our own table and the user id that belongs to a key or an endpoint.
public struct Principal: Hashable, Sendable {
  public var role: Role
  /// At most `ClientAddress.maxUserIDBytes` bytes of UTF-8; the broker refuses longer ones.
  public var userID: String

  public init(role: Role, userID: String) {
    self.role = role
    self.userID = userID
  }
}

/// The client address frame that our broker makes: workers echo it as the RFC asks, and ours read who asks from it.
///
/// Frame: format version (1 byte, 1) · request number (8 bytes, big endian) · role (1 byte) · user id (UTF-8, rest).
public struct ClientAddress: Hashable, Sendable {
  /// The number of the request at its broker, unique as long as that broker runs.
  public var number: UInt64
  public var principal: Principal

  /// The longest frame.
  public static let maxBytes = 255
  /// The longest user id.
  public static let maxUserIDBytes = maxBytes - headBytes
  private static let version: UInt8 = 1
  private static let headBytes = 10

  public init(number: UInt64, principal: Principal) {
    self.number = number
    self.principal = principal
  }

  /// Reads a frame; nil when it is not ours, as with another broker.
  public init?(_ frame: [UInt8]) {
    guard frame.count >= Self.headBytes, frame.count <= Self.maxBytes, frame.first == Self.version else { return nil }
    let head = frame.dropFirst()
    guard let role = head.dropFirst(8).first.flatMap(Role.init(rawValue:)),
      let userID = String(validating: head.dropFirst(9), as: UTF8.self)
    else { return nil }
    number = head.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    principal = Principal(role: role, userID: userID)
  }

  /// The frame as bytes.
  public var frame: [UInt8] {
    var bytes: [UInt8] = []
    Self.write(number: number, role: principal.role, userID: Array(principal.userID.utf8), into: &bytes)
    return bytes
  }

  /// Writes a frame over what is in `bytes`, in the same storage: nothing is allocated once it is large enough.
  public static func write(number: UInt64, role: Role, userID: [UInt8], into bytes: inout [UInt8]) {
    precondition(userID.count <= maxUserIDBytes, "a user id of \(userID.count) bytes does not fit a client address")
    let count = headBytes + userID.count
    if bytes.count > count { bytes.removeLast(bytes.count - count) }
    while bytes.count < count { bytes.append(0) }
    bytes.withUnsafeMutableBytes { frame in
      frame[0] = version
      frame.storeBytes(of: number.bigEndian, toByteOffset: 1, as: UInt64.self)
      frame[9] = role.rawValue
      UnsafeMutableRawBufferPointer(rebasing: frame[headBytes...]).copyBytes(from: userID)
    }
  }
}
