import Majordomo
import Synchronization
import ZeroMQ

/// A request as a handler gets it.
public struct WorkerRequest: Sendable {
  /// The body frames; at least one.
  public var frames: [[UInt8]]
  /// Who asks; nil with a broker that is not ours.
  public var client: ClientAddress?

  public init(frames: [[UInt8]], client: ClientAddress?) {
    self.frames = frames
    self.client = client
  }

  /// The first body frame.
  public var body: [UInt8] { frames.first ?? [] }
}

/// Settings of a pool of workers.
public struct WorkerRules: Equatable, Sendable {
  /// As the broker's.
  public var heartbeatInterval: Duration = .seconds(1)
  /// Intervals of silence after which a broker counts as lost.
  public var liveness = 4
  /// The largest request that is accepted.
  public var maxBytes = 1 << 20

  public init() {}
}

/// Several MDP workers of one service. One loop has all their sockets and heartbeats; the handlers run in tasks on its thread.
public final class WorkerPool: Sendable {
  private let mailbox: Mailbox<WorkerLoop.Command>
  private let running: LoopThread.Running

  /// Registers `concurrency` workers at each broker of the list, and again whenever a broker comes back.
  ///
  /// - Parameters:
  ///   - context: the embedded broker's, for inproc endpoints.
  ///   - brokers: all of them are served at once.
  ///   - concurrency: requests of one broker that are handled at once.
  ///   - thread: shared with others; nil: one of its own.
  ///   - handler: takes one body frame and gives one; the broker waits until it returns. It runs on the thread of the loop, so
  ///     it may wait for others but not block.
  /// - Throws: `ZeroMQError` when the process is out of descriptors.
  public convenience init(
    context: Context, brokers: [BrokerAddress], service: String, concurrency: Int, rules: WorkerRules = WorkerRules(),
    on thread: LoopThread? = nil, handler: @escaping @Sendable (WorkerRequest) async -> [UInt8]
  ) throws(ZeroMQError) {
    try self.init(
      context: context, brokers: brokers, framesService: service, concurrency: concurrency, rules: rules,
      on: thread, handler: { [await handler($0)] })
  }

  /// The same for a service whose answers have several body frames, at least one.
  ///
  /// - Parameter onBrokerLost: a broker was silent for long or began anew, and with it went the requests that it had. Called on
  ///   the thread of the loop, and again as long as the broker is away.
  public init(
    context: Context, brokers: [BrokerAddress], framesService service: String, concurrency: Int,
    rules: WorkerRules = WorkerRules(), on thread: LoopThread? = nil,
    onBrokerLost: @escaping @Sendable () -> Void = {},
    handler: @escaping @Sendable (WorkerRequest) async -> [[UInt8]]
  ) throws(ZeroMQError) {
    precondition(!brokers.isEmpty && concurrency > 0, "a pool needs a broker and a worker")
    precondition((1...255).contains(service.utf8.count), "a service name has 1 to 255 bytes")
    let mailbox = try Mailbox<WorkerLoop.Command>()
    self.mailbox = mailbox
    running = try LoopThread.shared(thread).begin {
      WorkerLoop(
        context: context, brokers: brokers, service: service, concurrency: concurrency, rules: rules, mailbox: mailbox,
        onBrokerLost: onBrokerLost, handler: handler)
    }
  }

  deinit { mailbox.post(.abort) }

  /// Lets running handlers finish, sends their answers and goodbyes, and ends the loop. What still runs after `limit` is
  /// cancelled and not answered. Draining twice is harmless.
  public func drain(within limit: Duration = .seconds(10)) async {
    await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
      if !mailbox.post(.drain(deadline: MonotonicClock.now + limit, done)) { done.resume() }
    }
    running.join()
  }
}
