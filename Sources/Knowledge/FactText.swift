import Vocabulary

/// How a company fact is spoken of: its name, the question that asks for it, and the words of its values.
public struct FactText: Sendable, Hashable {
  public var fact: String
  public var label: LocalizedText
  public var question: LocalizedText
  /// For facts with fixed values.
  public var values: [Value]

  public struct Value: Sendable, Hashable {
    public var id: String
    public var label: LocalizedText
    /// Words by which a reply names it.
    public var words: LocalizedList
    /// The largest number that a reply in figures may hold to name it; `nil`: it has no upper end, or is no number.
    public var upTo: Double?
    /// Turns of phrase by which people tell it unasked; one that ends in `*` may go on with any ending.
    public var said: LocalizedList
  }
}
