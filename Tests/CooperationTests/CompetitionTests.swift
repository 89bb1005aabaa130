import Cooperation
import Testing
import Vocabulary

@Suite struct CompetitionTests {
  private let shop = Member(
    id: CompanyID(rawValue: "a"), tags: ["welding", "frames"], roles: [.process], presentMarkets: ["FI"],
    customers: .business)

  private func rival(_ change: (inout Member) -> Void = { _ in }) -> Member {
    var rival = Member(
      id: CompanyID(rawValue: "b"), tags: ["welding", "frames"], roles: [.process], presentMarkets: ["FI"],
      customers: .business)
    change(&rival)
    return rival
  }

  @Test func `Two welding shops with the same customers compete, whichever is asked first`() {
    #expect(Competition.competes(shop, with: rival()))
    #expect(Competition.competes(rival(), with: shop))
  }

  @Test func `Without a role, tags, customers or a market in common they do not`() {
    #expect(!Competition.competes(shop, with: rival { $0.roles = [.install] }))
    #expect(!Competition.competes(shop, with: rival { $0.tags = ["welding", "pipes", "tanks"] }))
    #expect(!Competition.competes(shop, with: rival { $0.customers = .consumer }))
    #expect(!Competition.competes(shop, with: rival { $0.presentMarkets = ["EE"] }))
  }

  @Test func `A market that both only wish for is a common one, and half of the tags is enough`() {
    var here = shop
    here.targets = ["SE": 0]
    let there = rival {
      $0.presentMarkets = ["EE"]
      $0.targets = ["SE": 2]
      $0.tags = ["welding"]
    }
    #expect(Competition.competes(here, with: there))
  }

  @Test func `What was never told does not hide a rival`() {
    #expect(Competition.competes(shop, with: rival { $0.customers = nil }))
    #expect(Competition.competes(shop, with: rival { $0.tags = [] }))
  }
}
