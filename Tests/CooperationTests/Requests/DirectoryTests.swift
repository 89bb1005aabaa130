import Companies
import Cooperation
import Randomness
import Testing
import Vocabulary

/// The directory follows the network company by company, and always stands as if it were made anew.
@Suite struct DirectoryTests {
  private static let settings = NetworkSettings(
    k: 3, country: "FI", region: "r", municipalities: ["Nivala"],
    sectorGroups: ["metal": "industry", "food": "food_and_land"], chains: [])
  private static let ids = (0..<12).map { CompanyID(rawValue: "c\($0)") }

  @Test(arguments: UInt64(1)...20)
  func `after anything that happens it is as one that is made anew`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var village = try Village()
    var companies = Dictionary(
      uniqueKeysWithValues: Self.ids.map { ($0, company($0, version: 1, &random, at: village.now)) })
    var directory = Directory(Self.settings)
    for step in 1...80 {
      let id = Self.ids[random.below(Self.ids.count)]
      switch random.below(6) {
      case 0, 1: _ = try? village.act(id, .join(previewSeen: true))
      case 2: _ = try? village.act(id, .leave)
      case 3: companies[id] = company(id, version: (companies[id]?.version ?? 0) + 1, &random, at: village.now)
      case 4: try village.pass(days: 1 + random.below(40))
      default: _ = try? village.act(id, .confirmCard)
      }
      try follow(&directory, companies, &village)
      let anew = made(companies, village)
      let place = "seed \(seed), step \(step)"
      #expect(directory.members == anew.members, "\(place)")
      #expect(directory.versions(of: village.network) == anew.versions(of: village.network), "\(place)")
      #expect(directory.withdrawn(from: village.network) == anew.withdrawn(from: village.network), "\(place)")
      for company in companies.values {
        #expect(directory.shownCard(of: company.id) == anew.shownCard(of: company.id), "\(place), \(company.id)")
        #expect(
          preview(of: company, directory, village) == preview(of: company, anew, village), "\(place), \(company.id)")
        #expect(directory.sharedFacts(of: company.id) == anew.sharedFacts(of: company.id), "\(place), \(company.id)")
      }
    }
  }

  @Test func `who takes back its consent is named until it has left, and who never did is not`() throws {
    var village = try Village(.anna, .bert)
    var random = SeededRandom(seed: 1)
    func bert(_ consent: Bool) -> Company {
      var company = company(.bert, version: consent ? 2 : 1, &random, at: village.now)
      company.apply(.setConsent(Consent(name: .matching, given: consent, at: village.now, textVersion: 1)))
      return company
    }
    var directory = Directory(Self.settings)
    directory.update([company(.anna, version: 1, &random, at: village.now)], village.network, today: village.now.day)
    try village.pass(days: 1)
    directory.update([bert(false)], village.network, today: village.now.day)
    #expect(directory.withdrawn(from: village.network) == [.bert])
    try village.act(.bert, .leave)
    directory.update([], village.network, today: village.now.day)
    #expect(directory.withdrawn(from: village.network) == [])
    try village.act(.bert, .join(previewSeen: true))
    #expect(directory.versions(of: village.network)[.bert] == -1, "it is asked for again")
    directory.update([bert(true)], village.network, today: village.now.day)
    #expect(directory.withdrawn(from: village.network) == [])
  }

  /// As the service does it at each request.
  private func follow(_ directory: inout Directory, _ companies: [CompanyID: Company], _ village: inout Village) throws
  {
    for _ in 1...2 {
      let changed = directory.versions(of: village.network).compactMap { id, version in
        companies[id].flatMap { $0.version == version ? nil : $0 }
      }
      directory.update(changed, village.network, today: village.now.day)
      if village.network.cardsHaveMoved(in: directory) {
        _ = try village.network.settleCards(in: directory, at: village.now)
      }
    }
  }

  private func made(_ companies: [CompanyID: Company], _ village: Village) -> Directory {
    var directory = Directory(Self.settings)
    directory.update(
      directory.versions(of: village.network).keys.compactMap { companies[$0] }, village.network,
      today: village.now.day)
    return directory
  }

  private func preview(of company: Company, _ directory: Directory, _ village: Village) -> CardPreview? {
    village.network.preview(of: company, in: directory, today: village.now.day)
  }

  /// With or without all that a card needs, and with or without its consent.
  private func company(_ id: CompanyID, version: Int, _ random: inout SeededRandom, at now: Timestamp) -> Company {
    let facts: [(FactName, FactValue)] = [
      (.sector, .text(random.below(3) == 0 ? "food" : "metal")), (.employees, .number(5)),
      (.municipality, .text("Nivala")), (.targetMarkets, .list(["DE"])), (.chainRoles, .list(["process"])),
      (.cooperationInterests, .list(["shared_stand"])), (.companyName, .text("\(id) \(version)")),
    ]
    return Company(
      id: id, version: version,
      facts: facts.dropFirst(random.below(6) == 0 ? 1 : 0).map {
        Fact(key: FactKey($0), value: $1, source: .said, by: "u", at: now)
      },
      consents: random.below(4) == 0
        ? [Consent(name: .matching, given: random.below(2) == 0, at: now, textVersion: 1)] : [])
  }
}
