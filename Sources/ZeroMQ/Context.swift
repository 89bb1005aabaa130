import CZeroMQ
import Glibc
import Synchronization

/// A libzmq context: the I/O threads and the inproc names that its sockets share.
///
/// Sockets keep their context alive. Leaving in order: `shutdown()`, each thread closes its sockets, `terminate(within:)`.
public final class Context: @unchecked Sendable {
  // Sendable because libzmq documents its contexts as thread safe and `handle` never changes.
  let handle: UnsafeMutableRawPointer
  private let state = Mutex(State())
  private let allClosed: Wakeup

  private struct State {
    var openSockets = 0
    var isTerminated = false
  }

  /// - Parameters:
  ///   - ioThreads: threads that move bytes; one carries about a gigabyte a second, more help with CURVE.
  ///   - maxSockets: how many sockets may be open at once.
  /// - Throws: `ZeroMQError` when the process is out of memory or descriptors.
  public init(ioThreads: Int32 = 1, maxSockets: Int32 = 4096) throws(ZeroMQError) {
    allClosed = try Wakeup()
    guard let handle = zmq_ctx_new() else { throw .last("create a context") }
    zmq_ctx_set(handle, ZMQ_IO_THREADS, ioThreads)
    zmq_ctx_set(handle, ZMQ_MAX_SOCKETS, maxSockets)
    zmq_ctx_set(handle, ZMQ_THREAD_SCHED_POLICY, BatchScheduling.policy)
    // Without this, sockets whose linger nobody set hold the process at exit.
    zmq_ctx_set(handle, ZMQ_BLOCKY, 0)
    self.handle = handle
  }

  deinit {
    // Each socket holds its context, so here none is open and this waits at most for their linger.
    if !state.withLock({ $0.isTerminated }) { Self.end(handle) }
  }

  /// Makes every call on every socket of this context fail with `ETERM`. May be called from any thread, more than once.
  public func shutdown() {
    if !state.withLock({ $0.isTerminated }) { zmq_ctx_shutdown(handle) }
  }

  /// Shuts down, waits until the sockets' owners have closed them, then frees the context.
  ///
  /// - Returns: false when sockets were still open after `limit`; the context is then left as it is, and may be
  ///   terminated later. It never waits longer than `limit` plus the sockets' linger.
  @discardableResult
  public func terminate(within limit: Duration = .seconds(5)) -> Bool {
    shutdown()
    let deadline = ContinuousClock.now + limit
    while state.withLock({ $0.openSockets }) > 0 {
      let left = ContinuousClock.now.duration(to: deadline)
      if left <= .zero { return false }
      allClosed.wait(atMost: left)
    }
    let first = state.withLock { state in
      defer { state.isTerminated = true }
      return !state.isTerminated
    }
    if first { Self.end(handle) }
    return true
  }

  func socketOpened() { state.withLock { $0.openSockets += 1 } }

  func socketClosed() {
    let isLast = state.withLock { state in
      state.openSockets -= 1
      return state.openSockets == 0
    }
    if isLast { allClosed.signal() }
  }

  private static func end(_ handle: UnsafeMutableRawPointer) {
    while zmq_ctx_term(handle) != 0 && zmq_errno() == EINTR {}
  }
}
