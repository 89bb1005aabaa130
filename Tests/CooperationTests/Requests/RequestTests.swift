import Companies
import Cooperation
import Testing
import Vocabulary

/// What companies ask of the network, in their own numbers.
@Suite struct RequestTests {
  private static let settings = NetworkSettings(
    k: 2, country: "FI", region: "r", municipalities: ["Nivala"],
    sectorGroups: ["metal": "industry", "food": "food_and_land"], chains: [])

  /// A company with all that a card needs.
  private func company(
    _ id: CompanyID, sector: String = "metal", name: String? = nil, place: String = "Nivala", contact: String? = nil,
    mail: String? = nil
  ) -> Company {
    let facts: [(FactName, FactValue)] = [
      (.sector, .text(sector)), (.employees, .number(5)), (.municipality, .text(place)),
      (.targetMarkets, .list(["DE"])), (.chainRoles, .list([id == .anna ? "process" : "install"])),
      (.cooperationInterests, .list(["shared_stand"])), (.languages, .list(["fi"])),
    ]
    let named = [(FactName.companyName, name), (.contactName, contact), (.contactEmail, mail)].compactMap {
      fact, text in
      text.map { (fact, FactValue.text($0)) }
    }
    return Company(
      id: id, version: 1,
      facts: (facts + named).map {
        Fact(key: FactKey($0), value: $1, source: .said, by: "u", at: Village.start)
      }, stageHistory: [StageChange(stage: .exploring, at: Village.start, because: [])])
  }

  private func directory(_ companies: [Company], _ network: Network) -> Directory {
    var directory = Directory(Self.settings)
    directory.update(companies, network, today: Village.start.day)
    return directory
  }

  private func perform(
    _ request: NetworkRequest, by company: CompanyID, _ village: inout Village, _ directory: Directory
  ) throws -> NetworkDeed {
    try village.network.perform(request, by: company, user: "u", at: village.now, in: directory).deed
  }

  @Test func `a card that too few share is seen by nobody, and its owner knows before the yes`() throws {
    var village = try Village(.anna, .bert)
    let alone = directory([company(.anna), company(.bert, sector: "food")], village.network)
    #expect(alone.shownCard(of: .anna) == nil)
    #expect(alone.preview(company(.anna), nil, today: village.now.day)?.level == .byHand)
    let deed = try perform(NetworkRequest(.peers), by: .anna, &village, alone)
    #expect(deed.found.isEmpty && deed.othersInMarkets == nil)
  }

  @Test func `whoever changes one thing that others see has to look again, whatever the order in which it was told`() {
    let card = Card(
      sector: "metal", tags: ["a", "b"], roles: [.part, .sell], band: .one, area: "r", targetMarkets: ["DE", "SE"],
      languages: ["fi"], certificates: ["iso"], wishes: ["w"], gives: ["g"])
    func changed(_ change: (inout Card) -> Void) -> Card {
      var other = card
      change(&other)
      return other
    }
    let cards: [Card?] = [
      nil, card, changed { $0.sector = "food" }, changed { $0.tags = ["a"] }, changed { $0.roles = [.part] },
      changed { $0.band = .twoToNine }, changed { $0.area = "FI" }, changed { $0.targetMarkets = ["DE"] },
      changed { $0.exports = true }, changed { $0.languages = ["sv"] }, changed { $0.certificates = [] },
      changed { $0.wishes = ["g"] }, changed { ($0.wishes, $0.gives) = (["g"], ["w"]) },
    ]
    #expect(Set(cards.map { CardPreview(card: $0, level: .full).mark }).count == cards.count)
    #expect(cards.count == Mirror(reflecting: card).children.count + 2, "a thing that others see is left out")
    let same = changed { $0.tags = Set(["b", "a"]) }
    #expect(CardPreview(card: same, level: .full).mark == CardPreview(card: card, level: .withoutTags).mark)
  }

  @Test func `a card that got finer stays coarse for a month when it had to get coarser meanwhile`() throws {
    var village = try Village(.bert, .cleo)
    var directory = Directory(Self.settings)
    /// The level of bert's card after cleo works in this sector.
    func level(_ sector: String) throws -> Anonymity.Level? {
      directory.update([company(.bert), company(.cleo, sector: sector)], village.network, today: village.now.day)
      if village.network.cardsHaveMoved(in: directory) {
        let performed = try village.network.settleCards(in: directory, at: village.now)
        #expect(!performed.outcome.changed.isEmpty && performed.outcome.effects.isEmpty)
      }
      #expect(!village.network.cardsHaveMoved(in: directory))
      directory.update([], village.network, today: village.now.day)
      return village.network.advisorView(at: village.now).members.first { $0.company == .bert }?.card?.level
    }
    #expect(try level("food") == .byHand)
    #expect(try level("metal") == .full, "the first time at once")
    #expect(directory.shownCard(of: .bert) != nil)
    #expect(try level("food") == .byHand)
    try village.pass(days: 29)
    #expect(try level("metal") == .byHand)
    #expect(directory.shownCard(of: .bert) == nil)
    #expect(directory.preview(company(.bert), nil, today: village.now.day)?.level == .byHand, "the owner is not misled")
    try village.pass(days: 1)
    #expect(try level("metal") == .full)
  }

