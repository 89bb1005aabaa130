import Companies
import Cooperation
import Vocabulary

/// Members that look, while others tell something new: what the service does for each request before and after the act.
struct DirectoryLoad {
  private let network: Network
  private var directory: Directory
  private var companies: [Company]
  private let now = Timestamp(milliseconds: 1_790_000_000_000)

  init(members count: Int) throws {
    var network = Network()
    companies = (0..<count).map { Self.company($0, employees: 5 + $0 % 40) }
    for company in companies {
      _ = try network.apply(.join(previewSeen: true), by: .company(company.id, user: "user"), at: now)
    }
    directory = Directory(
      NetworkSettings(
        country: "FI", region: "north", municipalities: ["nivala"],
        sectorGroups: ["metal": "industry", "wood": "industry"], chains: []))
    directory.update(companies, network, today: now.day)
    _ = try network.settleCards(in: directory, at: now)
    self.network = network
    look(0)
  }

  /// A look of a member when nobody has changed anything.
  mutating func look(_ round: Int) { follow([], companies[round % companies.count]) }

  /// The same after another member's number of people, which its card shows, has changed.
  mutating func change(_ round: Int) {
    let place = round * 7 % companies.count
    companies[place] = Self.company(place, employees: 1 + round % 60, version: round + 2)
    follow([companies[place]], companies[(place + 1) % companies.count])
  }

  private mutating func follow(_ changed: [Company], _ reader: Company) {
    _ = directory.versions(of: network)
    directory.update(changed, network, today: now.day)
    _ = directory.withdrawn(from: network)
    _ = network.cardsHaveMoved(in: directory)
    _ = network.reply(to: reader, in: directory, today: now.day)
  }

  private static func company(_ number: Int, employees: Int, version: Int = 1) -> Company {
    let facts: [(FactName, FactValue)] = [
      (.sector, .text(number.isMultiple(of: 3) ? "wood" : "metal")), (.employees, .number(Double(employees))),
      (.municipality, .text("nivala")), (.targetMarkets, .list([["DE", "SE", "NO"][number % 3]])),
      (.chainRoles, .list([ChainRole.allCases[number % ChainRole.allCases.count].rawValue])),
      (.cooperationInterests, .list(["shared_stand"])), (.offeringTags, .list(["tag-\(number % 60)"])),
    ]
    return Company(
      id: CompanyID(rawValue: "company-\(number)"), version: version,
      facts: facts.map {
        Fact(key: FactKey($0), value: $1, source: .said, by: "user", at: Timestamp(milliseconds: 1_790_000_000_000))
      })
  }
}
