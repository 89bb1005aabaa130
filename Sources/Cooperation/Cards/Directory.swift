import Companies
import Vocabulary

/// All members as the matching sees them, and their cards as others do. It follows the facts company by company: what nobody has changed
/// is not looked at again on the same day.
public struct Directory: Sendable {
  public let settings: NetworkSettings
  /// In no order.
  public private(set) var members: [CompanyID: Member] = [:]
  /// Of all who are in the network, be their cards at rest.
  private var companies: [CompanyID: Company] = [:]
  private var cards: [CompanyID: Card] = [:]
  /// How coarse each card has to be. Who has none is not in it.
  private(set) var levels: [CompanyID: Anonymity.Level] = [:]
  /// How fine each may be.
  private var finest: [CompanyID: Anonymity.Level] = [:]
  /// When somebody took back its consent to be matched.
  private var withdrawals: [CompanyID: Timestamp] = [:]
  private var versions: [CompanyID: Int] = [:]
  private var memberships = Table<CompanyID, Membership>()
  private var day: Day?

  public init(_ settings: NetworkSettings) {
    self.settings = settings
  }

  /// The version of each company that it has seen; a member that it has not seen has -1.
  public func versions(of network: Network) -> [CompanyID: Int] {
    var versions = versions
    for id in network.memberships.keys(changedSince: memberships) {
      versions[id] = network.isPresent(id) ? companies[id]?.version ?? -1 : nil
    }
    return versions
  }

  /// Takes in what has changed. Who has left is forgotten; who rests has no card.
  public mutating func update(_ changed: [Company], _ network: Network, today: Day) {
    for company in changed { companies[company.id] = company }
    var moved = Set(changed.map(\.id) + network.memberships.keys(changedSince: memberships))
    if today != day { moved.formUnion(network.memberships.keys) }
    if moved.isEmpty { return }
    (memberships, day) = (network.memberships, today)
    var isSettled = true
    for id in moved {
      let before = (cards[id], finest[id])
      follow(id, in: network, today: today)
      if before != (cards[id], finest[id]) { isSettled = false }
    }
    if !isSettled { settle() }
  }

  private mutating func follow(_ id: CompanyID, in network: Network, today: Day) {
    let membership = network.memberships[id]
    let isPresent = network.isPresent(id)
    if !isPresent { companies[id] = nil }
    let company = companies[id]
    let active = membership?.isActive == true ? company : nil
    let member = active.map { Member($0, membership, settings: settings, today: today) }
    let consent = company?.consents.first { $0.name == .matching }
    versions[id] = isPresent ? company?.version ?? -1 : nil
    members[id] = member
    cards[id] = active.flatMap { company in member.flatMap { Card(company, as: $0) } }
    finest[id] = membership?.card?.finest(on: today)
    withdrawals[id] = consent.flatMap { $0.given ? nil : $0.at }
  }

  private mutating func settle() {
    let ids = cards.keys.sorted()
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
    if cards[company.id] == card, let level = levels[company.id] {
      return CardPreview(card: settings.anonymity.coarsened(card, to: level), level: level)
    }
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
    withdrawals.filter { id, at in
      network.memberships[id].map { network.isPresent(id) && $0.confirmedAt < at } ?? false
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
  public let card: Card?
  public let level: Anonymity.Level
  /// Stands for what others see: whoever joins gives it back, so that nobody joins who was shown something else, or nothing.
  public let mark: String

  public init(card: Card?, level: Anonymity.Level) {
    self.card = card
    self.level = level
    mark = Fingerprint.of(card?.parts ?? [])
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
