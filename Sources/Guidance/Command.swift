/// What a person can ask for with a slash, beside plain words.
public enum Command: Sendable, Hashable {
  case done(String)
  case skip(String)
  case undo, why, stage, steps, data, forget, human, more, `repeat`, progress
  case unknown(String)

  /// `nil` when the text is no command.
  public init?(_ text: String) {
    let trimmed = text.trimmed
    guard trimmed.hasPrefix("/") else { return nil }
    let parts = trimmed.dropFirst().split(maxSplits: 1, whereSeparator: \.isWhitespace)
    let argument = parts.count > 1 ? parts[1].trimmed : ""
    switch parts.first?.lowercased() {
    case "done": self = .done(argument)
    case "skip": self = .skip(argument)
    case "undo": self = .undo
    case "why": self = .why
    case "stage": self = .stage
    case "steps": self = .steps
    case "data": self = .data
    case "forget": self = .forget
    case "human": self = .human
    case "more": self = .more
    case "repeat": self = .repeat
    case "progress": self = .progress
    default: self = .unknown("/" + (parts.first.map(String.init) ?? ""))
    }
  }
}
