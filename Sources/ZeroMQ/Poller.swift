import CZeroMQ
import Glibc

/// Waits for several sockets and wake-ups at once. It belongs to the thread of its sockets.
public final class Poller {
  private var items: [zmq_pollitem_t] = []

  public init() {}

  /// Forgets everything, keeping the storage.
  public func removeAll() { items.removeAll(keepingCapacity: true) }

  /// Adds a socket to wait for; positions count from 0 in the order of adding. Remove it before it is closed.
  public func add(_ socket: Socket) {
    items.append(zmq_pollitem_t(socket: socket.pollHandle, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0))
  }

  /// Adds a wake-up to wait for.
  public func add(_ wakeup: Wakeup) {
    items.append(zmq_pollitem_t(socket: nil, fd: wakeup.descriptor, events: Int16(ZMQ_POLLIN), revents: 0))
  }

  /// Waits until something is there to receive; nil waits for ever. A signal ends the wait early with nothing ready.
  ///
  /// - Returns: how many are ready.
  /// - Throws: `ETERM` when the context was shut down.
  @discardableResult
  public func wait(atMost limit: Duration?) throws(ZeroMQError) -> Int {
    let milliseconds = limit.map { Int(Milliseconds.roundedUp($0)) } ?? -1
    let ready = items.withUnsafeMutableBufferPointer {
      zmq_poll($0.baseAddress, Int32($0.count), milliseconds)
    }
    if ready >= 0 { return Int(ready) }
    let code = zmq_errno()
    for index in items.indices { items[index].revents = 0 }
    if code == EINTR { return 0 }
    throw ZeroMQError(code: code, attempt: "wait for \(items.count) sockets")
  }

  /// Whether what was added at this position has something to receive.
  public func isReady(_ position: Int) -> Bool { items[position].revents != 0 }
}
