import Dispatch
import Glibc

/// Lines of a file descriptor for asynchronous readers: the waiting happens on a queue of its own, never on the pool.
final class PipedInput: Sendable {
  private let queue = DispatchQueue(label: "chat input")
  private let fd: Int32
  /// Being told to end comes here; all else that does is for a person at a terminal.
  private let mailbox: Mailbox
  private let reader: Confined

  // Sendable because `reader` is touched on the serial `queue` alone.
  private final class Confined: @unchecked Sendable {
    var reader: LineReader
    init(reader: LineReader) { self.reader = reader }
  }

  init(fd: Int32, mailbox: Mailbox) {
    self.fd = fd
    self.mailbox = mailbox
    reader = Confined(reader: LineReader(fd: fd))
  }

  /// The next line; `nil` at the end, or when the task is cancelled.
  func next() async -> InputLine? {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        queue.async { continuation.resume(returning: self.waitForLine()) }
      }
    } onCancel: {
      mailbox.post(.terminated(signal: SIGTERM))
    }
  }

  private func waitForLine() -> InputLine? {
    while true {
      if let line = reader.reader.nextReady() { return line }
      if reader.reader.isEnded { return nil }
      var waits = [
        pollfd(fd: fd, events: Int16(POLLIN), revents: 0),
        pollfd(fd: mailbox.pollEnd, events: Int16(POLLIN), revents: 0),
      ]
      _ = poll(&waits, 2, -1)
      if waits[1].revents != 0, isToldToEnd() { return nil }
      if waits[0].revents != 0 { reader.reader.readSome() }
    }
  }

  private func isToldToEnd() -> Bool {
    mailbox.take().events.contains { if case .terminated = $0 { true } else { false } }
  }
}
