import Vocabulary

public typealias FamilyID = RecordNumber<Family>

/// An export family, from an idea to its end.
public struct Family: Sendable, Hashable, Codable {
  /// How long each has to say whether it is in.
  public static let daysToAnswer = 14
  /// Three months.
  public static let exploringDays = 92
  /// Half a year without a joint action abroad.
  public static let letterDays = 183
  /// Within these days the leaver can tell the others itself.
  public static let daysToTell = 7
  /// The longest note of an advisor, in characters.
  public static let noteMax = 500

  public let id: FamilyID
  public let template: String
  public let required: [ChainRole]
  public let market: String
  public internal(set) var state = FamilyState.start
  public internal(set) var members: [FamilyMember]
  /// Since when it is in this state.
  public internal(set) var since: Timestamp
  /// When anything in it last moved.
  public internal(set) var changedAt: Timestamp
  public internal(set) var agreement = Agreement()
  public internal(set) var colour: LawColour
  /// An advisor's, on the step that comes next.
  public internal(set) var note: String?
  public internal(set) var isCompetitionChecked = false
  /// Who has confirmed the step that comes next.
  public internal(set) var confirmedBy: [CompanyID] = []
  /// Each answer to the question whether it is in, with the user who gave it.
  public internal(set) var answers: [ConsentAnswer] = []
  /// What it was before it was paused or closing.
  public internal(set) var earlier: FamilyState?
  /// Why it was paused, is closing or is closed.
  public internal(set) var reason: ReasonCode?

  init(_ idea: FamilyIdea, id: FamilyID, at: Timestamp) {
    self.id = id
    template = idea.template
    required = idea.required
    market = idea.market
    members = idea.seats.map { FamilyMember(company: $0.company, roles: $0.roles) }
    colour = idea.colour
    since = at
    changedAt = at
  }

  /// When the state ends by itself.
  public var endsAt: Timestamp? {
    switch state {
    case .asking: since.adding(days: Self.daysToAnswer)
    case .exploring: since.adding(days: Self.exploringDays)
    case .letter: since.adding(days: Self.letterDays)
    default: nil
    }
  }

  /// The companies with one of these standings, in the order of the idea.
  func companies(_ standings: FamilyStanding...) -> [CompanyID] {
    members.filter { standings.contains($0.standing) }.map(\.company)
  }

  /// Those who are in it or may still come to be.
  var together: [CompanyID] { companies(.thought, .asked, .willing, .member) }

  /// Roles of the chain that none of them has.
  public var missingRoles: [ChainRole] {
    let filled = Set(members.filter { together.contains($0.company) }.flatMap(\.roles))
    return required.filter { !filled.contains($0) }
  }

  var isSigned: Bool { state == .running || earlier == .running }
  /// Whether the group is together and not over.
  var hasCompany: Bool { ![.idea, .asking, .introducing, .closed].contains(state) }
  var hasEnough: Bool { companies(.member).count >= FamilyCondition.sizes.lowerBound }
}
