import Glibc

/// Writes what a person takes along to a file that only its owner can read, and never over another file.
struct PersonalFile {
  enum Kind {
    /// A talk as Markdown.
    case talk
    /// Days as a calendar.
    case calendar

    fileprivate var ending: String { self == .talk ? "md" : "ics" }
    /// The command that writes it.
    fileprivate var command: String { self == .talk ? "/save" : "/ics" }
  }

  enum Outcome: Equatable {
    case saved(path: String)
    case exists(path: String)
    case failed(path: String, reason: String)
  }

  var kind: Kind
  /// What `~/` stands for.
  var home: String?

  /// `file` as the person gave it; without one, a name made of the day that is still free.
  func save(_ text: String, file: String?, day: String) -> Outcome {
    if let file { return create(expanded(file), text) }
    for number in 1...99 {
      let outcome = create("rinnalla-\(day)\(number == 1 ? "" : "-\(number)").\(kind.ending)", text)
      guard case .exists = outcome else { return outcome }
    }
    return .exists(path: "rinnalla-\(day).\(kind.ending)")
  }

  /// What the person is told of it.
  func text(_ outcome: Outcome, _ texts: Texts) -> String {
    switch outcome {
    case .saved(let path): kind == .talk ? texts.saved(path) : texts.calendarSaved(path)
    case .exists(let path): texts.saveExists(path, kind.command)
    case .failed(let path, let reason): texts.saveFailed(path, reason)
    }
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
