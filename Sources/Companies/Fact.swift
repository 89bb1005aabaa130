import Vocabulary

/// What can be known of a company. The raw values are the names that content, services and questions use.
public enum FactName: String, Codable, CaseIterable, Sendable, Hashable {
  case companyName = "company_name"
  case legalForm = "legal_form"
  case municipality
  case foundedYear = "founded_year"
  case sector, offering
  case offeringType = "offering_type"
  case offeringTags = "offering_tags"
  case chainRoles = "chain_roles"
  case certificates
  case customers, employees
  case turnover = "turnover_eur"
  case profitState = "profit_state"
  case ownerCommitment = "owner_commitment"
  case growthMotive = "growth_motive"
  case hoursPerWeek = "hours_per_week"
  case personInCharge = "person_in_charge"
  case languages
  case internationalExperience = "intl_experience"
  case budget = "budget_12m"
  case cashRoom = "cash_room"
  case creditRating = "credit_rating"
  case provenAtHome = "proven_home"
  case edgeClear = "edge_clear"
  case adaptable
  case capacityRoom = "capacity_room"
  case deliveryRecord = "delivery_record"
  case digitalLevel = "digital_level"
  case exportRhythm = "export_rhythm"
  case exportShare = "export_share"
  case firstExportYear = "first_export_year"
  case exportMarkets = "export_markets"
  case targetMarkets = "target_markets"
  case marketStatus = "market_status"
  case compliance
  case exportPlan = "export_plan"
  case pricingDone = "pricing_done"
  case channel
  case leadsCount = "leads_count"
  case webLanguages = "web_langs"
  case materialLanguages = "material_langs"
  case referencesOK = "references_ok"
  case hsCode = "hs_code"
  case eori
  case vatChecked = "vat_checked"
  case termsReady = "terms_ready"
  case contractReady = "contract_ready"
  case creditCheck = "credit_check"
  case sanctionsChecked = "sanctions_checked"
  case logisticsTested = "logistics_tested"
  case iprState = "ipr_state"
  case cooperationExperience = "coop_experience"
  case cooperationInterests = "coop_interests"
  case canGive = "can_give"
  case meetsCompetitors = "meets_competitors"
  case contactName = "contact_name"
  case contactEmail = "contact_email"
  case contactPhone = "contact_phone"
  case ndaReady = "nda_ready"
  case groupSize = "group_size"
  case patience
}

/// Which fact: its name, and the market that it is about when it is a fact per market.
/// Written `market_status@NO`, or the name alone.
public struct FactKey: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
  public var name: FactName
  /// ISO 3166-1 alpha-2, or `nil` for a fact of the whole company.
  public var market: String?

  public init(_ name: FactName, market: String? = nil) {
    self.name = name
    self.market = market
  }

  public init?(_ text: String) {
    let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    guard let name = FactName(rawValue: String(parts[0])) else { return nil }
    self.init(name, market: parts.count == 2 ? String(parts[1]) : nil)
  }

  public var description: String {
    market.map { "\(name.rawValue)@\($0)" } ?? name.rawValue
  }

  /// The order of the descriptions.
  public static func < (left: FactKey, right: FactKey) -> Bool {
    left.name == right.name ? (left.market ?? "") < (right.market ?? "") : left.name.rawValue < right.name.rawValue
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let key = FactKey(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not the name of a fact")
    }
    self = key
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// The value of a fact. "Do not know" and "rather not say" are values: they are not asked again.
public enum FactValue: Sendable, Hashable, Codable {
  case text(String)
  case number(Double)
  case flag(Bool)
  case list([String])
  case unknown
  case ratherNotSay

  /// Whether it says something about the company.
  public var isKnown: Bool {
    switch self {
    case .unknown, .ratherNotSay: false
    case .text, .number, .flag, .list: true
    }
  }

  public var text: String? { if case .text(let text) = self { text } else { nil } }
  public var number: Double? { if case .number(let number) = self { number } else { nil } }
  public var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }
  public var list: [String]? { if case .list(let list) = self { list } else { nil } }
}

/// Where a fact comes from.
public enum FactSource: String, Codable, Sendable, Hashable {
  /// The owner said it; `implied` when it follows from a deed or a wish that the owner told.
  case said, implied, form, advisor, register, computed
}

/// One thing known of a company, with who said it, when, and in which turn.
public struct Fact: Sendable, Hashable, Codable {
  public var key: FactKey
  public var value: FactValue
  public var source: FactSource
  /// The user id of whoever said it.
  public var by: String
  public var at: Timestamp
  public var conversation: ConversationID?
  /// The turn of that conversation, from 1.
  public var turn: Int?
  public var confirmed: Bool

  public init(
    key: FactKey, value: FactValue, source: FactSource, by: String, at: Timestamp, conversation: ConversationID? = nil,
    turn: Int? = nil, confirmed: Bool = false
  ) {
    self.key = key
    self.value = value
    self.source = source
    self.by = by
    self.at = at
    self.conversation = conversation
    self.turn = turn
    self.confirmed = confirmed
  }
}
