import ZeroMQ

/// Where a broker is, and how to show oneself there. A string literal is an endpoint without keys.
public struct BrokerAddress: Equatable, Sendable, ExpressibleByStringLiteral {
  /// Keys for a CURVE endpoint.
  public struct Login: Equatable, Sendable {
    /// The broker's public key as Z85.
    public var serverKey: String
    /// The own keys: who we are.
    public var keys: CurveKeyPair

    public init(serverKey: String, keys: CurveKeyPair) {
      self.serverKey = serverKey
      self.keys = keys
    }
  }

  /// Such as `inproc://broker`, `ipc:///run/rinnalla/broker.sock` or `tcp://127.0.0.1:5555`.
  public var endpoint: String
  /// Nil on endpoints without keys.
  public var login: Login?

  public init(_ endpoint: String, login: Login? = nil) {
    self.endpoint = endpoint
    self.login = login
  }

  public init(stringLiteral endpoint: String) { self.init(endpoint) }

  /// A socket connected there.
  func connect(_ context: Context, linger: Duration) throws(ZeroMQError) -> Socket {
    let socket = try Socket(.dealer, context: context, linger: linger)
    try socket.set(.reconnectIntervalMax, .seconds(5))
    try socket.set(.ipv6, true)
    if let login {
      try socket.set(.curveServerKey, login.serverKey)
      try socket.set(.curvePublicKey, login.keys.publicKey)
      try socket.set(.curveSecretKey, login.keys.secretKey)
    }
    try socket.connect(endpoint)
    return socket
  }
}
