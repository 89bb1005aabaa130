import Foundation
import Glibc

/// Files that only their owner may read: made so from the first moment, and not used when they are not so.
///
/// Root works for the owner of the folder: what it makes there is that user's, who could not use it otherwise.
enum PrivateFile {
  /// More than any key file or table of a region needs.
  private static let bytesMax = 16 << 20

  /// Makes the folder (mode 0700) and those above it that are missing.
  static func makeFolder(_ path: String) throws(KeyFileError) {
    if stamp(path) != nil { return }
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .failed(file: path, detail: error.localizedDescription)
    }
    if let owner = ownerOfFolder(of: path), chown(path, owner.user, owner.group) != 0 { throw failure(path) }
  }

  static func read(_ path: String, isGuarded: Bool = false) throws(KeyFileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw errno == ENOENT ? .missing(file: path) : failure(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(path) }
    let user = ownerOfFolder(of: path)?.user
    let isOwn = status.st_mode & 0o077 == 0 && (status.st_uid == geteuid() || status.st_uid == user)
    if !isOwn && !isGuarded { throw .openToOthers(file: path) }
    guard status.st_size <= bytesMax else { throw .unreadable(file: path, detail: "it is too large") }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes { buffer in
        let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
        return Glibc.read(descriptor, rest.baseAddress, rest.count)
      }
      if count < 0 && errno == EINTR { continue }
      if count < 0 { throw failure(path) }
      if count == 0 { break }
      filled += count
    }
    return Array(bytes.prefix(filled))
  }

  /// Makes a file that must not be there yet.
  static func create(_ path: String, _ bytes: [UInt8]) throws(KeyFileError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if descriptor < 0 { throw errno == EEXIST ? .exists(file: path) : failure(path) }
    defer { close(descriptor) }
    try handOver(descriptor, path)
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      if count < 0 { throw failure(path) }
      rest = rest.dropFirst(count)
    }
    if fsync(descriptor) != 0 { throw failure(path) }
  }

  /// Puts a whole new file in place of the old one; whoever reads sees the one or the other. Its writers take turns
  /// by a lock that they hold.
  static func replace(_ path: String, _ bytes: [UInt8]) throws(KeyFileError) {
    let new = path + ".new"
    unlink(new)
    try create(new, bytes)
    if rename(new, path) != 0 { throw failure(path) }
    syncFolder(of: path)
  }

  /// Runs with the lock of this file held, which waits for others.
  static func locked<Value>(_ path: String, _ body: () throws(KeyFileError) -> Value) throws(KeyFileError) -> Value {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    if descriptor < 0 { throw failure(path) }
    defer { close(descriptor) }
    try handOver(descriptor, path)
    while flock(descriptor, LOCK_EX) != 0 { if errno != EINTR { throw failure(path) } }
    return try body()
  }

  /// What tells two states of a file apart without reading it; nil when it is not there.
  static func stamp(_ path: String) -> Stamp? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return Stamp(
      inode: UInt64(status.st_ino), seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec,
      bytes: Int(status.st_size))
  }

  struct Stamp: Equatable, Sendable {
    var inode: UInt64
    var seconds, nanoseconds, bytes: Int
  }

  private static func handOver(_ descriptor: Int32, _ path: String) throws(KeyFileError) {
    guard let owner = ownerOfFolder(of: path) else { return }
    if fchown(descriptor, owner.user, owner.group) != 0 { throw failure(path) }
  }

  /// Whom root makes a file for; nil when this program is not root, whose files are its own.
  private static func ownerOfFolder(of path: String) -> (user: uid_t, group: gid_t)? {
    var status = stat()
    guard geteuid() == 0, stat(folder(of: path), &status) == 0 else { return nil }
    return (status.st_uid, status.st_gid)
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  }

  private static func syncFolder(of path: String) {
    let descriptor = open(folder(of: path), O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { return }
    fsync(descriptor)
    close(descriptor)
  }

  private static func failure(_ path: String) -> KeyFileError {
    .failed(file: path, detail: String(cString: strerror(errno)))
  }
}
