import Vocabulary

/// What a caller's key was granted beyond its role, from the region's own table of keys.
public struct Grants: Sendable, Hashable {
  /// Services that it serves as a worker.
  public var serves: Set<String>
  /// Operations that it may call as a service.
  public var calls: Set<String>
  /// Whether it may name in `for` whom it acts for.
  public var actsForOthers: Bool
  /// Whether it may follow the events of all talks, without anybody's words.
  public var followsEvents: Bool

  public init(
    serves: Set<String> = [], calls: Set<String> = [], actsForOthers: Bool = false, followsEvents: Bool = false
  ) {
    self.followsEvents = followsEvents
    self.serves = serves
    self.calls = calls
    self.actsForOthers = actsForOthers
  }
}

extension Principal {
  /// This user on this machine: the embedded parts, and peers on an ipc endpoint, whose folder only this user can open.
  public static let local = Principal(role: .member, user: "local")
  /// Titanic, when it sends what it kept: it asks for others alone, whose rights it looked at.
  public static let titanic = Principal(role: .service, user: "titanic")
  /// Whoever comes in over tcp without a key, on a loopback address. All of them are this one, so it owns nothing of its own.
  public static let anybody = Principal(role: .guest, user: "guest")
}

/// Who may call which operation. A service's key calls what it was granted, a worker's key what its service needs.
extension Operation {
  /// The people that may call it.
  var people: Set<Principal.Role> {
    switch self {
    case .parse, .find, .hello, .ask, .recall: [.guest, .member, .advisor]
    case .invite: [.member]
    case .join, .bring: [.guest, .member]
    case .bind: [.advisor]
    case .cooperate: [.guest, .member]
    case .advise: [.advisor]
    case .open, .commit, .history: []
    }
  }

  /// The services that call it in the course of their own work, for whom they work.
  var neededBy: Set<String> {
    switch self {
    case .parse, .find, .open, .commit, .history, .cooperate: ["assistant"]
    case .hello, .ask, .recall, .invite, .join, .bind, .bring, .advise: []
    }
  }

  /// Whether Titanic may keep it and send it later in the name of its asker. What an advisor decides, and who comes into a
  /// company, is done while its asker is there.
  public var mayBeKept: Bool {
    switch self {
    case .parse, .find, .hello, .ask, .recall, .cooperate: true
    case .open, .commit, .history, .invite, .join, .bind, .bring, .advise: false
    }
  }

  /// Whether this caller may call it.
  public func isOpen(to caller: Principal, _ grants: Grants) -> Bool {
    switch caller.role {
    case _ where caller == .local: true
    case _ where caller == .titanic: mayBeKept
    // Else every program of the machine would be in the company.
    case _ where caller == .anybody && (self == .join || self == .bring): false
    case .guest, .member, .advisor: people.contains(caller.role)
    case .service: grants.calls.contains(rawValue)
    case .worker: !neededBy.isDisjoint(with: grants.serves)
    }
  }

  /// Whether this caller may call it for another.
  public func isOpenForOthers(to caller: Principal, _ grants: Grants) -> Bool {
    guard isOpen(to: caller, grants) else { return false }
    switch caller.role {
    case _ where caller == .local || caller == .titanic: return true
    case .guest, .member, .advisor: return false
    case .service: return grants.actsForOthers
    case .worker: return true
    }
  }
}
