import Companies
import Glibc

/// The directory that a store lives in, and the lock that says who uses it.
///
/// Users hold the lock shared; whoever changes the form of the data holds it alone.
final class StoreDirectory: Sendable {
  let path: String
  private let lock: Int32

  var file: String { path + "/rinnalla.sqlite" }

  /// Makes the directory (mode 0700) when it is missing.
  init(path: String) throws(StoreError) {
    try StoreDirectory.make(path)
    if FileSystem.type(of: path).map(FileSystem.isNetwork) ?? false { throw .networkFileSystem(directory: path) }
    guard access(path, W_OK | X_OK) == 0 else { throw .readOnly(directory: path) }
    let lock = Glibc.open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard lock >= 0 else { throw StoreDirectory.error(errno, path: path, doing: "opening the lock file") }
    self.path = path
    self.lock = lock
  }

  deinit { close(lock) }

  enum LockMode { case shared, exclusive }

  /// Gets or changes the lock without waiting; `false` when somebody else is in the way. A change that fails may
  /// have given up the lock that was held: `flock` is not atomic there.
  func tryLock(_ mode: LockMode) throws(StoreError) -> Bool {
    while flock(lock, (mode == .shared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0 {
      switch errno {
      case EINTR: continue
      case EWOULDBLOCK: return false
      default: throw StoreDirectory.error(errno, path: path, doing: "locking the lock file")
      }
    }
    return true
  }

  /// Whether there is a file with anything in it.
  var hasFile: Bool {
    var status = stat()
    return stat(file, &status) == 0 && status.st_size > 0
  }

  /// Makes an empty file that only its owner may read; SQLite gives its other files the same mode. Only for a file
  /// that nobody has open: closing it would drop the locks that this process holds on it.
  func makeFile() throws(StoreError) {
    let made = Glibc.open(file, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if made >= 0 {
      close(made)
    } else if errno != EEXIST {
      throw StoreDirectory.error(errno, path: path, doing: "making the file")
    }
  }

  /// Whether the file, if there is one, can be written.
  var isFileWritable: Bool {
    access(file, F_OK) != 0 || access(file, W_OK) == 0
  }

  private static func make(_ path: String) throws(StoreError) {
    var missing: [String] = []
    var rest = path
    while !rest.isEmpty, access(rest, F_OK) != 0 {
      missing.append(rest)
      rest = rest.lastIndex(of: "/").map { String(rest[..<$0]) } ?? ""
    }
    for folder in missing.reversed() where mkdir(folder, 0o700) != 0 && errno != EEXIST {
      throw error(errno, path: path, doing: "making the directory")
    }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw .failed(detail: "\(path) is not a directory. Name a directory for the data.")
    }
  }

  private static func error(_ code: Int32, path: String, doing what: String) -> StoreError {
    switch code {
    case EACCES, EPERM, EROFS: .readOnly(directory: path)
    case ENOSPC, EDQUOT: .full(directory: path)
    default: .failed(detail: "\(path): \(what) failed: \(String(cString: strerror(code))).")
    }
  }
}
