import Majordomo
import Synchronization
import ZeroMQ

/// Why a request got no answer.
public enum ClientError: Error, Equatable, Sendable, CustomStringConvertible {
  /// No answer came in the time that was given.
  case timedOut(service: String)
  /// As many requests as allowed wait already.
  case overloaded
  /// The body is larger than allowed.
  case tooLarge(bytes: Int, limit: Int)
  /// A service name has 1 to 255 bytes.
  case invalidService(String)
  /// The task was cancelled.
  case cancelled
  /// The client was closed.
  case closed
  /// No socket could be connected.
  case failed(ZeroMQError)

  public var description: String {
    switch self {
    case .timedOut(let service): "the service \(service) did not answer in time"
    case .overloaded: "too many requests wait already"
    case .tooLarge(let bytes, let limit): "a request of \(bytes) bytes is over the limit of \(limit)"
    case .invalidService(let name): "\"\(name)\" is no service name: it needs 1 to 255 bytes"
    case .cancelled: "the request was cancelled"
    case .closed: "the client is closed"
    case .failed(let error): error.description
    }
  }
}

/// A Majordomo client for many requests at once. One loop has all its sockets, one request is under way on a socket, and
/// the same body is sent again on a new socket until it is answered or out of time.
public final class Client: Sendable {
  private let mailbox: Mailbox<ClientLoop.Command>
  private let running: LoopThread.Running
  private let maxBytes: Int
  private let lastToken = Atomic<UInt64>(0)

  /// - Parameters:
  ///   - context: the embedded broker's, for inproc endpoints.
  ///   - brokers: tried in this order; a try without an answer moves on to the next.
  ///   - rules: times and limits; `endpoints` is set from `brokers`.
  ///   - maxBytes: the largest request and answer.
  ///   - thread: shared with others; nil: one of its own.
  /// - Throws: `ZeroMQError` when the process is out of descriptors.
  public init(
    context: Context, brokers: [BrokerAddress], rules: ClientRules = ClientRules(), maxBytes: Int = 1 << 20,
    on thread: LoopThread? = nil
  ) throws(ZeroMQError) {
    precondition(!brokers.isEmpty, "a client needs the address of a broker")
    let mailbox = try Mailbox<ClientLoop.Command>()
    var rules = rules
    rules.endpoints = brokers.count
    self.mailbox = mailbox
    self.maxBytes = maxBytes
    running = try LoopThread.shared(thread).begin { [rules] in
      ClientLoop(context: context, brokers: brokers, rules: rules, mailbox: mailbox, maxBytes: maxBytes)
    }
  }

  deinit { close() }

  /// Sends one body frame and waits for the first frame of the final answer.
  ///
  /// - Parameter timeout: for everything: waiting for a socket, all tries, the answer.
  public func request(
    service: String, body: [UInt8], timeout: Duration
  ) async throws(ClientError) -> [UInt8] {
    try await request(service: service, frames: [body], timeout: timeout).first ?? []
  }

  /// Sends several body frames and waits for the frames of the final answer.
  public func request(
    service: String, frames: [[UInt8]], timeout: Duration
  ) async throws(ClientError) -> [[UInt8]] {
    precondition(!frames.isEmpty, "a request has a body frame")
    guard (1...255).contains(service.utf8.count) else { throw .invalidService(service) }
    let bytes = frames.reduce(0) { $0 + $1.count }
    if bytes > maxBytes { throw .tooLarge(bytes: bytes, limit: maxBytes) }
    let token = lastToken.wrappingAdd(1, ordering: .relaxed).newValue
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let request = ClientLoop.Request(
          token: token, service: service, frames: frames, timeout: timeout, continuation: continuation)
        if !mailbox.post(.submit(request)) {
          continuation.resume(returning: Result<[[UInt8]], ClientError>.failure(.closed))
        } else if Task.isCancelled {
          // The handler below may have run before there was a request to cancel.
          mailbox.post(.cancel(token))
        }
      }
    } onCancel: {
      mailbox.post(.cancel(token))
    }
    return try result.get()
  }

  /// Fails what is under way with `.closed`, closes all sockets and ends the loop. Closing twice is harmless.
  public func close() {
    mailbox.post(.close)
    running.join()
  }
}
