import Vocabulary

/// What the services take from outside: the time and new ids. Tests give their own.
public struct Environment: Sendable {
  public var now: @Sendable () -> Timestamp
  /// A new id of 1 to 64 letters, digits and `-`.
  public var newID: @Sendable () -> String

  public init(now: @escaping @Sendable () -> Timestamp, newID: @escaping @Sendable () -> String) {
    self.now = now
    self.newID = newID
  }
}
