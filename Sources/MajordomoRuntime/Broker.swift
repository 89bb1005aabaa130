import Majordomo
import Synchronization
import ZeroMQ

/// A Majordomo broker. It never opens a body and writes nothing about one.
public final class Broker: Sendable {
  private enum State: Sendable {
    case new
    case running(LoopThread.Running, Mailbox<BrokerLoop.Command>, endpoints: [String])
    case stopped
  }

  private let context: Context
  private let configuration: BrokerConfiguration
  private let thread: LoopThread?
  private let state = Mutex(State.new)
  private let published: Published

  /// - Parameters:
  ///   - context: shared with the embedded clients and workers, and with the ZAP handler.
  ///   - thread: shared with others; nil: one of its own.
  public init(context: Context, configuration: BrokerConfiguration, on thread: LoopThread? = nil) {
    self.context = context
    self.thread = thread
    self.configuration = configuration
    published = Published()
  }

  deinit { stop(within: .zero) }

  /// What the broker counted up to its latest turn.
  public var counters: BrokerCounters { published.counters.withLock { $0 } }

  /// The endpoints as bound, in the order of the configuration, with the ports that the system chose; empty unless it runs.
  public var endpoints: [String] {
    state.withLock { if case .running(_, _, let endpoints) = $0 { endpoints } else { [] } }
  }

  /// Binds all endpoints and begins to serve.
  ///
  /// - Throws: `BrokerError` that names the endpoint that cannot be bound; then nothing is left behind.
  public func start() throws(BrokerError) {
    try state.withLock { (state) throws(BrokerError) in
      guard case .new = state else { throw .alreadyStarted }
      let mailbox: Mailbox<BrokerLoop.Command>
      let started: Wakeup
      let thread: LoopThread
      do throws(ZeroMQError) {
        mailbox = try Mailbox()
        thread = try LoopThread.shared(self.thread)
        started = try Wakeup()
      } catch {
        throw .failed(error)
      }
      let outcome = StartOutcome()
      let (context, configuration, published) = (context, configuration, published)
      let running = thread.begin {
        Self.loop(context, configuration, mailbox, published) { result in
          outcome.result.withLock { $0 = result }
          started.signal()
        }
      }
      while outcome.result.withLock({ $0 }) == nil { started.wait(atMost: .seconds(1)) }
      switch outcome.result.withLock({ $0 }) {
      case .success(let endpoints): state = .running(running, mailbox, endpoints: endpoints)
      case .failure(let error):
        running.join()
        throw error
      case nil: preconditionFailure("the loop above waits for an outcome")
      }
    }
  }

  /// Looks up the keys of all who are connected, after the table of keys changed: who is refused now is out at once, and
  /// who has another role is taken up anew.
  public func reviewKeys() {
    state.withLock { state in
      if case .running(_, let mailbox, _) = state { mailbox.post(.reviewKeys) }
    }
  }

  /// Begins to end: from now on requests are refused, those that wait too, except to services by which others finish what
  /// they are at (`ServicePolicy.servesWhileDraining`). It returns at once.
  public func drain() {
    if case .running(_, let mailbox, _) = state.withLock({ $0 }) { mailbox.post(.drain) }
  }

  /// Drains, lets what runs finish, says goodbye to the workers, and ends the loop.
  /// It returns after `limit` and a little at the latest, and blocks until then: where handlers share the caller's threads,
  /// drain their pools first. Stopping twice is harmless.
  public func stop(within limit: Duration = .seconds(10)) {
    let last = state.withLock { state in
      defer { state = .stopped }
      return state
    }
    guard case .running(let running, let mailbox, _) = last else { return }
    mailbox.post(.stop(deadline: MonotonicClock.now + limit))
    running.join()
  }

  private final class Published: Sendable {
    let counters = Mutex(BrokerCounters())
  }

  private final class StartOutcome: Sendable {
    let result = Mutex<Result<[String], BrokerError>?>(nil)
  }

  /// Binds the sockets, on the thread that uses them.
  private static func loop(
    _ context: Context, _ configuration: BrokerConfiguration, _ mailbox: Mailbox<BrokerLoop.Command>,
    _ published: Published, _ report: (Result<[String], BrokerError>) -> Void
  ) -> (any Loop)? {
    do throws(BrokerError) {
      let bound = try BoundEndpoints(context, configuration)
      report(.success(bound.addresses))
      return BoundLoop(
        bound,
        BrokerLoop(sockets: bound.sockets, configuration: configuration, mailbox: mailbox) { counters in
          published.counters.withLock { $0 = counters }
        })
    } catch {
      report(.failure(error))
      return nil
    }
  }

  /// The loop with its endpoints, which it gives back at the end.
  private final class BoundLoop: Loop {
    private let bound: BoundEndpoints
    private var loop: BrokerLoop

    init(_ bound: BoundEndpoints, _ loop: consuming BrokerLoop) {
      self.bound = bound
      self.loop = loop
    }

    func start(_ watch: Watch) throws(ZeroMQError) { try loop.start(watch) }
    func pause() -> Duration? { loop.pause() }
    func turn(_ ready: [Int]) throws(ZeroMQError) -> Bool { try loop.turn(ready) }

    func end() {
      loop.end()
      bound.release()
    }
  }
}
