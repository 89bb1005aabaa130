import Vocabulary

/// How competition law looks at something that companies do together.
public enum LawColour: String, Sendable, Hashable, Codable, CaseIterable {
  case green
  /// Goes no further without an advisor's note.
  case amber
  /// Goes no further.
  case red
}

/// A group that fits on paper, before anybody is asked.
public struct FamilyIdea: Sendable, Hashable, Codable {
  public static let codeMax = 40

  /// The id of the chain's template.
  public var template: String
  /// The roles that the chain can't do without.
  public var required: [ChainRole]
  /// The id of the common market.
  public var market: String
  public var seats: [Seat]
  public var colour: LawColour

  /// A company, and what it would do.
  public struct Seat: Sendable, Hashable, Codable {
    public var company: CompanyID
    public var roles: [ChainRole]

    public init(_ company: CompanyID, _ roles: [ChainRole]) {
      (self.company, self.roles) = (company, roles)
    }
  }

  public init(template: String, required: [ChainRole], market: String, seats: [Seat], colour: LawColour = .green) {
    self.template = template
    self.required = required
    self.market = market
    self.seats = seats
    self.colour = colour
  }

  /// What the search has found.
  public init(_ suggestion: FamilySuggestion, market: String, colour: LawColour = .green) {
    let proposal = suggestion.proposal
    self.init(
      template: proposal.template.id, required: proposal.template.required.sorted(), market: market,
      seats: proposal.members.map { Seat($0.id, suggestion.roles[$0.id] ?? []) }, colour: colour)
  }

  /// Whether it has the size of a family, each company once, and codes within their limits.
  var isWellFormed: Bool {
    FamilyCondition.sizes.contains(seats.count) && Set(seats.map(\.company)).count == seats.count
      && [template, market].allSatisfy { (1...Self.codeMax).contains($0.count) }
  }
}
