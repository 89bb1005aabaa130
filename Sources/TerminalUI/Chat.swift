import CTerminal
import Foundation
import Glibc

/// The talk of one person with the assistant: at a terminal, or line by line from a pipe.
public final class Chat: Sendable {
  private let assistant: any Assistant
  private let settings: ChatSettings
  /// `nil` when the process has no file descriptors left.
  private let mailbox: Mailbox?

  public init(assistant: any Assistant, settings: ChatSettings) {
    self.assistant = assistant
    self.settings = settings
    mailbox = Mailbox()
  }

  /// Talks until the person leaves, the input ends, or the task is cancelled. The exit code: 0, 1 failed, 3 the
  /// service was not reached, 130 interrupted, 141 the reader of the output is gone, 128 + the number of a signal
  /// that ended it.
  public func run() async -> Int32 {
    let files = settings.files
    guard let mailbox else { return 1 }
    guard isatty(files.input) == 1, isatty(files.output) == 1, !settings.json else {
      return await PipedChat(assistant: assistant, settings: settings, mailbox: mailbox).run()
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        terminal_use_utf8()
        let (settings, assistant) = (settings, assistant)
        let thread = Thread {
          continuation.resume(
            returning: InteractiveChat(settings: settings, assistant: assistant, mailbox: mailbox).run())
        }
        thread.name = "chat"
        thread.start()
      }
    } onCancel: {
      mailbox.post(.terminated(signal: SIGTERM))
    }
  }

  /// Shows what somebody else says to the person, above a line that is being typed. From a pipe there is nobody to
  /// show it to.
  public func show(_ text: String, by speaker: String) {
    mailbox?.post(.spoken(by: speaker, text))
  }
}
