/// Who asks: the role and the user id that the broker vouches for.
public struct Principal: Sendable, Hashable, Codable {
  /// What a peer may do.
  public enum Role: String, Sendable, Hashable, Codable, CaseIterable {
    case guest, member, advisor, service, worker
  }

  public var role: Role
  /// The public key of a CURVE peer, or the fixed name of a keyless endpoint (`local`, `guest`).
  public var user: String

  public init(role: Role, user: String) {
    self.role = role
    self.user = user
  }
}
