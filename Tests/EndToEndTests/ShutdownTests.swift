import Foundation
import Glibc
import Testing

/// How the program begins and ends under a service manager, and under load.
@Suite(.timeLimit(.minutes(5)))
struct ShutdownTests {
  /// A service manager's socket.
  private final class NotifySocket: Sendable {
    let path: String
    private let descriptor: Int32

    init(in folder: TemporaryFolder) throws {
      path = folder.path + "/notify"
      descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
      let bound = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
      }
      try #require(descriptor >= 0 && bound == 0)
    }

    deinit { close(descriptor) }

    /// Leaves no room for another word, as when the manager has stopped reading.
    func fill() throws {
      let sender = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
      defer { close(sender) }
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
      let word = Array("X".utf8)
      var sent = 0
      while sent >= 0 {
        sent = withUnsafePointer(to: &address) { pointer in
          pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            sendto(sender, word, word.count, Int32(MSG_DONTWAIT), $0, socklen_t(MemoryLayout<sockaddr_un>.size))
          }
        }
      }
      try #require(errno == EAGAIN)
    }

    /// The next thing that was told.
    func next() async -> String {
      await withCheckedContinuation { continuation in
        Thread {
          var bytes = [UInt8](repeating: 0, count: 256)
          let count = recv(self.descriptor, &bytes, bytes.count, 0)
          continuation.resume(returning: String(decoding: bytes.prefix(max(0, count)), as: UTF8.self))
        }.start()
      }
    }
  }

  private static let steps = [
    "refusing new questions", "finishing the turns in work", "finishing the other services", "ending the event stream",
    "sending the last answers", "closing the store",
  ]

  @Test func `The service manager hears that it is ready, that it is well, and that it stops`() async throws {
    let data = try TemporaryFolder()
    let manager = try NotifySocket(in: data)
    let serve = try Program(
      ["serve"], data: data, environment: ["NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "100000"])
    #expect(await manager.next() == "READY=1")
    for _ in 0..<3 { #expect(await manager.next() == "WATCHDOG=1") }
    serve.kill(SIGTERM)
    var last = await manager.next()
    while last == "WATCHDOG=1" { last = await manager.next() }
    #expect(last == "STOPPING=1")
    for step in Self.steps { #expect(await manager.next() == "STATUS=Stopping: \(step)") }
    #expect(await serve.end() == 0)
  }

  @Test func `A service manager that does not read stops nobody`() async throws {
    let data = try TemporaryFolder()
    let manager = try NotifySocket(in: data)
    try manager.fill()
    let serve = try Program(
      ["serve"], data: data, environment: ["NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "100000"])
    try await serve.says("serving")
    let ask = ["ask", "What papers go with goods to Norway?", "--connect", "ipc://\(data.path)/run/broker.sock"]
    #expect(try await Program.run(ask, data) == 0)
    serve.kill(SIGTERM)
    #expect(await serve.end() == 0)
  }

  @Test(.enabled(if: Program.python != nil, ForeignTests.missing))
  func `Stopped under load and started again, every question is answered once and kept`() async throws {
    let data = try TemporaryFolder()
    let endpoint = "ipc://\(data.path)/run/broker.sock"
    var serve = try Program(["serve"], data: data)
    try await serve.says("serving")
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Python/clients.py")
    let clients = try Program(
      try #require(Program.python), [script.path, endpoint] + (0..<6).map { "c\($0)=0" }, data: data)
    var answered = 0
    // Each restart meets turns in work: some were just answered, and all ask at the same time.
    for _ in 0..<3 {
      for _ in 0..<10 {
        _ = try #require(await clients.line())
        answered += 1
      }
      serve.kill(SIGTERM)
      let code = await serve.end()
      let complaint = await serve.complaint()
      #expect(code == 0, "\(complaint)")
      serve = try Program(["serve"], data: data)
      // Lines that were printed before may wait still: without this it could be stopped before it hears of it.
      try await serve.says("serving")
    }
    clients.endInput()
    answered += await clients.rest().count
    #expect(await clients.end() == 0)
    serve.kill(SIGTERM)
    #expect(await serve.end() == 0)
    let monitor = try Program(["monitor", "--json", "--since", "0", "--no-follow"], data: data)
    #expect(await monitor.rest().count == answered, "each is in the store once")
    #expect(await monitor.end() == 0)
  }

  @Test(.enabled(if: Program.python != nil, ForeignTests.missing))
  func `Killed in any step of stopping under load, it starts again and every question is answered once and kept`()
    async throws
  {
    let data = try TemporaryFolder()
    let endpoint = "ipc://\(data.path)/run/broker.sock"
    let manager = try NotifySocket(in: data)
    func start() throws -> Program {
      try Program(["serve"], data: data, environment: ["NOTIFY_SOCKET": manager.path])
    }
    var serve = try start()
    try await serve.says("serving")
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Python/clients.py")
    let clients = try Program(
      try #require(Program.python), [script.path, endpoint] + (0..<6).map { "c\($0)=0" }, data: data)
    var answered = 0
    for step in Self.steps {
      for _ in 0..<10 {
        _ = try #require(await clients.line())
        answered += 1
      }
      serve.kill(SIGTERM)
      while await manager.next() != "STATUS=Stopping: \(step)" {}
      serve.kill()
      // After the last step there may be nothing left to kill.
      let code = await serve.end()
      #expect(code == 128 + SIGKILL || (step == Self.steps.last && code == 0), "\(step)")
      serve = try start()
      try await serve.says("serving")
    }
    clients.endInput()
    answered += await clients.rest().count
    #expect(await clients.end() == 0)
    serve.kill(SIGTERM)
    // Read to the end: it may not have been told of the last step when the socket is full.
    while await manager.next() != "STATUS=Stopping: \(Self.steps[5])" {}
    #expect(await serve.end() == 0)
    let monitor = try Program(["monitor", "--json", "--since", "0", "--no-follow"], data: data)
    #expect(await monitor.rest().count == answered, "each is in the store once")
    #expect(await monitor.end() == 0)
  }
}
