import Vocabulary

/// What the value of a fact may be.
public enum FactKind: Sendable, Hashable {
  /// The person's words or an id; at most so many characters.
  case text(maxLength: Int)
  /// One of these.
  case choice([String])
  /// Any of these, or none.
  case choices([String])
  /// Words of the person's own; at most so many.
  case words(maxCount: Int)
  /// Languages: BCP 47 primary tags, lower case.
  case languages
  /// Markets: ISO 3166-1 alpha-2, or the id of a region (`EU`, `NORDICS`); upper case.
  case markets
  case integer(ClosedRange<Int>)
  case number(ClosedRange<Double>)
  case flag
}

/// Who may see a fact, the widest first.
public enum PrivacyClass: String, Sendable, Hashable, Codable, CaseIterable {
  /// Public anyway.
  case open
  /// On the anonymous card, coarsened, with the consent `matching`.
  case card
  /// To one other company, after both agreed.
  case mutual
  /// The company, and its advisor with the consent `advisor_sees`.
  case `private`
}

/// What is fixed about a fact, whatever the company.
public struct FactDefinition: Sendable, Hashable {
  public let kind: FactKind
  public let privacy: PrivacyClass
  /// A fact of one market (`market_status@NO`), not of the whole company.
  public let isPerMarket: Bool

  init(_ kind: FactKind, _ privacy: PrivacyClass = .private, isPerMarket: Bool = false) {
    self.kind = kind
    self.privacy = privacy
    self.isPerMarket = isPerMarket
  }

  /// After how many days it is no longer relied on: a year, half a year for how far a market is.
  public var staleAfterDays: Int { isPerMarket ? 183 : 365 }

  /// The values that can be told apart in an answer: those of a choice or of several choices; else none.
  public var allowedValues: [String] {
    switch kind {
    case .choice(let values), .choices(let values): values
    case .text, .words, .languages, .markets, .integer, .number, .flag: []
    }
  }
}

/// Why a value can't be the value of a fact.
public enum FactProblem: Error, Sendable, Hashable {
  /// The fact is told of a market, and the key names none; or the other way round.
  case marketMissing, marketNotExpected
  /// Another kind of value is expected.
  case wrongKind(expected: FactKind)
  case tooLong(limit: Int)
  case outOfRange(expected: FactKind)
  case notAllowed(value: String, allowed: [String])
}

/// All facts that can be known of a company: the dictionary of company facts.
public enum FactCatalogue {
  /// The scale of a target market, from a thought to steady sales. `left` is outside of it.
  public static let marketStatuses = [
    "idea", "researched", "contacted", "visited", "offered", "ordered", "regular",
  ]

  /// The facts that advice can't do without, in the order in which they are asked.
  public static let basics: [FactName] = [.offering, .sector, .employees, .municipality]

  /// What is asked first when nothing is known.
  public static let askOrder: [FactName] = basics + [.exportRhythm, .targetMarkets, .ownerCommitment]

  /// The most values in one list, and the most characters of one of them.
  public static let listLimit = 50
  static let wordLimit = 100

  /// `nil` when the value may be stored under this key. "Do not know" and "rather not say" always may.
  public static func problem(with value: FactValue, for key: FactKey) -> FactProblem? {
    let definition = definition(of: key.name)
    if definition.isPerMarket != (key.market != nil) {
      return definition.isPerMarket ? .marketMissing : .marketNotExpected
    }
    if let market = key.market, !isMarket(market) { return .notAllowed(value: market, allowed: []) }
    switch (value, definition.kind) {
    case (.unknown, _), (.ratherNotSay, _), (.flag, .flag): return nil
    case (.text(let text), .text(let limit)): return text.count > limit ? .tooLong(limit: limit) : nil
    case (.text(let text), .choice(let allowed)): return firstProblem(in: [text], allowed: allowed)
    case (.list(let list), .choices(let allowed)): return firstProblem(in: list, allowed: allowed)
    case (.list(let list), .words(let maxCount)):
      if list.count > maxCount { return .tooLong(limit: maxCount) }
      return list.contains { $0.count > wordLimit } ? .tooLong(limit: wordLimit) : nil
    case (.list(let list), .languages): return firstProblem(in: list, that: isLanguage)
    case (.list(let list), .markets): return firstProblem(in: list, that: isMarket)
    case (.number(let number), .number(let range)):
      return range.contains(number) ? nil : .outOfRange(expected: definition.kind)
    case (.number(let number), .integer(let range)):
      let isIn = number.rounded() == number && (Double(range.lowerBound)...Double(range.upperBound)).contains(number)
      return isIn ? nil : .outOfRange(expected: definition.kind)
    default: return .wrongKind(expected: definition.kind)
    }
  }

