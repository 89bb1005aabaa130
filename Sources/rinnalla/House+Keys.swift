import Access
import Foundation
import Majordomo
import MajordomoRuntime
import Messages
import Services
import Titanic
import Vocabulary
import ZeroMQ

/// Who may come in over tcp, and what they may do there.
extension House {
  /// What the ZAP handler is asked with.
  static let zapDomain = "rinnalla"
  /// Peers of this user's own endpoints: in the program, and by ipc.
  static let local = Majordomo.Principal(role: .member, userID: Vocabulary.Principal.local.user)
  /// Peers of an endpoint without keys on a loopback address.
  static let plaintextGuest = Majordomo.Principal(role: .guest, userID: Vocabulary.Principal.anybody.user)

  /// Reads the table of keys and follows it, once a house.
  func openKeys(data: String) throws -> KeyRing {
    if let ring = keyRing { return ring }
    let ring = try Failure.ofKeys { () throws(KeyFileError) in
      try KeyRing(KeyFolder(dataDirectory: data)) { writeError("rinnalla: \($0)") }
    }
    ring.watch()
    keep(ring)
    return ring
  }

  /// An endpoint for peers with keys. It starts the ZAP handler, without which nobody would come in.
  func curveIdentity(data: String) throws -> BrokerEndpoint.Identity {
    let ring = try openKeys(data: data)
    let keys = try ServerKeys.pair(data: data)
    if !hasZAPHandler {
      do {
        keep(try ZAPHandler(context: context, domain: Self.zapDomain) { ring.table.role(of: $0) != nil })
      } catch {
        throw Failure(.failed, "Keys can't be checked: \(error).")
      }
    }
    return .curve(secretKey: keys.secretKey, domain: Self.zapDomain) { key in
      ring.table.role(of: key).map(Majordomo.Role.init)
    }
  }

  /// Who may register as a worker: this user's own programs, keys for their services, and programs that come in without
  /// a key for services that are neither ours nor any key's.
  static func mayServe(_ peer: Majordomo.Principal, _ service: String, _ table: KeyTable) -> Bool {
    switch peer {
    case local: true
    case plaintextGuest: !isOurs(service) && !table.isServed(service)
    default: table.mayServe(peer.userID, service)
    }
  }

  /// Whether a service is part of this program.
  static func isOurs(_ service: String) -> Bool {
    ServiceName(rawValue: service) != nil || TitanicServiceName(rawValue: service) != nil
  }
}

extension KeyRing {
  /// What a caller's key was granted.
  @Sendable func grants(of caller: Vocabulary.Principal) -> Grants {
    guard let entry = table.entry(of: caller.user), entry.revokedAt == nil, entry.role == caller.role else {
      return Grants()
    }
    return Grants(
      serves: Set(entry.serves), calls: Set(entry.calls), actsForOthers: entry.actsForOthers,
      followsEvents: entry.followsEvents)
  }
}

extension KeyFolder {
  /// How the services change the table. A file that can't be written is a problem that may pass.
  var changes: KeyChanges {
    KeyChanges(
      admit: { user throws(Problem) in
        try change { table, now in
          guard KeyTable.isKey(user), table.role(of: user) == .guest else { return false }
          table.allow(KeyEntry(key: user, role: .member, allowedAt: now))
          return true
        }
      },
      refuse: { users throws(Problem) in
        try change { table, now in
          let known = users.filter { KeyTable.isKey($0) && table.role(of: $0) != nil }
          for user in known { table.revoke(user, at: now) }
          return !known.isEmpty
        }
      })
  }

  /// - Parameter body: whether it changed anything.
  private func change(_ body: (inout KeyTable, Timestamp) -> Bool) throws(Problem) {
    let now = Environment.system.now()
    do throws(KeyFileError) {
      var known = try table()
      guard body(&known, now) else { return }
      try change { _ = body(&$0, now) }
    } catch {
      writeError("rinnalla: \(error)")
      throw Problem(.unavailable, detail: "The table of keys can't be changed now. Try again.")
    }
  }
}

/// The keys by which a server proves who it is.
enum ServerKeys {
  /// From the file in RINNALLA_SERVER_KEY_FILE, else the service manager's credential `server.key`, else the data
  /// directory, where they are made when they are first used.
  static func pair(data: String) throws -> CurveKeyPair {
    let environment = ProcessInfo.processInfo.environment
    let credential = environment["CREDENTIALS_DIRECTORY"].nonEmpty.map { "\($0)/server.key" }
    return try Failure.ofKeys { () throws(KeyFileError) in
      if let file = environment["RINNALLA_SERVER_KEY_FILE"].nonEmpty { return try KeyFolder.pair(in: file) }
      if let credential, FileManager.default.fileExists(atPath: credential) {
        return try KeyFolder.pair(in: credential, isGuarded: true)
      }
      return try KeyFolder.pairMadeOnce(in: KeyFolder(dataDirectory: data).serverFile)
    }
  }
}

extension Majordomo.Role {
  init(_ role: Vocabulary.Principal.Role) {
    self =
      switch role {
      case .guest: .guest
      case .member: .member
      case .advisor: .advisor
      case .service: .service
      case .worker: .worker
      }
  }
}
