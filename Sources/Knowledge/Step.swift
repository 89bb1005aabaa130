import Vocabulary

/// A next step of a stage.
public struct Step: Sendable, Hashable {
  public enum Effort: String, Sendable, Hashable, CaseIterable {
    case halfHour = "XS"
    case hours = "S"
    case days = "M"
    case weeks = "L"
    case months = "XL"
  }

  public var id: String
  public var stage: String
  public var topic: String
  public var effort: Effort
  /// Roles of the region that help.
  public var helps: [String]
  /// Offered only when it holds.
  public var needs: Condition?
  /// Closes the step by itself.
  public var done: Condition?
  public var title: LocalizedText
  /// Turns of phrase by which people name it; one that ends in `*` may go on with any ending.
  public var called: LocalizedList
  public var why: LocalizedText
  public var how: LocalizedText
}

/// The name of a stage, and how its owner feels.
public struct StageName: Sendable, Hashable {
  public var id: String
  public var names: LocalizedText
  public var feeling: LocalizedText
}
