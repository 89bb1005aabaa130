import Vocabulary

/// Something that the owner told of, from which facts follow.
public enum Deed: Sendable, Hashable {
  /// "We want to sell in Norway."
  case namedMarket(String)
  /// "We sold two doors to Norway"; the market when it was said.
  case sold(to: String?)
  /// "We sell to Norway every month", or just "we already sell there".
  case sells(to: String?, regularly: Bool)
  /// "Somebody in Norway asked for a price." An enquiry is not a sale.
  case gotEnquiry(from: String?)
}

extension Company {
  /// The facts that follow from a deed and are not known yet, in the order of their keys. They raise what is known,
  /// and never lower it; what the owner would rather not say stays unsaid.
  ///
  /// Each is to be shown when it is taken, and can be taken back.
  public func implied(
    by deed: Deed, toldBy user: String, at: Timestamp, conversation: ConversationID? = nil, turn: Int? = nil
  ) -> [Fact] {
    implications(of: deed).filter { raises($0.key, $0.value) }.sorted { $0.key < $1.key }.map { key, value in
      Fact(
        key: key, value: value, source: .implied, by: user, at: at, conversation: conversation, turn: turn)
    }
  }

  private func implications(of deed: Deed) -> [(key: FactKey, value: FactValue)] {
    switch deed {
    case .namedMarket(let market):
      let wished = known(.targetMarkets)?.list ?? []
      return [
        (FactKey(.targetMarkets), .list(wished.contains(market) ? wished : wished + [market])),
        (FactKey(.marketStatus, market: market), .text("idea")), (FactKey(.ownerCommitment), .number(1)),
      ]
    case .sold(let market):
      return [(FactKey(.exportRhythm), .text("on_request"))] + status("ordered", of: market)
    case .sells(let market, let regularly):
      let markets = known(.exportMarkets)?.list ?? []
      let all = market.map { markets.contains($0) ? markets : markets + [$0] } ?? markets
      return [(FactKey(.exportRhythm), .text(regularly ? "regular" : "now_and_then"))]
        + (all.isEmpty ? [] : [(FactKey(.exportMarkets), .list(all))])
        + status(regularly ? "regular" : "ordered", of: market)
    case .gotEnquiry(let market):
      return [(FactKey(.leadsCount), .text("1_5"))] + status("contacted", of: market)
    }
  }

  private func status(_ status: String, of market: String?) -> [(key: FactKey, value: FactValue)] {
    market.map { [(FactKey(.marketStatus, market: $0), .text(status))] } ?? []
  }

  private func raises(_ key: FactKey, _ value: FactValue) -> Bool {
    switch self.fact(key.name, market: key.market)?.value {
    case nil, .unknown: true
    case .ratherNotSay: false
    case .number(let old): value.number.map { $0 > old } ?? false
    case .list(let old): value.list.map { $0.count > old.count } ?? false
    // Choices stand in the catalogue from the lowest to the highest; a market that was left is none of them.
    case .text(let old): old == "left" || rank(value.text, of: key.name) > rank(old, of: key.name)
    case .flag: false
    }
  }

  private func rank(_ choice: String?, of name: FactName) -> Int {
    choice.flatMap { FactCatalogue.definition(of: name).allowedValues.firstIndex(of: $0) } ?? -1
  }
}
