import Vocabulary

/// What can be put on the table.
public enum OpportunityKind: String, Sendable, Hashable, Codable, CaseIterable {
  case sharedStand = "shared_stand"
  case sharedTrip = "shared_trip"
  case sharedFreight = "shared_freight"
  case jointMarketing = "joint_marketing"
  case sharedExportPerson = "shared_export_person"
  case jointOffer = "joint_offer"
  case subcontractGive = "subcontract_give"
  case subcontractTake = "subcontract_take"
  case jointTraining = "joint_training"
  case other
}

/// Who may see an opportunity.
public enum OpportunityAudience: String, Sendable, Hashable, Codable, CaseIterable {
  case region, network
}

/// What the owner says of an opportunity. It has no field for a price: the cost is "shared, to be agreed".
public struct OpportunityTerms: Sendable, Hashable, Codable {
  public static let codeMax = 40
  public static let whatMax = 200
  public static let placesMax = 50
  public static let daysAheadMax = 731

  public var kind: OpportunityKind
  /// The id of a market or area; empty: none in particular.
  public var market: String
  /// The id of a sector; empty: any.
  public var sector: String
  public var what: String
  /// When it takes place, in words.
  public var when: String
  /// How many others are needed, at least and at most.
  public var places: ClosedRange<Int>
  public var gives: String
  public var closes: Day
  public var audience: OpportunityAudience
  /// Whether the owner wants to stay without a name even for those who may see names.
  public var isAnonymous: Bool

  public init(
    kind: OpportunityKind, market: String = "", sector: String = "", what: String, when: String = "",
    places: ClosedRange<Int>, gives: String = "", closes: Day, audience: OpportunityAudience = .network,
    isAnonymous: Bool = true
  ) {
    self.kind = kind
    self.market = market
    self.sector = sector
    self.what = what
    self.when = when
    self.places = places
    self.gives = gives
    self.closes = closes
    self.audience = audience
    self.isAnonymous = isAnonymous
  }

  /// What is wrong with the terms on this day.
  public func problem(on today: Day) -> CooperationProblem? {
    if what.allSatisfy(\.isWhitespace) { return .missing(.what) }
    for (field, text, limit) in [
      (Field.what, what, Self.whatMax), (.when, when, Self.whatMax), (.gives, gives, Self.whatMax),
      (.market, market, Self.codeMax), (.sector, sector, Self.codeMax),
    ] where text.count > limit {
      return .tooLong(field, limit: limit)
    }
    if places.lowerBound < 1 || places.upperBound > Self.placesMax { return .placesOutOfRange(max: Self.placesMax) }
    if closes <= today { return .dateNotAhead }
    if closes.daysSince1970 - today.daysSince1970 > Self.daysAheadMax { return .dateTooFar(days: Self.daysAheadMax) }
    return nil
  }

  /// A field that a problem is about.
  public enum Field: String, Sendable, Hashable, Codable {
    case market, sector, what, when, gives
  }
}

/// Something that a company has put on the table.
public struct Opportunity: Sendable, Hashable, Codable {
  public let id: OpportunityID
  public let owner: CompanyID
  public internal(set) var state = OpportunityState.start
  public internal(set) var terms: OpportunityTerms
  public internal(set) var changedAt: Timestamp
  /// Why it was sent back, refused or cancelled.
  public internal(set) var reason: ReasonCode?
  /// Who has confirmed that the deed is done.
  public internal(set) var confirmedBy: [CompanyID] = []
}

/// Why something was refused or ended.
public enum ReasonCode: String, Sendable, Hashable, Codable, CaseIterable {
  case noTime = "no_time"
  case noMarket = "no_market"
  case noFit = "no_fit"
  case noMoney = "no_money"
  case noTrust = "no_trust"
  case leaderLeft = "leader_left"
  case goalReached = "goal_reached"
  case merged, law, unclear
  case namesOwner = "names_owner"
  case other
}
