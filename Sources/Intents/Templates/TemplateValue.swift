/// A value that a template document gives: what a list value stands for, a fixed slot, a piece of context.
public indirect enum TemplateValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case number(Double)
  case text(String)
  case list([TemplateValue])
  case map([Entry])

  public struct Entry: Sendable, Hashable {
    public var key: String
    public var value: TemplateValue

    public init(key: String, value: TemplateValue) {
      self.key = key
      self.value = value
    }
  }

  public subscript(key: String) -> TemplateValue? {
    if case .map(let entries) = self { entries.first { $0.key == key }?.value } else { nil }
  }

  /// What counts as yes: anything but null, false, zero and the empty.
  var isTruthy: Bool {
    switch self {
    case .null: false
    case .bool(let bool): bool
    case .number(let number): number != 0
    case .text(let text): !text.isEmpty
    case .list(let items): !items.isEmpty
    case .map(let entries): !entries.isEmpty
    }
  }
}

/// A map of context that lives beside the text: who asks, what was said before.
public typealias TemplateContext = [String: TemplateValue]

/// A document as read: values with their lines.
public struct TemplateNode: Sendable, Hashable {
  public indirect enum Content: Sendable, Hashable {
    /// `raw` is the text as written.
    case scalar(TemplateValue, raw: String)
    case list([TemplateNode])
    case map([Entry])
  }

  public struct Entry: Sendable, Hashable {
    public var key: String
    public var line: Int
    public var node: TemplateNode

    public init(key: String, line: Int, node: TemplateNode) {
      self.key = key
      self.line = line
      self.node = node
    }
  }

  public var content: Content
  public var line: Int

  public init(_ content: Content, line: Int) {
    self.content = content
    self.line = line
  }

  public subscript(key: String) -> TemplateNode? {
    entries?.first { $0.key == key }?.node
  }

  public var entries: [Entry]? { if case .map(let entries) = content { entries } else { nil } }
  public var items: [TemplateNode]? { if case .list(let items) = content { items } else { nil } }
  public var isNull: Bool { if case .scalar(.null, _) = content { true } else { false } }

  /// The text of a scalar, also of one that reads as a number or a boolean.
  public var text: String? {
    if case .scalar(let value, let raw) = content, value != .null { raw } else { nil }
  }

  public var bool: Bool? { if case .scalar(.bool(let bool), _) = content { bool } else { nil } }

  public var integer: Int? {
    if case .scalar(.number(let number), _) = content { Int(exactly: number) } else { nil }
  }

  public var number: Double? {
    if case .scalar(.number(let number), _) = content { number } else { nil }
  }

  public var value: TemplateValue {
    switch content {
    case .scalar(let value, _): value
    case .list(let items): .list(items.map(\.value))
    case .map(let entries): .map(entries.map { TemplateValue.Entry(key: $0.key, value: $0.node.value) })
    }
  }
}
