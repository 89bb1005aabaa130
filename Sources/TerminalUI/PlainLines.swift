import Glibc

/// Reads lines on a terminal that can do nothing but print (`TERM=dumb`): the system's own line input, text only
/// appended.
final class PlainLines: LineSource {
  private let input: Int32
  private let output: Int32
  private unowned let owner: any LineOwner
  private var reader: LineReader

  init(input: Int32, output: Int32, limit: Int, owner: any LineOwner) {
    self.input = input
    self.output = output
    self.owner = owner
    reader = LineReader(fd: input, limit: limit)
  }

  func read() -> LineOutcome {
    writeAll(owner.takeOutput() + owner.lastingPrompt, to: output)
    while true {
      let attention = owner.attend()
      if attention.stop { return left(.stopped) }
      if attention.interrupt { return left(.interrupted(lineWasEmpty: true)) }
      let text = owner.takeOutput()
      if !text.isEmpty { writeAll("\n" + text + owner.lastingPrompt, to: output) }
      switch reader.nextReady() {
      case .text(let line): return .line(line)
      case .tooLong: return .tooLong(line: "")
      case .notUTF8(let offset): return .notUTF8(offset: offset)
      case nil where reader.isEnded: return left(.ended)
      case nil: waitForBytes()
      }
    }
  }

  func remember(_ line: String) {}
  func forgetLines() {}
  func close() {}

  private func left(_ outcome: LineOutcome) -> LineOutcome {
    writeAll("\n", to: output)
    return outcome
  }

  private func waitForBytes() {
    var waits = [
      pollfd(fd: input, events: Int16(POLLIN), revents: 0),
      pollfd(fd: owner.wakeEnd, events: Int16(POLLIN), revents: 0),
    ]
    if poll(&waits, 2, owner.timeout) > 0, waits[0].revents != 0 { reader.readSome() }
  }
}
