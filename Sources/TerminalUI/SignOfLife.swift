import Synchronization

/// "…" on a terminal while something takes longer than a moment; gone when it ends.
final class SignOfLife: Sendable {
  private enum Stage { case waiting, shown, over }

  private let fd: Int32
  private let stage = Mutex(Stage.waiting)

  init(fd: Int32, isOn: Bool) {
    self.fd = fd
    guard isOn else { return }
    Task {
      try? await Task.sleep(for: .milliseconds(ChatMachine.quietMilliseconds))
      self.show()
    }
  }

  func end() {
    stage.withLock { stage in
      if stage == .shown { writeAll("\r\u{1B}[K", to: fd) }
      stage = .over
    }
  }

  private func show() {
    stage.withLock { stage in
      guard stage == .waiting else { return }
      writeAll("…", to: fd)
      stage = .shown
    }
  }
}
