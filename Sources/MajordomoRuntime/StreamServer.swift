import Majordomo
import Synchronization
import ZeroMQ

/// An event with its CloudEvent as it travels.
public struct StreamEvent: Sendable {
  public var number: Int64
  public var type: String
  public var subject: String
  /// JSON, at most `StreamFrames.eventBytesMax` bytes.
  public var bytes: [UInt8]

  public init(number: Int64, type: String, subject: String, bytes: [UInt8]) {
    (self.number, self.type, self.subject, self.bytes) = (number, type, subject, bytes)
  }
}

/// Events of the log in the order of their numbers, and how far the log was read: everything up to `upto` is covered.
public struct StreamPage: Sendable {
  public var events: [StreamEvent]
  public var upto: Int64

  public init(events: [StreamEvent], upto: Int64) {
    (self.events, self.upto) = (events, upto)
  }
}

/// Where a server gets its events. Both are asked again later when they give nil.
public struct StreamSource: Sendable {
  /// The log as it is now.
  public var last: @Sendable () async -> StreamLog?
  /// Events above `after` that this reader may see, at most `limit`, of these subjects (empty: all), the oldest first.
  public var read:
    @Sendable (_ reader: Principal, _ after: Int64, _ subjects: [String], _ limit: Int) async -> StreamPage?

  public init(
    last: @escaping @Sendable () async -> StreamLog?,
    read:
      @escaping @Sendable (_ reader: Principal, _ after: Int64, _ subjects: [String], _ limit: Int) async
      -> StreamPage?
  ) {
    (self.last, self.read) = (last, read)
  }
}

/// The service `stream` on a thread and an endpoint of its own (docs/stream.md). It asks for events in tasks and never
/// waits for them on its thread. Any number of servers may serve one log.
public final class StreamServer: Sendable {
  private enum State: Sendable {
    case new
    case running(Thread, Mailbox<StreamServerLoop.Command>)
    case stopped
  }

  private typealias Start = Result<String, BrokerError>

  private let context: Context
  private let configuration: BrokerConfiguration
  private let rules: StreamRules
  private let source: StreamSource
  private let state = Mutex(State.new)

  /// - Parameters:
  ///   - context: shared with embedded readers.
  ///   - endpoint: guarded as a broker's is: an ipc path by a lock file, plain tcp by the flag and a loopback address.
  public init(
    context: Context, endpoint: BrokerEndpoint, allowsPlaintextLoopback: Bool = false,
    rules: StreamRules = StreamRules(),
    source: StreamSource
  ) {
    var configuration = BrokerConfiguration(endpoints: [endpoint])
    configuration.allowsPlaintextLoopback = allowsPlaintextLoopback
    configuration.maxFrames = 8
    configuration.maxMessageBytes = StreamFrames.requestBytesMax + 1024
    self.context = context
    self.configuration = configuration
    self.rules = rules
    self.source = source
  }

  deinit { if case .running(_, let mailbox) = state.withLock({ $0 }) { mailbox.post(.abort) } }

  /// Binds the endpoint and begins to serve.
  ///
  /// - Returns: the endpoint as bound, with the port that the system chose.
  /// - Throws: `BrokerError` that names the endpoint; then nothing is left behind.
  public func start() async throws(BrokerError) -> String {
    let mailbox: Mailbox<StreamServerLoop.Command>
    do throws(ZeroMQError) { mailbox = try Mailbox() } catch { throw .failed(error) }
    let result = await withCheckedContinuation { (started: CheckedContinuation<Start, Never>) in
      state.withLock { state in
        guard case .new = state else { return started.resume(returning: .failure(.alreadyStarted)) }
        let (context, configuration, rules, source) = (context, configuration, rules, source)
        let thread = Thread {
          Self.serve(context, configuration, rules, source, mailbox) { started.resume(returning: $0) }
        }
        state = .running(thread, mailbox)
      }
    }
    return try result.get()
  }

  /// Looks up the keys of all readers, after the table of keys changed: who is refused or has another role loses its
  /// subscription.
  public func reviewKeys() {
    if case .running(_, let mailbox) = state.withLock({ $0 }) { mailbox.post(.reviewKeys) }
  }

  /// Brings its readers to the end of the log as far as their credit goes, says CLOSE to them, and ends the thread. It
  /// returns after `limit` and a little at the latest; then no read is under way, if the source answers in that time.
  /// Stopping twice is harmless.
  public func stop(within limit: Duration = .seconds(2)) async {
    let last = state.withLock { state in
      defer { state = .stopped }
      return state
    }
    guard case .running(let thread, let mailbox) = last else { return }
    await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
      if !mailbox.post(.drain(deadline: MonotonicClock.now + limit, done)) { done.resume() }
    }
    thread.join()
  }

  /// The thread's function: the socket is made, used and closed here.
  private static func serve(
    _ context: Context, _ configuration: BrokerConfiguration, _ rules: StreamRules, _ source: StreamSource,
    _ mailbox: Mailbox<StreamServerLoop.Command>, _ report: (Start) -> Void
  ) {
    do throws(BrokerError) {
      let bound = try BoundEndpoints(context, configuration)
      let loop = StreamServerLoop(
        socket: bound.sockets[0], configuration: configuration, rules: rules, source: source, mailbox: mailbox)
      report(.success(bound.addresses[0]))
      let finished = loop.run()
      bound.release()
      for waiter in finished { waiter.resume() }
    } catch {
      var commands: [StreamServerLoop.Command] = []
      mailbox.close(into: &commands)
      report(.failure(error))
    }
  }
}
