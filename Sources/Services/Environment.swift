import Companies
import Messages
import Vocabulary

/// What the services take from outside: the time, new ids and codes, and what keys may do. Tests give their own.
public struct Environment: Sendable {
  public var now: @Sendable () -> Timestamp
  /// A new id of 1 to 64 letters, digits and `-`.
  public var newID: @Sendable () -> String
  /// From the region's table of keys; nothing for a key that is not in it.
  public var grants: @Sendable (Principal) -> Grants
  /// A new code of an invitation, which nobody can foresee.
  public var newCode: @Sendable () -> InvitationCode
  public var keys: KeyChanges

  public init(
    now: @escaping @Sendable () -> Timestamp, newID: @escaping @Sendable () -> String,
    grants: @escaping @Sendable (Principal) -> Grants = { _ in Grants() },
    newCode: @escaping @Sendable () -> InvitationCode = {
      var random = SystemRandomNumberGenerator()
      return InvitationCode(using: &random)
    },
    keys: KeyChanges = KeyChanges(admit: { _ in }, refuse: { _ in })
  ) {
    self.now = now
    self.newID = newID
    self.grants = grants
    self.newCode = newCode
    self.keys = keys
  }
}

/// How the services change the region's table of keys. User ids that are no keys are left alone. Both may be repeated.
public struct KeyChanges: Sendable {
  /// Makes a key that is a guest's a member's; others, also those that are refused, stay what they are.
  public var admit: @Sendable (_ user: String) throws(Problem) -> Void
  /// Refuses these keys from now on.
  public var refuse: @Sendable (_ users: [String]) throws(Problem) -> Void

  public init(
    admit: @escaping @Sendable (_ user: String) throws(Problem) -> Void,
    refuse: @escaping @Sendable (_ users: [String]) throws(Problem) -> Void
  ) {
    self.admit = admit
    self.refuse = refuse
  }
}
