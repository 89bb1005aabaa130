import Companies
import Vocabulary

/// All members as the matching sees them, and their cards as others do. It follows the facts company by company.
public struct Directory: Sendable {
  public let settings: NetworkSettings
  /// In no order.
  public private(set) var members: [CompanyID: Member] = [:]
  private var companies: [CompanyID: Company] = [:]
  private var cards: [CompanyID: Card] = [:]
  /// How coarse each card has to be. Who has none is not in it.
  private(set) var levels: [CompanyID: Anonymity.Level] = [:]
  /// How fine each may be.
  private var finest: [CompanyID: Anonymity.Level] = [:]

  public init(_ settings: NetworkSettings) {
    self.settings = settings
  }

  /// The version of each company that it has seen; a member that it has not seen has -1.
  public func versions(of network: Network) -> [CompanyID: Int] {
    network.memberships.filter { $0.value.visibility != .hidden }.reduce(into: [:]) { versions, member in
      versions[member.key] = companies[member.key]?.version ?? -1
    }
  }

  /// Takes in what has changed. Who has left is forgotten; who rests has no card.
  public mutating func update(_ changed: [Company], _ network: Network, today: Day) {
    for company in changed { companies[company.id] = company }
    companies = companies.filter { network.isPresent($0.key) }
    let active = companies.filter { network.memberships[$0.key]?.isActive == true }
    members = active.mapValues { Member($0, network.memberships[$0.id], settings: settings, today: today) }
    cards = active.reduce(into: [:]) { cards, entry in
      cards[entry.key] = members[entry.key].flatMap { Card(entry.value, as: $0) }
    }
    let ids = cards.keys.sorted()
    finest = network.memberships.reduce(into: [:]) { finest, member in
      finest[member.key] = member.value.card?.finest(on: today)
    }
    let settled = settings.anonymity.levels(
      of: ids.compactMap { cards[$0] }, atFinest: ids.map { finest[$0] ?? .full })
    levels = Dictionary(uniqueKeysWithValues: zip(ids, settled))
  }

  /// What strangers see of a member; `nil` when the advisor asks by hand instead.
  public func shownCard(of company: CompanyID) -> Card? {
    guard let card = cards[company], let level = levels[company] else { return nil }
    return settings.anonymity.coarsened(card, to: level)
  }

  /// The card as it would be shown if this company took part as it is now.
  public func preview(_ company: Company, _ membership: Membership?, today: Day) -> CardPreview? {
    let member = Member(company, membership, settings: settings, today: today)
    guard let card = Card(company, as: member) else { return nil }
    let others = cards.filter { $0.key != company.id }.sorted { $0.key < $1.key }
    let level =
      settings.anonymity.levels(
        of: others.map(\.value) + [card],
        atFinest: (others.map(\.key) + [company.id]).map { finest[$0] ?? .full }
      ).last ?? .byHand
    return CardPreview(card: settings.anonymity.coarsened(card, to: level), level: level)
  }

  /// Members that have taken back their consent to be matched since they joined or confirmed, be it elsewhere.
  public func withdrawn(from network: Network) -> [CompanyID] {
    companies.filter { id, company in
      guard let consent = company.consents.first(where: { $0.name == .matching }), !consent.given else { return false }
      return network.memberships[id].map { network.isPresent(id) && $0.confirmedAt < consent.at } ?? false
    }.keys.sorted()
  }

  /// Whether a company has agreed that advisors see who it is.
  public func letsAdvisorsSee(_ company: CompanyID) -> Bool { companies[company]?.allows(.advisorSees) ?? false }

  /// What an introduced company gets to see.
  public func sharedFacts(of company: CompanyID) -> [SharedFact] {
    companies[company].map(SharedFact.all(of:)) ?? []
  }
}

/// The own card exactly as others see it.
public struct CardPreview: Sendable, Hashable, Codable {
  /// `nil`: nobody is shown anything, the advisor asks by hand.
  public var card: Card?
  public var level: Anonymity.Level

  public init(card: Card?, level: Anonymity.Level) {
    self.card = card
    self.level = level
  }
}

/// A fact that two companies show each other once both have agreed to be introduced.
public struct SharedFact: Sendable, Hashable {
  public var fact: FactName
  public var value: FactValue

  public init(fact: FactName, value: FactValue) {
    (self.fact, self.value) = (fact, value)
  }

  /// Of the class "mutual", in the order of their names.
  public static func all(of company: Company) -> [SharedFact] {
    company.facts.filter {
      $0.key.market == nil && $0.value.isKnown && FactCatalogue.definition(of: $0.key.name).privacy == .mutual
    }.map { SharedFact(fact: $0.key.name, value: $0.value) }
  }
}

/// It travels as `{"fact": "company_name", "value": "Example Oy"}`; the value is a text, a number, true or false, or a list of texts.
extension SharedFact: Codable {
  private enum Key: String, CodingKey { case fact, value }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(fact, forKey: .fact)
    switch value {
    case .text(let text): try container.encode(text, forKey: .value)
    case .number(let number): try container.encode(number, forKey: .value)
    case .flag(let flag): try container.encode(flag, forKey: .value)
    case .list(let list): try container.encode(list, forKey: .value)
    case .unknown, .ratherNotSay: try container.encodeNil(forKey: .value)
    }
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    fact = try container.decode(FactName.self, forKey: .fact)
    if let text = try? container.decode(String.self, forKey: .value) {
      value = .text(text)
    } else if let flag = try? container.decode(Bool.self, forKey: .value) {
      value = .flag(flag)
    } else if let number = try? container.decode(Double.self, forKey: .value) {
      value = .number(number)
    } else {
      value =
        try container.decodeNil(forKey: .value) ? .unknown : .list(container.decode([String].self, forKey: .value))
    }
  }
}
