import CZeroMQ

/// An option of a socket with the type of its value: a wrong size cannot be passed.
public struct SocketOption<Value: Sendable>: Sendable {
  let number: Int32
  let name: String

  init(_ number: Int32, _ name: String) {
    self.number = number
    self.name = name
  }
}

extension SocketOption where Value == Bool {
  /// A ROUTER reports peers that it cannot reach instead of dropping in silence.
  public static var routerMandatory: Self { .init(ZMQ_ROUTER_MANDATORY, "ROUTER_MANDATORY") }
  /// Messages wait for a finished connection instead of a started one.
  public static var immediate: Self { .init(ZMQ_IMMEDIATE, "IMMEDIATE") }
  /// IPv6 addresses beside IPv4 ones.
  public static var ipv6: Self { .init(ZMQ_IPV6, "IPV6") }
  /// This side is the CURVE server: set it before `bind`.
  public static var curveServer: Self { .init(ZMQ_CURVE_SERVER, "CURVE_SERVER") }
  /// Refuse everybody when no ZAP handler runs, instead of letting everybody in.
  /// The header hides the number (93) behind its draft switch; the library honours it.
  public static var zapEnforceDomain: Self { .init(93, "ZAP_ENFORCE_DOMAIN") }
}

extension SocketOption where Value == Int32 {
  /// Messages that may wait to go to one peer.
  public static var sendHighWaterMark: Self { .init(ZMQ_SNDHWM, "SNDHWM") }
  /// Messages that may wait after coming from one peer.
  public static var receiveHighWaterMark: Self { .init(ZMQ_RCVHWM, "RCVHWM") }
  /// Connections that may wait to be accepted.
  public static var backlog: Self { .init(ZMQ_BACKLOG, "BACKLOG") }
}

extension SocketOption where Value == Int64 {
  /// Bytes of the largest single frame; a peer that sends more is cut off. -1: no limit.
  public static var maxFrameBytes: Self { .init(ZMQ_MAXMSGSIZE, "MAXMSGSIZE") }
}

extension SocketOption where Value == Duration {
  /// How long a closed socket goes on trying to deliver what it still holds.
  public static var linger: Self { .init(ZMQ_LINGER, "LINGER") }
  /// How long a blocking send waits.
  public static var sendTimeout: Self { .init(ZMQ_SNDTIMEO, "SNDTIMEO") }
  /// How long a blocking receive waits.
  public static var receiveTimeout: Self { .init(ZMQ_RCVTIMEO, "RCVTIMEO") }
  /// The first pause before connecting again.
  public static var reconnectInterval: Self { .init(ZMQ_RECONNECT_IVL, "RECONNECT_IVL") }
  /// The longest pause before connecting again.
  public static var reconnectIntervalMax: Self { .init(ZMQ_RECONNECT_IVL_MAX, "RECONNECT_IVL_MAX") }
  /// How long a connection may take over its handshake.
  public static var handshakeInterval: Self { .init(ZMQ_HANDSHAKE_IVL, "HANDSHAKE_IVL") }
  /// The transport's own heartbeat, which finds dead hosts.
  public static var heartbeatInterval: Self { .init(ZMQ_HEARTBEAT_IVL, "HEARTBEAT_IVL") }
  /// Silence after which the transport calls a connection dead.
  public static var heartbeatTimeout: Self { .init(ZMQ_HEARTBEAT_TIMEOUT, "HEARTBEAT_TIMEOUT") }
}

extension SocketOption where Value == String {
  /// The domain that the ZAP handler is asked with.
  public static var zapDomain: Self { .init(ZMQ_ZAP_DOMAIN, "ZAP_DOMAIN") }
  /// The server's public key as Z85, on a CURVE client.
  public static var curveServerKey: Self { .init(ZMQ_CURVE_SERVERKEY, "CURVE_SERVERKEY") }
  /// The own public key as Z85.
  public static var curvePublicKey: Self { .init(ZMQ_CURVE_PUBLICKEY, "CURVE_PUBLICKEY") }
  /// The own secret key as Z85.
  public static var curveSecretKey: Self { .init(ZMQ_CURVE_SECRETKEY, "CURVE_SECRETKEY") }
}

extension SocketOption where Value == [UInt8] {
  /// The name that a ROUTER knows this socket by. It proves nothing; leave it to libzmq.
  public static var routingID: Self { .init(ZMQ_ROUTING_ID, "ROUTING_ID") }
  /// Topics that a SUB receives: a prefix.
  public static var subscribe: Self { .init(ZMQ_SUBSCRIBE, "SUBSCRIBE") }
}
