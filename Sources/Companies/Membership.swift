import Vocabulary

/// An open door into a company, for one person and a day.
public struct Invitation: Sendable, Hashable, Codable {
  /// How long a code works, in milliseconds: until tomorrow, for a colleague who is at another place.
  public static let lifetime: Int64 = 86_400_000
  /// Wrong codes of one name before the invitation is dead.
  public static let triesMax = 5
  /// Invitations of one company that are open at once; the oldest gives way.
  public static let openMax = 5

  /// As `InvitationCode.name`.
  public var name: String
  /// As `InvitationCode.hash`.
  public var hash: String
  public var at: Timestamp

  public init(_ code: InvitationCode, at: Timestamp) {
    name = code.name
    hash = code.hash
    self.at = at
  }

  /// The first moment at which the code no longer works.
  public var until: Timestamp { Timestamp(milliseconds: at.milliseconds + Self.lifetime) }
}

/// What became of a code that somebody entered.
public enum JoinOutcome: String, Sendable, Hashable, Codable {
  case joined
  /// There is no such code, it was used, it is too old, or it was guessed at too often; which one is not told.
  case refused
}

/// What became of binding a key anew.
public enum BindOutcome: Sendable, Hashable, Codable {
  /// The keys that were the person's before and are nobody's now.
  case bound(lost: [String])
  case unknownConversation
}

/// A change of who belongs to a company, as its people are told of it at their next greeting.
public struct MembershipChange: Sendable, Hashable, Codable {
  public enum Kind: String, Sendable, Hashable, Codable {
    /// Somebody came in by a code.
    case joined
    /// An advisor gave a person's talks to a new key.
    case bound
  }

  public var kind: Kind
  public var at: Timestamp

  public init(kind: Kind, at: Timestamp) {
    self.kind = kind
    self.at = at
  }
}
