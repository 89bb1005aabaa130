import CZeroMQ
import Glibc

/// What libzmq or the system refused, and what was being attempted.
public struct ZeroMQError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The `errno` value, such as `EADDRINUSE` or libzmq's own `ETERM`.
  public let code: Int32
  /// The attempt in words, with its endpoint or option: "bind tcp://127.0.0.1:5555".
  public let attempt: String

  /// An error with a known `errno` value.
  public init(code: Int32, attempt: String) {
    self.code = code
    self.attempt = attempt
  }

  /// True when the context was shut down: close the sockets and leave.
  public var isTermination: Bool { code == ETERM }

  public var description: String {
    let reason = zmq_strerror(code).map { String(cString: $0) } ?? "error \(code)"
    return "cannot \(attempt): \(reason) (errno \(code))"
  }

  /// Takes the calling thread's `errno`; call it before anything else can change that.
  static func last(_ attempt: @autoclosure () -> String) -> ZeroMQError {
    let code = zmq_errno()
    return ZeroMQError(code: code, attempt: attempt())
  }
}
