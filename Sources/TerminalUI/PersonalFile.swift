import Glibc

/// Writes what a person takes along to a file that only its owner can read, and never over another file.
struct PersonalFile {
  enum Kind {
    /// A talk as Markdown.
    case talk
    /// A joint plan as Markdown.
    case plan
    /// Days as a calendar.
    case calendar

    fileprivate var ending: String { self == .calendar ? "ics" : "md" }
    /// The command that writes it.
    fileprivate var command: String {
      switch self {
      case .talk: "/save"
      case .plan: "/plan N"
      case .calendar: "/ics"
      }
    }
  }

  enum Outcome: Equatable {
    case saved(path: String)
    case exists(path: String)
    case failed(path: String, reason: String)
  }

  var kind: Kind
  /// What `~/` stands for.
  var home: String?

  /// `file` as the person gave it; without one, a name that begins so and is still free: `rinnalla-2026-11-28-2.md`.
  func save(_ text: String, file: String?, name: String) -> Outcome {
    if let file { return create(expanded(file), text) }
    for number in 1...99 {
      let outcome = create("rinnalla-\(name)\(number == 1 ? "" : "-\(number)").\(kind.ending)", text)
      guard case .exists = outcome else { return outcome }
    }
    return .exists(path: "rinnalla-\(name).\(kind.ending)")
  }

  /// A plan as it came over the connection, without what could steer a terminal that shows the file.
  func save(_ page: String, _ wish: Command.PlanWish) -> Outcome {
    save(sanitised(page), file: wish.file, name: "plan-\(wish.number)")
  }

  /// What the person is told of it.
  func text(_ outcome: Outcome, _ texts: Texts) -> String {
    switch outcome {
    case .saved(let path):
      switch kind {
      case .talk: texts.saved(path)
      case .plan: texts.planSaved(path)
      case .calendar: texts.calendarSaved(path)
      }
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
