import Glibc

/// The lines that the arrow keys bring back, one a line in a file that only its owner can read. Several chats may
/// add to it.
struct LineHistory {
  /// The newest so many are kept.
  static let linesMax = 1000
  /// Longer lines (bytes) are not kept.
  static let lineBytesMax = 4000

  let path: String

  /// Why a file could not be used, in the system's words.
  struct Failure: Error, Equatable {
    var reason: String
    static var last: Failure { Failure(reason: String(cString: strerror(errno))) }
  }

  /// The lines kept, the oldest first. A file that has grown past the limit is shortened.
  func load() throws(Failure) -> [String] {
    let fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard fd >= 0 else {
      if errno == ENOENT { return [] }
      throw .last
    }
    defer { close(fd) }
    var reader = LineReader(fd: fd, limit: 2 * Self.lineBytesMax)
    var lines: [String] = []
    var count = 0
    while let line = reader.next() {
      guard case .text(let text) = line, !text.isEmpty else { continue }
      count += 1
      lines.append(withoutControls(unescaped(text)))
      if lines.count >= 2 * Self.linesMax { lines.removeFirst(Self.linesMax) }
    }
    lines = lines.suffix(Self.linesMax)
    if count > Self.linesMax { try replace(with: lines) }
    return lines
  }

  /// Adds a line at the end.
  func add(_ line: String) throws(Failure) {
    guard line.utf8.count <= Self.lineBytesMax else { return }
    try write(escaped(line) + "\n", to: path, flags: O_APPEND)
  }

  /// Removes the file with all that was typed.
  static func erase(at path: String) throws(Failure) {
    guard unlink(path) == 0 || errno == ENOENT else { throw .last }
  }

  private func replace(with lines: [String]) throws(Failure) {
    let new = "\(path).\(getpid())"
    try write(lines.map { escaped($0) + "\n" }.joined(), to: new, flags: O_TRUNC)
    guard rename(new, path) == 0 else { throw .last }
  }

  private func write(_ text: String, to path: String, flags: Int32) throws(Failure) {
    let fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | flags, 0o600)
    guard fd >= 0 else { throw .last }
    defer { close(fd) }
    guard fchmod(fd, 0o600) == 0, writeAll(text, to: fd) else { throw .last }
  }

  private func escaped(_ line: String) -> String {
    line.map { $0 == "\\" ? "\\\\" : $0 == "\n" ? "\\n" : String($0) }.joined()
  }

  private func unescaped(_ line: String) -> String {
    var result = ""
    var isEscape = false
    for character in line {
      if isEscape {
        result.append(character == "n" ? "\n" : character)
        isEscape = false
      } else if character == "\\" {
        isEscape = true
      } else {
        result.append(character)
      }
    }
    return result
  }
}