  @Test func `who is found gets a number, and the next search gives the same`() throws {
    var village = try Village(.anna, .bert, .cleo)
    let all = directory([company(.anna), company(.bert), company(.cleo)], village.network)
    let first = try perform(NetworkRequest(.peers), by: .anna, &village, all)
    #expect(first.found.map(\.match) == [1, 2])
    #expect(first.found.allSatisfy { $0.reasons.count == 2 })
    #expect(try perform(NetworkRequest(.peers), by: .anna, &village, all) == first)
    let reply = village.network.reply(to: company(.anna), in: all, today: village.now.day)
    #expect(reply.cards.keys.sorted() == [1, 2] && reply.shared.isEmpty)
  }

  @Test func `companies with the same contact are not brought together`() throws {
    var village = try Village(.anna, .bert, .cleo)
    let all = directory(
      [company(.anna, mail: "One@example.org"), company(.bert, mail: "one@example.org"), company(.cleo)],
      village.network)
    let found = try perform(NetworkRequest(.peers), by: .anna, &village, all).found
    #expect(found.map(\.match) == [1])
    let matches = village.network.advisorView(at: village.now).members.first { $0.company == .anna }?.matches
    #expect(matches == [.cleo])
  }

  @Test func `at most ten new cards are shown to one company in seven days`() throws {
    let others = (1...14).map { CompanyID(rawValue: "c\($0)") }
    var village = try Village(.anna)
    for other in others { try village.act(other, .join(previewSeen: true)) }
    // Three are shown at a time; who blocks the asker makes room for others.
    var hidden: [CompanyID] = []
    var seen = 0
    for _ in 1...5 {
      let visible = others.filter { !hidden.contains($0) }
      let now = directory([company(.anna)] + visible.map { company($0) }, village.network)
      let deed = try perform(NetworkRequest(.peers), by: .anna, &village, now)
      let matches = village.network.advisorView(at: village.now).members.first { $0.company == .anna }?.matches ?? []
      hidden = matches
      seen = matches.count
      if deed.found.isEmpty { break }
    }
    #expect(seen == 10)
    try village.pass(days: 7)
    let visible = others.filter { !hidden.contains($0) }
    let later = directory([company(.anna)] + visible.map { company($0) }, village.network)
    #expect(try !perform(NetworkRequest(.peers), by: .anna, &village, later).found.isEmpty)
  }

