import CZeroMQ
import Glibc

/// An eventfd: any thread calls `signal()`, and a thread that waits in a `Poller` or in `wait` comes back.
///
/// Signals add up to one: after many of them a single `clear()` is enough.
public final class Wakeup: Sendable {
  let descriptor: Int32

  /// - Throws: `ZeroMQError` when the process is out of descriptors.
  public init() throws(ZeroMQError) {
    descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    if descriptor < 0 { throw .last("create an eventfd") }
  }

  deinit { close(descriptor) }

  /// Wakes the waiting thread, now or at its next wait.
  public func signal() {
    var one: UInt64 = 1
    while write(descriptor, &one, 8) < 0 && errno == EINTR {}
  }

  /// Forgets the signals given so far.
  public func clear() {
    var count: UInt64 = 0
    while read(descriptor, &count, 8) < 0 && errno == EINTR {}
  }

  /// Waits for a signal and forgets it, for threads that have no sockets.
  public func wait(atMost limit: Duration) {
    var item = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    if poll(&item, 1, Milliseconds.roundedUp(limit)) > 0 { clear() }
  }
}
