import Vocabulary

/// A region: its places and the people to turn to.
public struct Region: Sendable, Hashable {
  public var id: String
  public var names: LocalizedText
  public var country: String
  /// The IANA name of its time zone, by which its days begin: `Europe/Helsinki`.
  public var timeZone: String
  public var municipalities: [String]
  public var languages: [Language]
  /// The page where a person finds a person.
  public var contact: Contact
  /// By role.
  public var contacts: [Contact]

  public init(
    id: String, names: LocalizedText, country: String, timeZone: String, municipalities: [String],
    languages: [Language], contact: Contact, contacts: [Contact]
  ) {
    self.id = id
    self.names = names
    self.country = country
    self.timeZone = timeZone
    self.municipalities = municipalities
    self.languages = languages
    self.contact = contact
    self.contacts = contacts
  }
}

/// A body to turn to, with its page.
public struct Contact: Sendable, Hashable {
  public var role: String
  public var name: LocalizedText
  public var url: String

  public init(role: String, name: LocalizedText, url: String) {
    self.role = role
    self.name = name
    self.url = url
  }
}
