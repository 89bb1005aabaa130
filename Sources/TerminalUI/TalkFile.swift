import Glibc

/// Writes a talk to a file that only its owner can read, and never over another file.
struct TalkFile {
  enum Outcome: Equatable {
    case saved(path: String)
    case exists(path: String)
    case failed(path: String, reason: String)
  }

  /// What `~/` stands for.
  var home: String?

  /// `file` as the person gave it; without one, a name made of the day that is still free.
  func save(_ text: String, file: String?, day: String) -> Outcome {
    if let file { return create(expanded(file), text) }
    for number in 1...99 {
      let outcome = create(number == 1 ? "rinnalla-\(day).md" : "rinnalla-\(day)-\(number).md", text)
      guard case .exists = outcome else { return outcome }
    }
    return .exists(path: "rinnalla-\(day).md")
  }

  private func expanded(_ file: String) -> String {
    guard let home, file.hasPrefix("~/") else { return file }
    return home + file.dropFirst()
  }

  private func create(_ path: String, _ text: String) -> Outcome {
    let fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard fd >= 0 else {
      return errno == EEXIST ? .exists(path: path) : .failed(path: path, reason: String(cString: strerror(errno)))
    }
    defer { close(fd) }
    guard writeAll(text, to: fd) else {
      let reason = String(cString: strerror(errno))
      unlink(path)
      return .failed(path: path, reason: reason)
    }
    return .saved(path: path)
  }
}
