/// The answer of `company.invite.v1`: a code that lets one person into the caller's company.
public struct InviteAnswer: Codable, Sendable, Hashable {
  /// Absent when the caller has no company yet: a company begins with the first question.
  public var code: String?
  /// Until when the code works, in RFC 3339.
  public var until: String?

  public init(code: String?, until: String?) {
    self.code = code
    self.until = until
  }
}

/// Data of `company.join.v1`.
public struct JoinRequest: Codable, Sendable, Hashable {
  /// As a person typed it.
  public var code: String

  public init(code: String) {
    self.code = code
  }
}

/// The answer of `company.join.v1`.
public struct JoinAnswer: Codable, Sendable, Hashable {
  /// False when the code is not known, used, too old, or was guessed at too often; which one is not told.
  public var joined: Bool

  public init(joined: Bool) {
    self.joined = joined
  }
}

/// Data of `company.bind.v1`: the new key of the person whose talk the request's `conversation` is.
public struct BindRequest: Codable, Sendable, Hashable {
  /// The user id: a public key in Z85.
  public var key: String

  public init(key: String) {
    self.key = key
  }
}

/// The answer of `company.bind.v1`: the keys that were the person's and are refused now.
public struct BindAnswer: Codable, Sendable, Hashable {
  public var lost: [String]

  public init(lost: [String]) {
    self.lost = lost
  }
}

/// Who came into a company: `joined` by a code, or `bound`, when an advisor gave a person's talks to a new key.
public struct MembershipNews: Codable, Sendable, Hashable {
  public var kind: String
  /// RFC 3339.
  public var at: String

  public init(kind: String, at: String) {
    self.kind = kind
    self.at = at
  }
}
