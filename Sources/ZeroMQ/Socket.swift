import CZeroMQ
import Glibc

/// A libzmq socket. It belongs to one thread, is not Sendable, and its owner closes it.
///
/// Whole messages go in and out: there is no way to send or receive half of one.
public final class Socket {
  /// The kinds of sockets that are used here.
  public enum Kind: Int32, Sendable {
    case pair = 0
    case pub = 1
    case sub = 2
    case req = 3
    case rep = 4
    case dealer = 5
    case router = 6
  }

  /// What became of a message that was to be sent.
  public enum SendOutcome: Equatable, Sendable {
    case sent
    /// The queue is full, or there is no peer yet. Nothing was sent.
    case full
    /// A mandatory ROUTER knows no such peer, or the peer left in the middle. Nothing arrives.
    case unreachable
  }

  /// What was there to receive.
  public enum ReceiveOutcome: Equatable, Sendable {
    case message
    case nothing
    /// A message over the limits was thrown away; its first frames, as far as they fit, are in the buffer.
    case oversized
  }

  /// The largest message to accept. `ZMQ_MAXMSGSIZE` counts single frames only, so both are checked on reception.
  public struct Limit: Equatable, Sendable {
    public var frames: Int
    public var bytes: Int

    public init(frames: Int, bytes: Int) {
      self.frames = frames
      self.bytes = bytes
    }
  }

  public let kind: Kind
  private let context: Context
  private var handle: UnsafeMutableRawPointer?

  /// - Parameter linger: how long messages may still go out after `close()`. Finite, so that no process hangs at its exit.
  public init(_ kind: Kind, context: Context, linger: Duration = .zero) throws(ZeroMQError) {
    guard let handle = zmq_socket(context.handle, kind.rawValue) else { throw .last("create a \(kind) socket") }
    self.kind = kind
    self.context = context
    self.handle = handle
    context.socketOpened()
    try set(.linger, linger)
  }

  deinit {
    // Not Sendable, so the last reference is dropped by the thread that owns it: closing here crosses no thread.
    close()
  }

  /// Closes the socket at once; what it still holds goes out during its linger. Closing twice is harmless.
  public func close() {
    guard let handle else { return }
    self.handle = nil
    zmq_close(handle)
    context.socketClosed()
  }

  // MARK: Endpoints

  /// Listens on an endpoint.
  public func bind(_ endpoint: String) throws(ZeroMQError) {
    if zmq_bind(handle, endpoint) != 0 { throw .last("bind \(endpoint)") }
  }

  /// Connects to an endpoint; that nobody is there yet is no error.
  public func connect(_ endpoint: String) throws(ZeroMQError) {
    if zmq_connect(handle, endpoint) != 0 { throw .last("connect to \(endpoint)") }
  }

  /// Stops listening on an endpoint, named as `lastEndpoint` shows it.
  public func unbind(_ endpoint: String) throws(ZeroMQError) {
    if zmq_unbind(handle, endpoint) != 0 { throw .last("unbind \(endpoint)") }
  }

  /// The endpoint bound or connected last, with the port that the system chose for `tcp://…:*`.
  public func lastEndpoint() throws(ZeroMQError) -> String {
    var length = 1024
    var buffer = [UInt8](repeating: 0, count: length)
    if zmq_getsockopt(handle, ZMQ_LAST_ENDPOINT, &buffer, &length) != 0 { throw .last("read LAST_ENDPOINT") }
    return String(decoding: buffer.prefix(max(length - 1, 0)), as: UTF8.self)
  }

  // MARK: Options

  public func set(_ option: SocketOption<Bool>, _ value: Bool) throws(ZeroMQError) {
    try set(option.number, option.name, value ? 1 : 0 as Int32)
  }

  public func set(_ option: SocketOption<Int32>, _ value: Int32) throws(ZeroMQError) {
    try set(option.number, option.name, value)
  }

  public func set(_ option: SocketOption<Int64>, _ value: Int64) throws(ZeroMQError) {
    try set(option.number, option.name, value)
  }

  /// Durations are rounded up to whole milliseconds.
  public func set(_ option: SocketOption<Duration>, _ value: Duration) throws(ZeroMQError) {
    try set(option.number, option.name, Milliseconds.roundedUp(value))
  }

