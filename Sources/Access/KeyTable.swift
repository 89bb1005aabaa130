import Vocabulary
import ZeroMQ

/// One key that the region knows: who holds it, and what it may be used for.
public struct KeyEntry: Sendable, Hashable, Codable {
  /// The public key as Z85; it is the user id of its holder.
  public var key: String
  public var role: Principal.Role
  /// What the operator calls it; never shown to anybody else.
  public var name: String?
  /// Services that a worker's key may register for.
  public var serves: [String]
  /// Operations that a service's key may call.
  public var calls: [String]
  /// Whether a service may name in `for` whom it acts for.
  public var actsForOthers: Bool
  /// Whether a service may follow the events of all talks, without anybody's words.
  public var followsEvents: Bool
  public var allowedAt: Timestamp
  /// Since when the key is refused.
  public var revokedAt: Timestamp?

  public init(
    key: String, role: Principal.Role, name: String? = nil, serves: [String] = [], calls: [String] = [],
    actsForOthers: Bool = false, followsEvents: Bool = false, allowedAt: Timestamp, revokedAt: Timestamp? = nil
  ) {
    self.key = key
    self.role = role
    self.name = name
    self.serves = serves
    self.calls = calls
    self.actsForOthers = actsForOthers
    self.followsEvents = followsEvents
    self.allowedAt = allowedAt
    self.revokedAt = revokedAt
  }

  /// What is wrong with it; nil when nothing is.
  public var fault: String? {
    if !KeyTable.isKey(key) { return "'\(key.prefix(60))' is no public key: a key is 40 characters of Z85" }
    if role != .worker && !serves.isEmpty {
      return "only a worker's key serves, not one with the role \(role.rawValue)"
    }
    if role == .worker && serves.isEmpty { return "a worker's key names the services that it may register for" }
    if role != .service && !calls.isEmpty { return "only a service's key has a list of operations" }
    if role != .service && actsForOthers { return "only a service's key may act for others" }
    if role != .service && followsEvents { return "only a service's key follows the events of all talks" }
    return nil
  }
}

/// The region's own table of keys. What a peer says of itself is never looked at: its key is looked up here.
public struct KeyTable: Sendable, Hashable, Codable {
  /// In the order of their keys.
  public private(set) var entries: [KeyEntry]

  public init(entries: [KeyEntry] = []) {
    self.entries = entries.sorted { $0.key < $1.key }
  }

  /// Whether a text is a public key: 32 bytes in Z85.
  public static func isKey(_ text: String) -> Bool { Z85.decode(text)?.count == 32 }

  public func entry(of key: String) -> KeyEntry? {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].key < key { low = middle + 1 } else { high = middle }
    }
    return low < entries.count && entries[low].key == key ? entries[low] : nil
  }

  /// The role of a key; nil when it is refused. A key that nobody knows is a guest's: a newcomer needs no account.
  public func role(of key: String) -> Principal.Role? {
    guard let entry = entry(of: key) else { return .guest }
    return entry.revokedAt == nil ? entry.role : nil
  }

  /// Whether a key may register as a worker for a service.
  public func mayServe(_ key: String, _ service: String) -> Bool {
    guard let entry = entry(of: key), entry.revokedAt == nil, entry.role == .worker else { return false }
    return entry.serves.contains(service)
  }

  /// Whether some key may register for a service.
  public func isServed(_ service: String) -> Bool {
    entries.contains { $0.revokedAt == nil && $0.serves.contains(service) }
  }

  /// Lets a key in, again if it was revoked, with this entry in place of what was known of it.
  public mutating func allow(_ entry: KeyEntry) {
    entries.removeAll { $0.key == entry.key }
    entries.append(entry)
    entries.sort { $0.key < $1.key }
  }

  /// Refuses a key from now on, also one that nobody knew before.
  public mutating func revoke(_ key: String, at now: Timestamp) {
    var entry = entry(of: key) ?? KeyEntry(key: key, role: .guest, allowedAt: now)
    entry.revokedAt = entry.revokedAt ?? now
    allow(entry)
  }
}
