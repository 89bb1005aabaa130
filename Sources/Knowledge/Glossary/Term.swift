import Vocabulary

/// A word of the trade, and what it is.
public struct Term: Sendable, Hashable {
  public var id: String
  /// The subject that it belongs to.
  public var topic: String
  /// What people call it.
  public var names: LocalizedList
  public var text: LocalizedText
  public var sources: [String]
  /// When somebody last looked.
  public var checked: Day

  /// The id of the passage that tells it.
  public var passageID: String { "term.\(id)" }

  public init(
    id: String, topic: String, names: LocalizedList, text: LocalizedText, sources: [String], checked: Day
  ) {
    self.id = id
    self.topic = topic
    self.names = names
    self.text = text
    self.sources = sources
    self.checked = checked
  }
}
