import Companies
import Vocabulary

/// All members as the matching sees them, and their cards as others do. It follows the facts company by company.
public struct Directory: Sendable {
  public let settings: NetworkSettings
  /// In no order.
  public private(set) var members: [CompanyID: Member] = [:]
  private var companies: [CompanyID: Company] = [:]
  private var cards: [CompanyID: Card] = [:]
  private var levels: [CompanyID: Anonymity.Level] = [:]

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
    let settled = settings.anonymity.levels(of: ids.compactMap { cards[$0] })
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
    let others = cards.filter { $0.key != company.id }.sorted { $0.key < $1.key }.map(\.value)
    let level = settings.anonymity.levels(of: others + [card]).last ?? .byHand
    return CardPreview(card: settings.anonymity.coarsened(card, to: level), level: level)
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
public struct SharedFact: Sendable, Hashable, Codable {
  public var fact: FactName
  public var value: FactValue

  /// Of the class "mutual", in the order of their names.
  public static func all(of company: Company) -> [SharedFact] {
    company.facts.filter {
      $0.key.market == nil && $0.value.isKnown && FactCatalogue.definition(of: $0.key.name).privacy == .mutual
    }.map { SharedFact(fact: $0.key.name, value: $0.value) }
  }
}
