/// The first frame of Titanic's answers ([RFC 9](https://rfc.zeromq.org/spec/9/)).
public enum TitanicStatus: String, Sendable {
  case done = "200"
  case pending = "300"
  case unknown = "400"
  case failed = "500"

  public var frame: [UInt8] { Array(rawValue.utf8) }
}

/// The services of Titanic.
public enum TitanicServiceName: String, CaseIterable, Sendable {
  /// A service's name and a body in; the id of a durable request out.
  case request = "titanic.request"
  /// An id in; the answer out, as often as it is asked for.
  case reply = "titanic.reply"
  /// An id in; nothing is kept of that request any more.
  case close = "titanic.close"
}
