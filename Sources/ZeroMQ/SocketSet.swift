import CZeroMQ
import Glibc

/// Waits for any of many sockets, at a cost that does not grow with their number. It belongs to their thread.
///
/// libzmq tells only that something new came since a socket was last used. So after each wait that names a socket, and
/// after each send on one, receive from it until there is nothing; otherwise what came meanwhile is not told again.
public final class SocketSet: Sendable {
  /// What one wait can tell.
  private static let batch = 64

  private let descriptor: Int32

  /// - Throws: `ZeroMQError` when the process is out of descriptors.
  public init() throws(ZeroMQError) {
    descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
    if descriptor < 0 { throw .last("create an epoll descriptor") }
  }

  deinit { close(descriptor) }

  /// Adds a socket, to be named by `key` when something came. Remove it before it is closed.
  public func add(_ socket: Socket, key: Int) throws(ZeroMQError) {
    try control(EPOLL_CTL_ADD, socket.descriptor(), key)
  }

  /// Adds a wake-up, to be named by `key` until it is cleared.
  public func add(_ wakeup: Wakeup, key: Int) throws(ZeroMQError) {
    try control(EPOLL_CTL_ADD, wakeup.descriptor, key)
  }

  /// Forgets a socket.
  public func remove(_ socket: Socket) throws(ZeroMQError) {
    try control(EPOLL_CTL_DEL, socket.descriptor(), 0)
  }

  /// Waits until something came; nil waits for ever. A signal ends the wait early with nothing.
  ///
  /// - Parameter ready: emptied, then filled with the keys; what does not fit is told by the next wait.
  public func wait(atMost limit: Duration?, into ready: inout [Int]) throws(ZeroMQError) {
    ready.removeAll(keepingCapacity: true)
    let milliseconds = limit.map(Milliseconds.roundedUp) ?? -1
    let code = withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: Self.batch) { events in
      let count = epoll_wait(descriptor, events.baseAddress, Int32(events.count), milliseconds)
      for index in 0..<max(Int(count), 0) { ready.append(Int(events[index].data.u64)) }
      return count < 0 ? errno : 0
    }
    if code != 0 && code != EINTR { throw ZeroMQError(code: code, attempt: "wait for sockets") }
  }

  private func control(_ operation: Int32, _ target: Int32, _ key: Int) throws(ZeroMQError) {
    var event = epoll_event(events: EPOLLIN.rawValue, data: epoll_data_t(u64: UInt64(key)))
    if epoll_ctl(descriptor, operation, target, &event) != 0 { throw .last("watch a socket") }
  }
}
