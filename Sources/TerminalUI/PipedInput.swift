import Dispatch

/// Lines of a file descriptor for asynchronous readers: the waiting happens on a queue of its own, never on the pool.
final class PipedInput: Sendable {
  private let queue = DispatchQueue(label: "chat input")
  private let reader: Confined

  // Sendable because `reader` is touched on the serial `queue` alone.
  private final class Confined: @unchecked Sendable {
    var reader: LineReader
    init(reader: LineReader) { self.reader = reader }
  }

  init(fd: Int32) {
    reader = Confined(reader: LineReader(fd: fd))
  }

  /// The next line; `nil` at the end.
  func next() async -> InputLine? {
    await withCheckedContinuation { continuation in
      queue.async { [reader] in continuation.resume(returning: reader.reader.next()) }
    }
  }
}
