import Messages

/// One answer for `rinnalla ask`.
public struct AskView: Sendable {
  private let look: Look
  private let columns: Int?

  /// `columns` of the terminal to wrap to; `nil`: lines stay as they are.
  public init(look: Look, columns: Int?) {
    self.look = look
    self.columns = columns
  }

  /// The answer as a person reads it, sources below; ends with a line end.
  public func text(_ answer: Answer) -> String {
    AnswerView(look: look, columns: columns).text(answer) + "\n"
  }

  /// The answer as one line of JSON; ends with a line end.
  public func json(_ answer: Answer) -> String { jsonLine(answer) + "\n" }
}
