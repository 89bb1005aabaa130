import Foundation
import Glibc

/// Tells the service manager how far the program is: sd_notify(3), which is a line in a datagram to the socket that
/// NOTIFY_SOCKET names. Without one, nothing is told.
struct ServiceManager: Sendable {
  private let socketPath: String?
  /// How often the service manager wants to hear that the program is well; nil: never.
  let watchdogInterval: Duration?

  init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    socketPath = environment["NOTIFY_SOCKET"].nonEmpty
    let isForUs = environment["WATCHDOG_PID"].nonEmpty.map { $0 == String(getpid()) } ?? true
    // Half of it, as sd_watchdog_enabled(3) advises.
    watchdogInterval =
      isForUs ? environment["WATCHDOG_USEC"].flatMap { Int64($0) }.map { .microseconds(max($0, 2) / 2) } : nil
  }

  func ready() { tell("READY=1") }
  func stopping() { tell("STOPPING=1") }
  /// What the program does, in a line that `systemctl status` shows.
  func status(_ text: String) { tell("STATUS=\(text)") }

  /// Says that the program is well, again and again, as long as `isWell` finds it so.
  func watch(_ isWell: @escaping @Sendable () async -> Bool) -> Task<Void, Never> {
    Task {
      guard let watchdogInterval, socketPath != nil else { return }
      while !Task.isCancelled {
        if await isWell() { tell("WATCHDOG=1") }
        try? await Task.sleep(for: watchdogInterval)
      }
    }
  }

  /// How long a manager may take to read before it is not told: it is no reason to stand still.
  private static let patience = timeval(tv_sec: 0, tv_usec: 200_000)

  /// A manager that does not listen is no reason to stop.
  private func tell(_ line: String) {
    guard let socketPath, var address = sockaddr_un(notifySocket: socketPath) else { return }
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var patience = Self.patience
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    let size = socklen_t(MemoryLayout<sa_family_t>.size + socketPath.utf8.count)
    let bytes = Array(line.utf8)
    withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { sockaddr in
        _ = sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), sockaddr, size)
      }
    }
  }
}

extension sockaddr_un {
  /// The address of a path, or of an abstract socket when the path begins with `@`; nil when it is too long.
  fileprivate init?(notifySocket path: String) {
    self.init()
    sun_family = sa_family_t(AF_UNIX)
    var bytes = Array(path.utf8)
    if bytes.first == UInt8(ascii: "@") { bytes[0] = 0 }
    let fits = withUnsafeMutableBytes(of: &sun_path) { room in
      guard bytes.count < room.count else { return false }
      room.copyBytes(from: bytes)
      return true
    }
    if !fits { return nil }
  }
}
