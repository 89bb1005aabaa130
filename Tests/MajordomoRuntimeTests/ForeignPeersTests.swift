import Foundation
import MajordomoRuntime
import Testing
import ZeroMQ

/// Clients and workers in another language, written from the RFCs with bare sockets, against a real broker.
@Suite(.timeLimit(.minutes(1))) struct ForeignPeersTests {
  /// A Python that has pyzmq; nil when there is none, because then there are no foreign peers to test with.
  static let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first { canImportZeroMQ($0) }

  @Test(
    .enabled(if: python != nil, "needs a python3 with pyzmq (Debian: python3-zmq)"), arguments: ["tcp", "ipc"])
  func strictPeersInPythonFindWhatTheRFCsSay(transport: String) async throws {
    let folder = try PrivateFolder()
    let context = try Context()
    // Long enough that peers which answer at once are not given up on a busy machine.
    let interval = 500
    let broker = try Broker.started(context, transport == "tcp" ? "tcp://127.0.0.1:*" : folder.endpoint) {
      $0.rules.heartbeatInterval = .milliseconds(interval)
    }
    defer { broker.stop() }
    let endpoint = try #require(broker.endpoints.first)
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Python/peers.py")
    let (status, report) = try await onThread {
      try Self.run(Self.python ?? "", [script.path, endpoint, "\(interval)"])
    }
    #expect(status == 0, "\(report)")
    #expect(report.hasSuffix(", 0 failed\n"))
    #expect(report.split(separator: "\n").count > 110, "the list of checks was cut short")
  }

  private static func canImportZeroMQ(_ python: String) -> Bool {
    (try? run(python, ["-c", "import zmq"]))?.0 == 0
  }

  private static func run(_ program: String, _ arguments: [String]) throws -> (Int32, String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: text, as: UTF8.self))
  }
}
