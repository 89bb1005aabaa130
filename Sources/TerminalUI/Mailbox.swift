import Glibc
import Synchronization

/// Events for a thread that waits with `poll`: who posts wakes it. Signal handlers write their number to `wakeEnd`.
final class Mailbox: Sendable {
  /// Readable when something is there.
  let pollEnd: Int32
  let wakeEnd: Int32
  private let events = Mutex<[ChatEvent]>([])

  /// `nil` when the process has no file descriptors left.
  init?() {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return nil }
    (pollEnd, wakeEnd) = (ends[0], ends[1])
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
  }

  deinit {
    close(pollEnd)
    close(wakeEnd)
  }

  func post(_ event: ChatEvent) {
    events.withLock { $0.append(event) }
    var zero: UInt8 = 0
    // A full pipe wakes as well as one byte more.
    _ = write(wakeEnd, &zero, 1)
  }

  /// All events in their order, and the signals that came.
  func take() -> (events: [ChatEvent], signals: [Int32]) {
    var signals: [Int32] = []
    var bytes = [UInt8](repeating: 0, count: 64)
    while true {
      let count = read(pollEnd, &bytes, bytes.count)
      guard count > 0 else { break }
      signals += bytes[..<count].filter { $0 != 0 }.map(Int32.init)
    }
    let taken = events.withLock { events in
      defer { events = [] }
      return events
    }
    return (taken, signals)
  }
}
