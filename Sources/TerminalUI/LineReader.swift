import Glibc
import Messages

/// What one line of input is.
enum InputLine: Equatable {
  case text(String)
  /// Longer than the limit; the rest of it was skipped.
  case tooLong
  /// The offset of the first byte that is not UTF-8, from 0.
  case notUTF8(offset: Int)
}

/// Parts bytes into lines and never keeps more of one than the limit.
struct LineParts {
  let limit: Int
  private var line: [UInt8] = []
  private var isTooLong = false
  private var ready: [InputLine] = []
  private var next = 0

  /// `limit` in bytes, without the line's end.
  init(limit: Int) {
    self.limit = limit
  }

  mutating func feed(_ bytes: ArraySlice<UInt8>) {
    var rest = bytes
    while let end = firstLineEnd(in: rest) {
      append(rest[..<end])
      endLine()
      rest = rest[(end + 1)...]
    }
    append(rest)
  }

  /// One byte over the limit is kept: it may be the carriage return of a line that just fits.
  private mutating func append(_ bytes: ArraySlice<UInt8>) {
    let kept = bytes.prefix(limit + 1 - line.count)
    line.append(contentsOf: kept)
    if kept.count < bytes.count { isTooLong = true }
  }

  private func firstLineEnd(in bytes: ArraySlice<UInt8>) -> Int? {
    // A loop over bytes would be the slowest part of a chat in a debug build.
    bytes.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress, let end = memchr(start, Int32(UInt8(ascii: "\n")), buffer.count) else {
        return nil
      }
      return bytes.startIndex + (UnsafeRawPointer(end) - start)
    }
  }

  /// A last line without an end is a line.
  mutating func end() {
    if !line.isEmpty { endLine() }
  }

  mutating func take() -> InputLine? {
    guard next < ready.count else { return nil }
    defer {
      next += 1
      if next == ready.count { (ready, next) = ([], 0) }
    }
    return ready[next]
  }

  private mutating func endLine() {
    defer {
      line.removeAll(keepingCapacity: true)
      isTooLong = false
    }
    // The limit is for the text: a carriage return before the line's end does not count.
    if !isTooLong, line.last == UInt8(ascii: "\r") { line.removeLast() }
    if isTooLong || line.count > limit {
      ready.append(.tooLong)
    } else if let text = String(validating: line, as: UTF8.self) {
      ready.append(.text(text))
    } else {
      ready.append(.notUTF8(offset: firstFault(in: line)))
    }
  }
}

/// The offset of the first byte that is not part of valid UTF-8; the count when all are.
func firstFault(in bytes: [UInt8]) -> Int {
  var decoder = UTF8()
  var iterator = bytes.makeIterator()
  var offset = 0
  while true {
    switch decoder.decode(&iterator) {
    case .scalarValue(let scalar): offset += UTF8.width(scalar)
    case .emptyInput, .error: return offset
    }
  }
}

/// Reads lines from a file descriptor, one at a time. It belongs to one thread or queue.
struct LineReader {
  private let fd: Int32
  private var parts: LineParts
  private var isAtEnd = false
  private var buffer = [UInt8](repeating: 0, count: 65_536)

  init(fd: Int32, limit: Int = AskRequest.textBytesMax) {
    self.fd = fd
    parts = LineParts(limit: limit)
  }

  /// Waits for the next line; `nil` at the end.
  mutating func next() -> InputLine? {
    while true {
      if let line = parts.take() { return line }
      if isAtEnd { return nil }
      readSome()
    }
  }

  /// A line that is there already.
  mutating func nextReady() -> InputLine? { parts.take() }

  var isEnded: Bool { isAtEnd }

  /// Reads what is there; waits if nothing is. A failing read ends the input.
  mutating func readSome() {
    let count = read(fd, &buffer, buffer.count)
    if count > 0 {
      parts.feed(buffer[..<count])
    } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
      isAtEnd = true
      parts.end()
    } else if errno == EAGAIN {
      var waits = pollfd(fd: fd, events: Int16(POLLIN), revents: 0)
      _ = poll(&waits, 1, -1)
    }
  }
}
