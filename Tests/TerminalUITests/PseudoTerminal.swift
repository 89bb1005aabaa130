import CTerminal
import Foundation
import Glibc

/// A program at a pseudo-terminal of its own, with the screen that a person would see.
final class PseudoTerminal {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  private let main: Int32
  /// Kept open, so that the modes can be looked at after the program has ended.
  private let side: Int32
  private(set) var process: pid_t = 0
  private(set) var screen: Screen
  private(set) var status: Int32?
  private var undecoded: [UInt8] = []
  /// All that the program wrote.
  private(set) var written: [UInt8] = []

  /// Long enough for a busy machine; it is only waited for when something is broken.
  private static let patience: Int32 = 20_000

  init(_ arguments: [String], environment: [String: String] = [:], columns: Int = 80) throws {
    var ends: (main: Int32, side: Int32) = (-1, -1)
    var name = [CChar](repeating: 0, count: 128)
    guard terminal_open_pair(&ends.main, &ends.side, &name, name.count) == 0 else {
      throw Failure(description: "no pseudo-terminal: \(String(cString: strerror(errno)))")
    }
    (main, side) = ends
    for end in [main, side] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let path = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    terminal_set_size(side, 24, Int32(columns))
    screen = Screen(columns: columns)
    process = try spawnProbe(
      arguments,
      environment: ["TERM": "xterm", "LANG": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no"].merging(environment) { $1 },
      files: .terminal(path))
  }

  deinit {
    if status == nil {
      kill(process, SIGKILL)
      var ignored: Int32 = 0
      waitpid(process, &ignored, 0)
    }
    close(main)
    close(side)
  }

  /// The modes as `tcgetattr` tells them.
  var modes: [UInt32] {
    var modes = termios()
    tcgetattr(side, &modes)
    return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag]
  }

  func type(_ text: String) { type(bytes: Array(text.utf8)) }

  func type(bytes: [UInt8]) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { write(main, $0.baseAddress, $0.count) }
      if count > 0 { sent += count } else { _ = receive(timeout: 100) }
    }
  }

  func resize(columns: Int) { terminal_set_size(side, 24, Int32(columns)) }

  func signal(_ number: Int32) { kill(process, number) }

  /// Waits until the screen is as said; the failure shows it.
  func wait(_ what: String, until isThere: (Screen) -> Bool) throws {
    let end = ContinuousClock.now + .milliseconds(Int(Self.patience))
    while !isThere(screen) {
      guard ContinuousClock.now < end, receive(timeout: 100) else {
        throw Failure(description: "waited for \(what), saw:\n" + screen.lines.joined(separator: "\n"))
      }
    }
  }

  func wait(for text: String) throws {
    try wait("\"\(text)\"") { $0.lines.contains { $0.contains(text) } }
  }

  /// Waits for the cursor behind exactly this text.
  func waitForCursor(after text: String) throws {
    try wait("the cursor after \"\(text)\"") { $0.beforeCursor == text }
  }

  /// Waits for the program's end: its exit code, or 128 + the signal.
  func waitForExit() throws -> Int32 {
    let end = ContinuousClock.now + .milliseconds(Int(Self.patience))
    var raw: Int32 = 0
    while waitpid(process, &raw, WNOHANG) == 0 {
      guard ContinuousClock.now < end else {
        throw Failure(description: "did not end:\n" + screen.lines.joined(separator: "\n"))
      }
      _ = receive(timeout: 20)
    }
    while receive(timeout: 0, whileMore: true) {}
    let code = raw & 0x7F == 0 ? (raw >> 8) & 0xFF : 128 + (raw & 0x7F)
    status = code
    return code
  }

  /// Takes what the program wrote; false when nothing can come any more, or with `whileMore` when nothing came.
  private func receive(timeout: Int32, whileMore: Bool = false) -> Bool {
    var waits = pollfd(fd: main, events: Int16(POLLIN), revents: 0)
    guard poll(&waits, 1, timeout) > 0 else { return !whileMore }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(main, &bytes, bytes.count)
    guard count > 0 else { return false }
    written += bytes[..<count]
    undecoded += bytes[..<count]
    // A letter may come in two parts.
    let whole =
      undecoded.count
      - (undecoded.suffix(3).reversed().enumerated()
        .first { $0.element & 0xC0 != 0x80 }
        .map { index, byte in index + 1 < width(byte) ? index + 1 : 0 } ?? 0)
    screen.feed(String(decoding: undecoded[..<whole], as: UTF8.self))
    undecoded.removeFirst(whole)
    return true
  }

  private func width(_ first: UInt8) -> Int {
    switch first {
    case 0xC0...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xFF: 4
    default: 1
    }
  }
}

/// Where a spawned program's standard files lead.
enum SpawnFiles {
  /// All three to a terminal, which becomes the program's own.
  case terminal(String)
  case descriptors(input: Int32, output: Int32, error: Int32)
}

/// Starts `terminal-probe` in a session of its own.
func spawnProbe(_ arguments: [String], environment: [String: String], files: SpawnFiles) throws -> pid_t {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  switch files {
  case .terminal(let path):
    for fd: Int32 in 0...2 { posix_spawn_file_actions_addopen(&actions, fd, path, O_RDWR, 0) }
  case .descriptors(let input, let output, let error):
    for (fd, target) in [(input, 0), (output, 1), (error, 2)] as [(Int32, Int32)] {
      posix_spawn_file_actions_adddup2(&actions, fd, target)
    }
  }
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  // POSIX_SPAWN_SETSID of glibc, which Swift does not see: the first terminal that is opened becomes the program's
  // own.
  posix_spawnattr_setflags(&attributes, 0x80)
  let program = probeFile
  let words = ([program] + arguments).map { strdup($0) } + [nil]
  let variables = environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
  defer { for word in words + variables { free(word) } }
  var process: pid_t = 0
  let error = posix_spawn(&process, program, &actions, &attributes, words, variables)
  guard error == 0 else { throw PseudoTerminal.Failure(description: "\(program): \(String(cString: strerror(error)))") }
  return process
}

/// The probe lies beside the test program, wherever that was built.
private var probeFile: String {
  let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
  let candidates = [own, CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? own]
  let folders = candidates.map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
  return folders.map { $0.appendingPathComponent("terminal-probe").path }
    .first { FileManager.default.isExecutableFile(atPath: $0) } ?? "terminal-probe"
}
