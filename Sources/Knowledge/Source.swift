import Vocabulary

/// A page that facts rest on.
public struct Source: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// An authority or the EU.
    case official
    /// Who gives the support; a chamber; the own region.
    case provider
    case secondary
  }

  public var id: String
  public var title: LocalizedText
  public var url: String
  public var kind: Kind
  /// The page's own date; `nil` when it has none.
  public var asOf: String?
  /// When somebody looked.
  public var checked: Day

  /// Whether people are shown it.
  public var isPresentable: Bool { kind != .secondary }
}