  @Test func `a kind stands for the only open offer of it; of several the numbers are named`() throws {
    var village = try Village(.anna, .bert)
    let all = directory([company(.anna), company(.bert)], village.network)
    let id = try village.open(.anna)
    #expect(try perform(NetworkRequest(.express, kind: .sharedStand), by: .bert, &village, all).opportunity == id.value)
    let second = try village.open(.anna)
    #expect(throws: CooperationProblem.severalFit([id.value, second.value])) {
      try perform(NetworkRequest(.express, kind: .sharedStand), by: .bert, &village, all)
    }
    #expect(throws: CooperationProblem.unknownNumber) {
      try perform(NetworkRequest(.express, kind: .sharedFreight), by: .bert, &village, all)
    }
    // Of those that interest it there is one.
    let out = try perform(NetworkRequest(.withdrawInterest, kind: .sharedStand), by: .bert, &village, all)
    #expect(out.opportunity == id.value)
  }

  @Test func `a draft takes a new day or number of places, and keeps the rest`() throws {
    var village = try Village(.anna)
    let all = directory([company(.anna)], village.network)
    try village.act(.anna, .draft(village.terms()))
    var request = NetworkRequest(.rewrite, opportunity: 1)
    request.places = 2...4
    _ = try perform(request, by: .anna, &village, all)
    let terms = try #require(try village.view(.anna).own.first?.terms)
    #expect(terms.places == 2...4 && terms.what == village.terms().what && terms.closes == village.terms().closes)
    request.places = 1...60
    #expect(throws: CooperationProblem.placesOutOfRange(max: 50)) {
      try perform(request, by: .anna, &village, all)
    }
  }

  @Test func `a company has at most twenty offers at a time`() throws {
    var village = try Village(.anna)
    for _ in 1...20 { try village.act(.anna, .draft(village.terms())) }
    village.expect(.tooMany(max: 20), .user(.anna), .draft(village.terms()))
    try village.act(.anna, .withdraw(OpportunityID(1)))
    try village.act(.anna, .draft(village.terms()))
  }

  @Test func `the owner is told when the words of a draft give it away`() throws {
    var village = try Village(.anna)
    let owner = company(.anna, name: "Esimerkki Oy")
    let all = directory([owner], village.network)
    var terms = village.terms()
    terms.what = "Room on the stand of ESIMERKKI OY from Nivala"
    try village.act(.anna, .draft(terms))
    let reply = village.network.reply(to: owner, in: all, today: village.now.day)
    #expect(reply.revealing == [1: [.companyName, .municipality]])
  }

  @Test(arguments: [
    ("Room on the stand of Esimerkki Hitsauksen", [FactName.companyName]),
    ("esimerkki hitsaus has room", [.companyName]),
    ("Paikka osastolla, lähtö Haapajärveltä", [.municipality]), ("ask Meikäläiseltä", [.contactName]),
    ("ring 040 123 4567", [.contactPhone]), ("write to someone@example.org", [.contactEmail]),
    ("see www.example.org", [.companyName]), ("look at example.fi, please", [.companyName]),
    ("with Another Example Oy", [.companyName]),
    ("Room for 2 on our stand from 14.4., 12 metres, 4500 euros in all", []),
    ("Half a container to Rotterdam in week 34, 2027", []), ("Hitsausta tarjolla, järvi lähellä", []),
  ])
  func `the owner is told of a name, a place, an address or a number, whatever form it has`(
    what: String, facts: [FactName]
  ) throws {
    var village = try Village(.anna)
    let owner = company(.anna, name: "Esimerkki Hitsaus Oy", place: "Haapajärvi", contact: "Maija Meikäläinen")
    var terms = village.terms()
    terms.what = what
    try village.act(.anna, .draft(terms))
    let reply = village.network.reply(to: owner, in: directory([owner], village.network), today: village.now.day)
    #expect(reply.revealing[1] ?? [] == facts)
  }

  @Test func `no offer and no task names a company to those who may not know it`() throws {
    var village = try Village(.anna, .bert, .cleo)
    let stand = try village.agree(.anna, with: .bert, .cleo)
    let all = directory(
      [
        company(.anna, name: "Esimerkki Oy"), company(.bert, name: "Toinen Esimerkki Oy", contact: "Maija Meikäläinen"),
        company(.cleo, name: "Kolmas Oy"),
      ], village.network)
    try village.act(.anna, .makePlan(stand, village.plan()))
    func task(_ text: String) -> NetworkRequest {
      var request = NetworkRequest(.addTask)
      (request.plan, request.text, request.day) = (1, text, village.now.day.adding(days: 9))
      return request
    }
    func draft(_ text: String) -> NetworkRequest {
      var terms = village.terms()
      terms.what = text
      return NetworkRequest(.draft, terms: terms)
    }
    let before = village.network
    for (who, request) in [
      (CompanyID.anna, task("Toinen Esimerkki Oy brings the display")), (.anna, task("ask Maija Meikäläiseltä")),
      (.bert, task("we at toinen esimerkki bring the display")), (.anna, draft("A ride with Toinen Esimerkin people")),
    ] {
      #expect(throws: CooperationProblem.namesCompany, "\(request.text ?? "")") {
        try perform(request, by: who, &village, all)
      }
    }
    #expect(village.network == before)
    _ = try perform(task("Order the display from a printer"), by: .anna, &village, all)
    // Who does not know the company can't be asked whether the word is its name.
    _ = try perform(draft("A ride with Kolmas Oy"), by: .bert, &village, all)
  }

  @Test func `who is forgotten is out of the directory, and its words out of the records`() throws {
    var village = try Village(.anna, .bert)
    try village.act(.anna, .draft(village.terms()))
    let all = directory([company(.anna), company(.bert)], village.network)
    let performed = try village.network.perform(
      NetworkRequest(.forget), by: .anna, user: "u", at: village.now, in: all)
    #expect(performed.erases && performed.company == .anna)
    #expect(try village.view(.anna).own.map(\.terms.what) == [""])
    #expect(directory([company(.anna), company(.bert)], village.network).members.keys.sorted() == [.bert])
  }
}
