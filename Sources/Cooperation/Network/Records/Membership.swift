import Vocabulary

/// What the network keeps of one company. Its card is made elsewhere from its facts.
public struct Membership: Sendable, Hashable, Codable {
  public let company: CompanyID
  public internal(set) var visibility = Visibility.start
  /// Whether the owner has said yes to its name on the card for matched companies.
  public internal(set) var showsName = false
  /// Whether an advisor has verified that the company is what it says.
  public internal(set) var isVerified = false
  /// Where it is, as it was when it joined; `nil`: not known.
  public internal(set) var region: String?
  /// When the owner last confirmed the card.
  public internal(set) var confirmedAt: Timestamp
  /// Companies that are never to be brought together with this one. They are not told.
  public internal(set) var blocked: [CompanyID] = []
  /// How its card is shown; `nil`: it was not settled yet.
  public internal(set) var card: CardLevel?
  /// Whom it was matched with; its number for a match is the place in this list, from 1.
  public internal(set) var matches: [CompanyID] = []

  init(company: CompanyID, at: Timestamp) {
    (self.company, confirmedAt) = (company, at)
  }

  /// Whether it takes part: has said yes, and its card does not rest.
  public var isActive: Bool { visibility == .anonymous || visibility == .named }
}

/// One's own number for another company. It says nothing to anybody else.
public typealias MatchNumber = Int
