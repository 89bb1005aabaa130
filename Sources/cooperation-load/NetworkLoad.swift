import Cooperation
import Vocabulary

/// A network in which each member has an open opportunity and ten interests, and acts on it while a reader keeps the
/// network as it was.
struct NetworkLoad {
  private static let interestsEach = 10
  private var network = Network()
  private let members: [CompanyID]
  private let now = Timestamp(milliseconds: 1_790_000_000_000)

  init(members count: Int) throws {
    members = (0..<count).map { CompanyID(rawValue: "company-\($0)") }
    for (place, member) in members.enumerated() {
      let id = OpportunityID(place + 1)
      try act(.join(previewSeen: true), by: member)
      try act(
        .draft(
          OpportunityTerms(
            kind: .sharedStand, what: "Room on a stand", places: 2...40, closes: now.day.adding(days: 90))),
        by: member)
      try act(.submit(id), by: member)
      _ = try network.apply(.pass(id), by: .advisor(user: "advisor"), at: now)
    }
    for place in members.indices {
      for step in 1...Self.interestsEach { try act(.express(opportunity(step, after: place)), by: members[place]) }
    }
  }

  /// An interest told or taken back, with what time brings about before it: as the service does it.
  mutating func interest(_ round: Int) throws {
    let kept = network
    let place = round / 2 % members.count
    let id = opportunity(Self.interestsEach + 1, after: place)
    _ = try network.apply(.passTime, by: .system, at: now)
    try act(round % 2 == 0 ? .express(id) : .withdrawInterest(id), by: members[place])
    withExtendedLifetime(kept) {}
  }

  private mutating func act(_ act: Act, by member: CompanyID) throws {
    _ = try network.apply(act, by: .company(member, user: "user"), at: now)
  }

  private func opportunity(_ step: Int, after place: Int) -> OpportunityID {
    OpportunityID((place + step * 37) % members.count + 1)
  }
}
