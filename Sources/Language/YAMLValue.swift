/// A YAML document as plain values that remember their lines, so that a fault can be named as `file:line`.
/// Scalars stay the text that was written (`no` is "no", `012` is "012"): the reader knows what it expects.
public indirect enum YAMLValue: Sendable, Hashable {
  case scalar(String, line: Int)
  case sequence([YAMLValue], line: Int)
  /// In the order of the file.
  case mapping([Entry], line: Int)
  /// A key without a value.
  case null(line: Int)

  public struct Entry: Sendable, Hashable {
    public var key: String
    /// Of the key, from 1.
    public var line: Int
    public var value: YAMLValue

    public init(key: String, line: Int, value: YAMLValue) {
      self.key = key
      self.line = line
      self.value = value
    }
  }

  /// From 1.
  public var line: Int {
    switch self {
    case .scalar(_, let line), .sequence(_, let line), .mapping(_, let line), .null(let line): line
    }
  }

  public subscript(key: String) -> YAMLValue? {
    entries?.first { $0.key == key }?.value
  }

  public var text: String? { if case .scalar(let text, _) = self { text } else { nil } }
  public var items: [YAMLValue]? { if case .sequence(let items, _) = self { items } else { nil } }
  public var entries: [Entry]? { if case .mapping(let entries, _) = self { entries } else { nil } }
}

/// One file of content, read and parsed.
public struct YAMLDocument: Sendable, Hashable {
  /// As it is named in messages: relative to the content folder.
  public var file: String
  public var root: YAMLValue

  public init(file: String, root: YAMLValue) {
    self.file = file
    self.root = root
  }
}

/// Something wrong in a content file, for the person who mends it.
public struct ContentFault: Error, Sendable, Hashable, CustomStringConvertible {
  public var file: String
  /// From 1.
  public var line: Int
  /// What is wrong and what to do.
  public var message: String

  public init(file: String, line: Int, message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  public var description: String { "\(file):\(line): \(message)" }
}
