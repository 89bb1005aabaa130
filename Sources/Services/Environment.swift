import Messages
import Vocabulary

/// What the services take from outside: the time, new ids, and what keys were granted. Tests give their own.
public struct Environment: Sendable {
  public var now: @Sendable () -> Timestamp
  /// A new id of 1 to 64 letters, digits and `-`.
  public var newID: @Sendable () -> String
  /// From the region's table of keys; nothing for a key that is not in it.
  public var grants: @Sendable (Principal) -> Grants

  public init(
    now: @escaping @Sendable () -> Timestamp, newID: @escaping @Sendable () -> String,
    grants: @escaping @Sendable (Principal) -> Grants = { _ in Grants() }
  ) {
    self.now = now
    self.newID = newID
    self.grants = grants
  }
}
