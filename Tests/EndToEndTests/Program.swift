import Foundation
import Synchronization
import Testing

/// The real program, as a process.
final class Program: Sendable {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Beside the test bundle, where the build puts it.
  static var path: String {
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path
      .replacingOccurrences(of: "/usr/libexec/swift/linux", with: "") + "/rinnalla"
  }

  /// Where a checkout keeps what the tests read besides; `nil` in a clone without it.
  static let shared: URL? = {
    let named = ProcessInfo.processInfo.environment["RINNALLA_SHARED"].map { URL(fileURLWithPath: $0) }
    let url = named ?? root.deletingLastPathComponent().appendingPathComponent("shared")
    return FileManager.default.fileExists(atPath: url.path) ? url : nil
  }()

  /// A Python that has pyzmq; `nil` when there is none.
  static let python: String? = ["/usr/bin/python3", "/usr/local/bin/python3"].first { python in
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = ["-c", "import zmq"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  private let process: Mutex<Process>
  private let input: FileHandle
  private let output: Lines
  private let errors: Lines
  let identifier: Int32

  /// Starts the program with this data directory.
  convenience init(_ arguments: [String], data: TemporaryFolder, environment: [String: String] = [:]) throws {
    try self.init(Self.path, arguments, data: data, environment: environment)
  }

  /// Starts another program.
  init(_ path: String, _ arguments: [String], data: TemporaryFolder, environment: [String: String] = [:]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    var all = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("RINNALLA_") }
    all["RINNALLA_CONTENT"] = Self.root.path
    all["RINNALLA_DATA"] = data.path
    all["XDG_STATE_HOME"] = data.path + "/state"
    all.merge(environment) { $1 }
    process.environment = all
    let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
    (process.standardInput, process.standardOutput, process.standardError) = (stdin, stdout, stderr)
    input = stdin.fileHandleForWriting
    output = Lines(stdout.fileHandleForReading)
    errors = Lines(stderr.fileHandleForReading)
    try process.run()
    identifier = process.processIdentifier
    self.process = Mutex(process)
  }

  func write(_ text: String) { try? input.write(contentsOf: Data(text.utf8)) }
  func write(bytes: [UInt8]) { try? input.write(contentsOf: Data(bytes)) }
  func endInput() { try? input.close() }

  /// The next line of standard output; `nil` at its end.
  func line() async -> String? { await output.next() }

  /// Waits until standard error has a line with this text, and gives it.
  @discardableResult
  func says(_ text: String) async throws -> String {
    while let line = await errors.next() { if line.contains(text) { return line } }
    throw Ended(what: "the program ended before it said '\(text)'")
  }

  /// The rest of standard error.
  func complaint() async -> String {
    var lines: [String] = []
    while let line = await errors.next() { lines.append(line) }
    return lines.joined(separator: "\n")
  }

  /// The rest of standard output.
  func rest() async -> [String] {
    var lines: [String] = []
    while let line = await output.next() { lines.append(line) }
    return lines
  }

  func kill(_ signal: Int32 = SIGKILL) { Foundation.kill(identifier, signal) }

  /// The exit code, or 128 + the signal that ended it.
  @discardableResult
  func end() async -> Int32 {
    endInput()
    return await withCheckedContinuation { continuation in
      Thread {
        let process = self.process.withLock { $0 }
        process.waitUntilExit()
        continuation.resume(
          returning: process.terminationReason == .uncaughtSignal
            ? 128 + process.terminationStatus : process.terminationStatus)
      }.start()
    }
  }

  struct Ended: Error { var what: String }
}

/// The lines of a pipe, read on a thread of its own, so that a full pipe never stops the program under test.
private final class Lines: Sendable {
  private struct State {
    var lines: [String] = []
    var isAtEnd = false
    var waiting: CheckedContinuation<String?, Never>?
  }

  private let state = Mutex(State())

  init(_ handle: FileHandle) {
    Thread {
      var rest = Data()
      // `availableData` gives what is there; `read(upToCount:)` would wait until all of it has come.
      while case let data = handle.availableData, !data.isEmpty {
        rest.append(data)
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
          self.add(String(decoding: rest[rest.startIndex..<end], as: UTF8.self))
          rest = Data(rest[(end + 1)...])
        }
      }
      if !rest.isEmpty { self.add(String(decoding: rest, as: UTF8.self)) }
      self.finish()
    }.start()
  }

  func next() async -> String? {
    await withCheckedContinuation { continuation in
      let now: String?? = state.withLock { state in
        if !state.lines.isEmpty { return state.lines.removeFirst() }
        if state.isAtEnd { return .some(nil) }
        state.waiting = continuation
        return nil
      }
      if let now { continuation.resume(returning: now) }
    }
  }

  private func add(_ line: String) {
    let waiting = state.withLock { state in
      guard let waiting = state.waiting else {
        state.lines.append(line)
        return nil as CheckedContinuation<String?, Never>?
      }
      state.waiting = nil
      return waiting
    }
    waiting?.resume(returning: line)
  }

  private func finish() {
    let waiting = state.withLock { state in
      state.isAtEnd = true
      defer { state.waiting = nil }
      return state.waiting
    }
    waiting?.resume(returning: nil)
  }
}

/// A folder of one test, gone after it.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("rinnalla-\(UUID().uuidString.prefix(8))").path
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// An answer as it comes out of `--json`.
struct PrintedAnswer: Decodable {
  var conversation: String
  var turn: Int
  var lang: String
  var text: String
  var intent: String?
  var stage: String?
  var steps: [Step]
  var question: String?
  var revision: String?

  struct Step: Decodable {
    var id: String
    var title: String
  }

  init(_ line: String?) throws {
    self = try JSONDecoder().decode(Self.self, from: Data(try #require(line).utf8))
  }
}
