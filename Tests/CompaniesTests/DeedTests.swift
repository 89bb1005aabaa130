import Companies
import Testing
import Vocabulary

/// Facts that follow from deeds and wishes.
@Suite struct DeedTests {
  private func implied(_ deed: Deed, _ known: [FactKey: FactValue] = [:]) -> [String: FactValue] {
    let facts = Company.make(known).implied(by: deed, toldBy: "anna", at: Company.toldAt)
    #expect(facts.allSatisfy { $0.source == .implied && $0.by == "anna" && !$0.confirmed })
    return Dictionary(uniqueKeysWithValues: facts.map { ($0.key.description, $0.value) })
  }

  @Test func `naming a market makes it an idea and the owner curious`() {
    #expect(
      implied(.namedMarket("NO")) == [
        "market_status@NO": .text("idea"), "owner_commitment": .number(1), "target_markets": .list(["NO"]),
      ])
  }

  @Test func `a sale makes an exporter on request and an order`() {
    #expect(
      implied(.sold(to: "NO")) == ["export_rhythm": .text("on_request"), "market_status@NO": .text("ordered")])
    #expect(implied(.sold(to: nil)) == ["export_rhythm": .text("on_request")])
  }

  @Test func `who sells there already has that country, and the rhythm that was told`() {
    #expect(
      implied(.sells(to: "EE", regularly: true), [FactKey(.exportMarkets): .list(["SE"])]) == [
        "export_rhythm": .text("regular"), "export_markets": .list(["SE", "EE"]), "market_status@EE": .text("regular"),
      ])
    #expect(
      implied(.sells(to: "EE", regularly: false)) == [
        "export_rhythm": .text("now_and_then"), "export_markets": .list(["EE"]), "market_status@EE": .text("ordered"),
      ])
    #expect(implied(.sells(to: nil, regularly: false)) == ["export_rhythm": .text("now_and_then")])
  }

  @Test func `an enquiry is a contact and no sale`() {
    #expect(implied(.gotEnquiry(from: "NO")) == ["leads_count": .text("1_5"), "market_status@NO": .text("contacted")])
  }

  @Test func `what is known is never lowered`() {
    let known: [FactKey: FactValue] = [
      FactKey(.ownerCommitment): .number(3), FactKey(.targetMarkets): .list(["NO", "SE"]),
      FactKey(.marketStatus, market: "NO"): .text("regular"), FactKey(.exportRhythm): .text("regular"),
      FactKey(.leadsCount): .text("6_20"),
    ]
    for deed in [Deed.namedMarket("NO"), .sold(to: "NO"), .gotEnquiry(from: "NO")] {
      #expect(implied(deed, known).isEmpty)
    }
  }

  @Test func `what is known is raised, and markets are added`() {
    #expect(
      implied(
        .namedMarket("NO"),
        [
          FactKey(.ownerCommitment): .number(0), FactKey(.targetMarkets): .list(["SE"]),
          FactKey(.marketStatus, market: "NO"): .text("left"),
        ]) == [
          "market_status@NO": .text("idea"), "owner_commitment": .number(1), "target_markets": .list(["SE", "NO"]),
        ])
    #expect(
      implied(
        .sold(to: "NO"),
        [FactKey(.exportRhythm): .text("none"), FactKey(.marketStatus, market: "NO"): .text("offered")])
        == ["export_rhythm": .text("on_request"), "market_status@NO": .text("ordered")])
  }

  @Test func `do not know gives way, rather not say does not`() {
    #expect(implied(.sold(to: nil), [FactKey(.exportRhythm): .unknown]) == ["export_rhythm": .text("on_request")])
    #expect(implied(.sold(to: nil), [FactKey(.exportRhythm): .ratherNotSay]).isEmpty)
  }

  @Test func `implied facts may be stored`() {
    for deed in [Deed.namedMarket("NO"), .sold(to: "NO"), .gotEnquiry(from: "NO")] {
      for fact in Company.make([:]).implied(by: deed, toldBy: "anna", at: Company.toldAt) {
        #expect(FactCatalogue.problem(with: fact.value, for: fact.key) == nil)
      }
    }
  }
}
