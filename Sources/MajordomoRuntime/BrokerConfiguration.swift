import Majordomo
import ZeroMQ

/// One endpoint of a broker and how its peers are known. Each endpoint is a ROUTER of its own.
public struct BrokerEndpoint: Sendable {
  /// Who the peers of an endpoint are.
  public enum Identity: Sendable {
    /// Peers have no keys: all are this principal. For inproc, ipc, and loopback when asked for.
    case fixed(Principal)
    /// Peers prove their key by CURVE, and a ZAP handler, running in the same context, gives them a user id.
    ///
    /// - `secretKey`: the broker's, as Z85.
    /// - `domain`: what the ZAP handler is asked with.
    /// - `role`: the role of a user id, from the region's own table; nil: nobody we serve.
    case curve(secretKey: String, domain: String, role: @Sendable (_ userID: String) -> Role?)
  }

  /// Such as `inproc://broker`, `ipc:///run/rinnalla/broker.sock`, `tcp://127.0.0.1:*`.
  public var address: String
  public var identity: Identity

  public init(_ address: String, _ identity: Identity) {
    self.address = address
    self.identity = identity
  }
}

extension BrokerEndpoint.Identity {
  var isFixed: Bool { if case .fixed = self { true } else { false } }

  /// Who sent a message; nil when it is not served. Of its properties only `User-Id` on a CURVE endpoint is read: all
  /// others, and that one elsewhere, are what the peer says of itself.
  func principal(of message: Multipart) -> Principal? {
    switch self {
    case .fixed(let principal): return principal
    case .curve(_, _, let role):
      guard let userID = message.property("User-Id", at: message.count - 1),
        userID.utf8.count <= ClientAddress.maxUserIDBytes, let role = role(userID)
      else { return nil }
      return Principal(role: role, userID: userID)
    }
  }
}

/// Settings of a broker.
public struct BrokerConfiguration: Sendable {
  public var endpoints: [BrokerEndpoint]
  public var rules = BrokerRules()
  /// Frames of the longest message that is accepted.
  public var maxFrames = 1024
  /// Bytes of the largest message that is accepted.
  public var maxMessageBytes = 16 << 20
  /// The body of the FINAL that tells a client why its request is not taken; nil: silence, as the RFC has it.
  public var refusalBody: @Sendable (Refusal) -> [UInt8]? = { _ in nil }
  /// Whether endpoints without keys may listen on a loopback address over tcp.
  public var allowsPlaintextLoopback = false
  /// Whether a peer may register for a service; asked once a registration, after the service's rule by role.
  public var mayServe: @Sendable (_ peer: Principal, _ service: String) -> Bool = { _, _ in true }

  public init(endpoints: [BrokerEndpoint]) { self.endpoints = endpoints }
}

/// Why a broker does not start.
public enum BrokerError: Error, Equatable, Sendable, CustomStringConvertible {
  /// An endpoint over tcp without keys must be on a loopback address, and be allowed.
  case plaintextRefused(address: String)
  /// Another process has this ipc endpoint.
  case ipcInUse(address: String)
  /// The folder of an ipc endpoint is open to others, whom the broker would take for this user.
  case ipcFolderOpen(folder: String)
  /// Nobody can be given a user id of that length.
  case userIDTooLong(address: String)
  /// The broker was started before.
  case alreadyStarted
  case failed(ZeroMQError)

  public var description: String {
    switch self {
    case .plaintextRefused(let address):
      "cannot bind \(address): without keys, tcp is for 127.0.0.1 and [::1] only, and must be allowed"
    case .ipcInUse(let address):
      "cannot bind \(address): another broker is using it"
    case .ipcFolderOpen(let folder):
      "cannot bind in \(folder): only its owner may have rights on this folder (mode 0700)"
    case .userIDTooLong(let address):
      "cannot bind \(address): its user id is over \(ClientAddress.maxUserIDBytes) bytes"
    case .alreadyStarted: "this broker was started before"
    case .failed(let error): error.description
    }
  }
}
