/// What a line source brings.
enum LineOutcome: Equatable {
  case line(String)
  /// Over the limit; `line` is what there is of it.
  case tooLong(line: String)
  /// The offset of the first byte that is not UTF-8, from 0.
  case notUTF8(offset: Int)
  /// Ctrl-C; the line, if there was one, is gone.
  case interrupted(lineWasEmpty: Bool)
  /// Ctrl-D, or the terminal is gone.
  case ended
  /// The owner said stop.
  case stopped
}

/// What the owner of a line source wants of it after `attend`.
struct Attention {
  var stop = false
  /// Ctrl-C that came as a signal.
  var interrupt = false
  var resized = false
}

/// Who reads lines and has more to do meanwhile. All calls come on the reading thread.
protocol LineOwner: AnyObject {
  /// Becomes readable when `attend` should be called.
  var wakeEnd: Int32 { get }
  /// Milliseconds until `attend` should be called anyway; -1 = never.
  var timeout: Int32 { get }
  /// The prompt as it should stand now, and as it should stay behind a finished line.
  var prompt: String { get }
  var lastingPrompt: String { get }
  /// Does what has come in.
  func attend() -> Attention
  /// Whole lines that should stand above the prompt, each given once; empty when there are none.
  func takeOutput() -> String
  /// A paste was too long and was not taken.
  func pasteRefused()
}

/// Where a person types.
protocol LineSource: AnyObject {
  /// Waits for a line and meanwhile serves its owner.
  func read() -> LineOutcome
  /// Adds a line to those that come back by arrow key.
  func remember(_ line: String)
  func forgetLines()
  func close()
}