  public static func definition(of name: FactName) -> FactDefinition {
    switch name {
    case .companyName: FactDefinition(.text(maxLength: 200), .mutual)
    case .legalForm:
      FactDefinition(
        .choice([
          "limited_company", "sole_trader", "partnership", "cooperative", "association", "foundation", "public_body",
        ]))
    case .municipality: FactDefinition(.text(maxLength: wordLimit), .mutual)
    case .foundedYear: FactDefinition(.integer(1500...2200))
    case .sector: FactDefinition(.text(maxLength: wordLimit), .card)
    case .offering: FactDefinition(.text(maxLength: 200), .mutual)
    case .offeringType:
      FactDefinition(
        .choice(["product", "component", "subcontracting", "service", "software", "experience"]), .card)
    case .offeringTags: FactDefinition(.words(maxCount: 3), .card)
    case .chainRoles:
      FactDefinition(
        .choices([
          "raw", "part", "process", "assemble", "design", "control", "install", "service", "move", "sell", "know",
        ]), .card)
    case .certificates: FactDefinition(.words(maxCount: listLimit), .card)
    case .customers: FactDefinition(.choice(["b2b", "b2c", "public"]), .card)
    case .employees: FactDefinition(.integer(0...1_000_000), .card)
    case .turnover: FactDefinition(.number(0...1e12))
    case .profitState: FactDefinition(.choice(["loss", "break_even", "profit"]))
    case .ownerCommitment: FactDefinition(.integer(0...3))
    case .growthMotive:
      FactDefinition(
        .choices([
          "small_home_market", "customer_goes", "got_inquiry", "unique_offer", "spare_room", "peer_example",
          "spread_risk", "owner_wish",
        ]))
    case .hoursPerWeek: FactDefinition(.number(0...168))
    case .personInCharge: FactDefinition(.choice(["none", "owner", "part_time", "full_time", "outside"]))
    case .languages: FactDefinition(.languages, .card)
    case .internationalExperience: FactDefinition(.choice(["none", "some", "strong"]))
    case .budget: FactDefinition(.choice(["none", "under_5k", "5_20k", "20_50k", "over_50k"]))
    case .cashRoom: FactDefinition(.choice(["none", "tight", "enough"]))
    case .creditRating: FactDefinition(.text(maxLength: wordLimit))
    case .provenAtHome: FactDefinition(.choice(["none", "few", "steady", "leading"]))
    case .edgeClear: FactDefinition(.flag)
    case .adaptable: FactDefinition(.choice(["no", "partly", "yes"]))
    case .capacityRoom: FactDefinition(.choice(["none", "some", "scalable"]))
    case .deliveryRecord: FactDefinition(.choice(["weak", "fair", "good"]))
    case .digitalLevel: FactDefinition(.choice(["low", "basic", "good"]))
    case .exportRhythm: FactDefinition(.choice(["none", "on_request", "now_and_then", "regular"]))
    case .exportShare: FactDefinition(.number(0...100))
    case .firstExportYear: FactDefinition(.integer(1500...2200))
    case .exportMarkets: FactDefinition(.markets)
    case .targetMarkets: FactDefinition(.markets, .card)
    case .marketStatus: FactDefinition(.choice(marketStatuses + ["left"]), isPerMarket: true)
    case .compliance: FactDefinition(.choice(["not_needed", "identified", "in_work", "done"]), isPerMarket: true)
    case .exportPlan: FactDefinition(.choice(["none", "sketch", "written", "approved"]))
    case .pricingDone: FactDefinition(.flag)
    case .channel:
      FactDefinition(
        .choice([
          "undecided", "direct", "distributor", "representative", "webshop", "subcontractor", "joint", "subsidiary",
        ]))
    case .leadsCount: FactDefinition(.choice(["none", "1_5", "6_20", "over_20"]))
    case .webLanguages: FactDefinition(.languages, .open)
    case .materialLanguages: FactDefinition(.languages, .card)
    case .referencesOK: FactDefinition(.flag)
    case .hsCode: FactDefinition(.text(maxLength: 20))
    case .eori: FactDefinition(.choice(["yes", "no", "not_needed"]))
    case .vatChecked: FactDefinition(.flag)
    case .termsReady: FactDefinition(.flag)
    case .contractReady: FactDefinition(.choice(["none", "template", "checked"]))
    case .creditCheck: FactDefinition(.flag)
    case .sanctionsChecked: FactDefinition(.flag)
    case .logisticsTested: FactDefinition(.flag)
    case .iprState: FactDefinition(.choice(["no_need", "need", "filed", "held"]))
    case .cooperationExperience: FactDefinition(.choice(["none", "some", "much"]))
    case .cooperationInterests:
      FactDefinition(
        .choices([
          "peer_talk", "shared_trip", "shared_stand", "joint_marketing", "shared_freight", "shared_export_person",
          "joint_offer", "subcontract_give", "subcontract_take", "joint_training",
        ]), .card)
    case .canGive: FactDefinition(.words(maxCount: 10), .card)
    case .meetsCompetitors: FactDefinition(.flag)
    case .contactName, .contactEmail: FactDefinition(.text(maxLength: 200), .mutual)
    case .contactPhone: FactDefinition(.text(maxLength: 40), .mutual)
    case .ndaReady: FactDefinition(.flag)
    case .groupSize: FactDefinition(.integer(0...1000))
    case .patience: FactDefinition(.flag)
    }
  }

  private static func firstProblem(in values: [String], allowed: [String]) -> FactProblem? {
    if values.count > listLimit { return .tooLong(limit: listLimit) }
    return values.first { !allowed.contains($0) }.map { .notAllowed(value: $0, allowed: allowed) }
  }

  private static func firstProblem(in values: [String], that isRight: (String) -> Bool) -> FactProblem? {
    if values.count > listLimit { return .tooLong(limit: listLimit) }
    return values.first { !isRight($0) }.map { .notAllowed(value: $0, allowed: []) }
  }

  private static func isLanguage(_ text: String) -> Bool {
    (2...3).contains(text.utf8.count)
      && text.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
  }

  private static func isMarket(_ text: String) -> Bool {
    (2...20).contains(text.utf8.count)
      && text.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) || $0 == UInt8(ascii: "_") }
  }
}
