import Vocabulary

/// A region: its places and the people to turn to.
public struct Region: Sendable, Hashable {
  public var id: String
  public var names: LocalizedText
  public var country: String
  public var municipalities: [String]
  public var languages: [Language]
  /// The page where a person finds a person.
  public var contact: Contact
  /// By role.
  public var contacts: [Contact]
}

/// A body to turn to, with its page.
public struct Contact: Sendable, Hashable {
  public var role: String
  public var name: LocalizedText
  public var url: String
}
