import Cooperation
import Testing
import Vocabulary

@Suite struct FamilySearchTests {
  private let template = ChainTemplate(id: "hall", required: [.process, .control, .install])
  private let welder = member("welder", .process)
  private let others = [member("automation", .control), member("installer", .install)]

  private static func member(_ id: String, _ role: ChainRole, tag: String? = nil) -> Member {
    Member(
      id: CompanyID(rawValue: id), tags: [tag ?? id], roles: [role], employees: 8, targets: ["SE": 1],
      presentMarkets: ["FI"], customers: .business, commitment: 80, hoursPerWeek: 4, wishes: ["joint_offer"],
      hasExported: true, isCommitted: true, isOptedIn: true)
  }

  private func found(among candidates: [Member]) -> FamilyProposal? {
    FamilySearch.family(from: [welder], among: candidates, for: template) { _, _ in false }
  }

  @Test func `A welder is brought together with an automation firm and an installer`() throws {
    let proposal = try #require(found(among: others))
    #expect(proposal.members.map(\.id.rawValue) == ["automation", "installer", "welder"])
    #expect(proposal.lookingFor.isEmpty)
  }

  @Test func `A second welding shop with the same customers stays out, whatever it would add`() throws {
    let rival = Self.member("another", .process, tag: "welder")
    let proposal = try #require(found(among: others + [rival]))
    #expect(!proposal.members.contains(rival))
    #expect(found(among: [others[0], rival]) == nil)
  }

  @Test func `A chain that does not close is a search for the missing role`() throws {
    let proposal = try #require(found(among: [others[0], Self.member("packer", .move)]))
    #expect(proposal.lookingFor == [.install])
  }

  @Test func `The order of the candidates changes nothing`() {
    let many = others + [Self.member("fitter", .install), Self.member("coder", .control)]
    #expect(found(among: many) == found(among: many.reversed()))
  }
}
