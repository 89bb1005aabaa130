/// A joint plan in words of one reader's language.
public struct WrittenPlan: Sendable, Hashable, Codable {
  /// For a terminal: its name, the tasks, what each pays.
  public var lines: [String]
  /// For a file, to print or send.
  public var markdown: String

  public init(lines: [String], markdown: String) {
    self.lines = lines
    self.markdown = markdown
  }
}
