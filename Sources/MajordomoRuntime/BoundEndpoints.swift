import Glibc
import Majordomo
import ZeroMQ

/// The broker's ROUTERs, bound, with the locks of their ipc paths.
final class BoundEndpoints {
  private final class Lock {
    let endpoint: EndpointGuard
    init(_ endpoint: consuming EndpointGuard) { self.endpoint = endpoint }
  }

  private(set) var sockets: [Socket] = []
  private(set) var addresses: [String] = []
  private var locks: [Lock] = []

  /// How long answers and goodbyes may go on leaving after the end.
  private static let linger = Duration.milliseconds(500)

  /// - Throws: `BrokerError`; then everything bound so far is closed.
  init(_ context: Context, _ configuration: BrokerConfiguration) throws(BrokerError) {
    do throws(BrokerError) {
      for endpoint in configuration.endpoints { try add(endpoint, context, configuration) }
    } catch {
      release()
      throw error
    }
  }

  /// Closes the sockets, then gives up the locks.
  func release() {
    // Closing alone gives an inproc name back later, on libzmq's own thread; after a shutdown it is of no use to anybody.
    for (socket, address) in zip(sockets, addresses) { try? socket.unbind(address) }
    for socket in sockets { socket.close() }
    locks.removeAll()
  }

  /// Binds, again if need be: the port of a broker that has just ended is free a moment later.
  private static func bind(_ socket: Socket, _ address: String) throws(ZeroMQError) {
    for _ in 0..<10 {
      do throws(ZeroMQError) {
        return try socket.bind(address)
      } catch {
        if error.code != EADDRINUSE || !address.hasPrefix("tcp://") { throw error }
        usleep(20_000)
      }
    }
    try socket.bind(address)
  }

  private func add(
    _ endpoint: BrokerEndpoint, _ context: Context, _ configuration: BrokerConfiguration
  ) throws(BrokerError) {
    if case .fixed(let principal) = endpoint.identity, principal.userID.utf8.count > ClientAddress.maxUserIDBytes {
      throw .userIDTooLong(address: endpoint.address)
    }
    let lock = Lock(
      try EndpointGuard(endpoint, allowsPlaintextLoopback: configuration.allowsPlaintextLoopback))
    do throws(ZeroMQError) {
      let socket = try Socket(.router, context: context, linger: Self.linger)
      sockets.append(socket)
      locks.append(lock)
      try socket.set(.routerMandatory, true)
      try socket.set(.maxFrameBytes, Int64(configuration.maxMessageBytes))
      try socket.set(.ipv6, endpoint.address.contains("["))
      try socket.set(.backlog, 1024)
      if case .curve(let secretKey, let domain, _) = endpoint.identity {
        try socket.set(.curveServer, true)
        try socket.set(.curveSecretKey, secretKey)
        try socket.set(.zapDomain, domain)
        try socket.set(.zapEnforceDomain, true)
        try socket.set(.handshakeInterval, .seconds(10))
      }
      try Self.bind(socket, endpoint.address)
      addresses.append(try socket.lastEndpoint())
    } catch {
      throw .failed(error)
    }
  }
}
