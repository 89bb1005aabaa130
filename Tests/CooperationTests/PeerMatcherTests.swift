import Companies
import Cooperation
import Testing
import Vocabulary

/// Companies that fit one another, and why (the tables of weights for the three purposes).
@Suite struct PeerMatcherTests {
  private let asking = Self.member("asking") { $0.stage = .exploring }

  private static func member(_ id: String, _ change: (inout Member) -> Void = { _ in }) -> Member {
    var member = Member(
      id: CompanyID(rawValue: id), tags: [id], roles: [.process], targets: ["SE": 1], presentMarkets: ["FI"],
      customers: .business, wishes: ["shared_stand"], sector: "metal", stage: .exploring, languages: ["fi"],
      subRegion: "north", isOptedIn: true)
    change(&member)
    return member
  }

  private func found(_ purpose: PeerPurpose, _ others: Member...) -> [PeerMatch] {
    PeerMatcher.peers(for: asking, purpose: purpose, among: others).matches
  }

  @Test func `The weights of each purpose add up to one`() {
    for purpose in PeerPurpose.allCases {
      let sum = FitPart.allCases.reduce(0) { $0 + purpose.weight(of: $1) }
      #expect(abs(sum - 1) < 1e-9, "\(purpose)")
    }
  }

  @Test func `One that is like me in all but the trade goes with me, for the market first`() throws {
    let match = try #require(found(.goTogether, Self.member("other")).first)
    #expect(abs(match.score - 1) < 1e-9)
    #expect(match.reasons == [.market, .wishes])
  }

  @Test func `To learn, one a step ahead who sells there is better than one of my own step`() {
    let ahead = Self.member("ahead") {
      $0.stage = .preparing
      $0.presentMarkets = ["FI", "SE"]
    }
    let same = Self.member("same") { $0.presentMarkets = ["FI", "SE"] }
    #expect(found(.learn, same, ahead).map(\.company.rawValue) == ["ahead", "same"])
  }

  @Test func `What I lack and another does next to me in the chain completes me`() throws {
    let assembler = Self.member("assembler") { $0.roles = [.assemble] }
    let trainer = Self.member("raw") { $0.roles = [.raw] }
    let matches = found(.complement, trainer, assembler)
    #expect(matches.first?.company.rawValue == "assembler" && matches.first?.reasons.first == .sector)
  }

  @Test func `A match names what fits least`() {
    let stranger = Self.member("stranger") {
      $0.languages = ["de"]
      $0.subRegion = "south"
    }
    #expect(found(.goTogether, stranger).first?.doubt == .practical)
  }

  @Test func `Taking a reason away takes it from the match`() throws {
    let with = try #require(found(.goTogether, Self.member("other")).first)
    let without = try #require(found(.goTogether, Self.member("other") { $0.wishes = ["shared_trip"] }).first)
    #expect(with.reasons.contains(.wishes) && !without.reasons.contains(.wishes))
    #expect(abs(with.score - without.score - 0.25) < 1e-9)
  }

  @Test func `Rivals are found only to learn from, and only when both want that`() {
    let rival = Self.member("rival") {
      $0.tags = ["asking"]
      $0.presentMarkets = ["FI", "SE"]
    }
    #expect(found(.goTogether, rival).isEmpty && found(.complement, rival).isEmpty && found(.learn, rival).isEmpty)
    var open = asking
    open.meetsCompetitors = true
    var openRival = rival
    openRival.meetsCompetitors = true
    #expect(PeerMatcher.peers(for: open, purpose: .learn, among: [rival]).matches.isEmpty)
    #expect(PeerMatcher.peers(for: open, purpose: .learn, among: [openRival]).matches.count == 1)
    #expect(PeerMatcher.peers(for: open, purpose: .goTogether, among: [openRival]).matches.isEmpty)
  }

  @Test func `Who did not join, blocks me, is blocked by me or has my owner is not found`() {
    let out = Self.member("out") { $0.isOptedIn = false }
    let blocking = Self.member("blocking") { $0.blocked = [CompanyID(rawValue: "asking")] }
    #expect(found(.goTogether, out, blocking).isEmpty)
    var asking = asking
    asking.blocked = [CompanyID(rawValue: "blocked")]
    asking.owner = "o1"
    let (blocked, sister) = (Self.member("blocked"), Self.member("sister") { $0.owner = "o1" })
    #expect(PeerMatcher.peers(for: asking, purpose: .goTogether, among: [blocked, sister]).matches.isEmpty)
    asking.isOptedIn = false
    #expect(PeerMatcher.peers(for: asking, purpose: .goTogether, among: [Self.member("other")]).matches.isEmpty)
  }

  @Test func `At most three are shown, who waited longest first, in any order of the members`() {
    let waiting = (1...5).map { number in
      Self.member("m\(number)") { $0.waitingSince = Timestamp(milliseconds: Int64(10 - number)) }
    }
    for others in [waiting, waiting.reversed()] {
      let matches = PeerMatcher.peers(for: asking, purpose: .goTogether, among: others).matches
      #expect(matches.map(\.company.rawValue) == ["m5", "m4", "m3"])
    }
  }

  @Test func `How many look at the market is told from five on`() {
    let others = (1...5).map { Self.member("m\($0)") }
    #expect(PeerMatcher.peers(for: asking, purpose: .learn, among: others).othersInMarkets == 5)
    #expect(PeerMatcher.peers(for: asking, purpose: .learn, among: others.dropLast()).othersInMarkets == nil)
  }
}