  public func set(_ option: SocketOption<String>, _ value: String) throws(ZeroMQError) {
    if zmq_setsockopt(handle, option.number, value, value.utf8.count) != 0 { throw .last("set option \(option.name)") }
  }

  public func set(_ option: SocketOption<[UInt8]>, _ value: [UInt8]) throws(ZeroMQError) {
    if zmq_setsockopt(handle, option.number, value, value.count) != 0 { throw .last("set option \(option.name)") }
  }

  private func set<Value: BitwiseCopyable>(_ number: Int32, _ name: String, _ value: Value) throws(ZeroMQError) {
    var value = value
    if zmq_setsockopt(handle, number, &value, MemoryLayout<Value>.size) != 0 { throw .last("set option \(name)") }
  }

  // MARK: Messages

  /// Sends all frames as one message and leaves the buffer empty; on `.full` the buffer is as it was.
  ///
  /// - Parameter wait: blocks until there is room, as long as `sendTimeout` allows, through signals.
  /// - Throws: what is neither full nor unreachable, such as `ETERM`.
  public func send(_ message: Multipart, wait: Bool = false) throws(ZeroMQError) -> SendOutcome {
    precondition(message.count > 0, "a message has at least one frame")
    let last = message.count - 1
    for index in 0...last {
      let flags = (index < last ? ZMQ_SNDMORE : 0) | (wait ? 0 : ZMQ_DONTWAIT)
      while zmq_msg_send(message.handle(at: index), handle, flags) < 0 {
        let code = zmq_errno()
        if code == EINTR { continue }
        if code == EAGAIN && index == 0 { return .full }
        // In the middle, libzmq has already taken back the frames before: a peer that left. Nothing arrives.
        if code == EHOSTUNREACH || code == EAGAIN {
          message.removeAll()
          return .unreachable
        }
        throw ZeroMQError(code: code, attempt: "send a message of \(message.count) frames")
      }
    }
    message.wasSent()
    return .sent
  }

  /// Sends copies of these frames as one message.
  public func send(_ frames: [[UInt8]], wait: Bool = false) throws(ZeroMQError) -> SendOutcome {
    try send(Multipart(frames), wait: wait)
  }

  /// Sends one frame as a message; it is empty afterwards, or as it was on `.full`.
  public func send(_ message: inout Message, wait: Bool = false) throws(ZeroMQError) -> SendOutcome {
    while true {
      let status = message.withHandle { zmq_msg_send($0, handle, wait ? 0 : ZMQ_DONTWAIT) }
      if status >= 0 { return .sent }
      let code = zmq_errno()
      if code == EINTR { continue }
      if code == EAGAIN { return .full }
      if code == EHOSTUNREACH { return .unreachable }
      throw ZeroMQError(code: code, attempt: "send a message of one frame")
    }
  }

  /// Receives one whole message into the buffer, whose old frames are dropped first.
  ///
  /// - Parameter wait: blocks until one comes, as long as `receiveTimeout` allows, through signals.
  /// - Throws: what is not simply "nothing there", such as `ETERM`.
  public func receive(into message: Multipart, limit: Limit, wait: Bool = false) throws(ZeroMQError) -> ReceiveOutcome {
    message.removeAll()
    let (isThere, isWithin) = message.receive(from: handle, limit: limit, flags: wait ? 0 : ZMQ_DONTWAIT)
    if isThere { return isWithin ? .message : .oversized }
    let code = zmq_errno()
    message.removeAll()
    if code == EAGAIN { return .nothing }
    throw ZeroMQError(code: code, attempt: "receive a message")
  }

  /// Receives copies of one message's frames; nil when there is none, or none within the limits.
  public func receive(
    limit: Limit = Limit(frames: 64, bytes: 16 << 20), wait: Bool = false
  ) throws(ZeroMQError) -> [[UInt8]]? {
    let message = Multipart()
    return try receive(into: message, limit: limit, wait: wait) == .message ? message.bytes : nil
  }

  /// What a `SocketSet` watches.
  func descriptor() throws(ZeroMQError) -> Int32 {
    var descriptor: Int32 = -1
    var length = MemoryLayout<Int32>.size
    if zmq_getsockopt(handle, ZMQ_FD, &descriptor, &length) != 0 { throw .last("read FD") }
    return descriptor
  }

  /// What a `Poller` polls.
  var pollHandle: UnsafeMutableRawPointer? { handle }
}
