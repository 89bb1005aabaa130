import Glibc
import Synchronization

/// A thread that runs one function, for what owns sockets. Sockets must be made inside the function.
final class Thread: Sendable {
  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(run: @escaping @Sendable () -> Void) { self.run = run }
  }

  private enum State: Sendable {
    case running(pthread_t)
    case joined
  }

  private let state: Mutex<State>

  /// Starts the thread.
  init(_ run: @escaping @Sendable () -> Void) {
    var thread = pthread_t()
    let body = Unmanaged.passRetained(Body(run: run))
    let status = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, body.toOpaque())
    precondition(status == 0, "cannot start a thread: error \(status)")
    state = Mutex(.running(thread))
  }

  /// Whether this is called from the thread itself.
  var isCurrent: Bool {
    state.withLock { if case .running(let thread) = $0 { pthread_equal(thread, pthread_self()) != 0 } else { false } }
  }

  deinit { state.withLock { if case .running(let thread) = $0 { pthread_detach(thread) } } }

  /// Waits until the function has returned. From the thread itself it returns at once.
  func join() {
    state.withLock { state in
      guard case .running(let thread) = state else { return }
      if pthread_equal(thread, pthread_self()) != 0 { return }
      pthread_join(thread, nil)
      state = .joined
    }
  }
}
