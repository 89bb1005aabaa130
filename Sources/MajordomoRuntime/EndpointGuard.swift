import Glibc
import ZeroMQ

/// What must hold before an endpoint is bound: plaintext stays on this host, and an ipc path belongs to one broker.
///
/// A second `bind` on an ipc path succeeds and takes it away in silence, so a lock file beside it says who has it.
struct EndpointGuard: ~Copyable {
  private let path: String?
  private let lock: Int32

  /// - Throws: `BrokerError` that names the endpoint or folder.
  init(_ endpoint: BrokerEndpoint, allowsPlaintextLoopback: Bool) throws(BrokerError) {
    let address = endpoint.address
    if address.hasPrefix("tcp://"), case .fixed = endpoint.identity {
      guard allowsPlaintextLoopback, Self.isLoopback(address) else { throw .plaintextRefused(address: address) }
    }
    guard address.hasPrefix("ipc://") else {
      path = nil
      lock = -1
      return
    }
    let path = String(address.dropFirst("ipc://".count))
    try Self.prepareFolder(of: path, address)
    lock = try Self.takeLock(path + ".lock", address)
    self.path = path
  }

  deinit {
    guard let path else { return }
    // libzmq leaves the file of its socket behind.
    unlink(path)
    unlink(path + ".lock")
    close(lock)
  }

  private static func isLoopback(_ address: String) -> Bool {
    let host = address.dropFirst("tcp://".count)
    return host.hasPrefix("127.") || host.hasPrefix("[::1]:")
  }

  private static func prepareFolder(of path: String, _ address: String) throws(BrokerError) {
    guard let slash = path.lastIndex(of: "/") else { throw .ipcFolderOpen(folder: ".") }
    let folder = String(path[..<slash])
    if mkdir(folder, 0o700) != 0 && errno != EEXIST {
      throw .failed(ZeroMQError(code: errno, attempt: "make the folder \(folder) for \(address)"))
    }
    var status = stat()
    guard stat(folder, &status) == 0 else {
      throw .failed(ZeroMQError(code: errno, attempt: "look at the folder \(folder) for \(address)"))
    }
    if status.st_mode & 0o077 != 0 || status.st_uid != geteuid() { throw .ipcFolderOpen(folder: folder) }
  }

  private static func takeLock(_ file: String, _ address: String) throws(BrokerError) -> Int32 {
    while true {
      let descriptor = open(file, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
      if descriptor < 0 { throw .failed(ZeroMQError(code: errno, attempt: "open \(file)")) }
      if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
        close(descriptor)
        throw .ipcInUse(address: address)
      }
      // The last owner may have removed the file between our open and our lock.
      var (opened, named) = (stat(), stat())
      if fstat(descriptor, &opened) == 0, stat(file, &named) == 0, opened.st_ino == named.st_ino { return descriptor }
      close(descriptor)
    }
  }
}
