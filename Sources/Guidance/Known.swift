import Companies
import Knowledge
import Vocabulary

/// What conditions can test: the company's facts, and the question's market, topic and stage.
enum Known {
  /// What firms of a sector sell, as long as nobody said otherwise.
  private static let offeringKind: [KnownValue?: KnownValue] = [
    .text("ict"): .text("software"), .text("tourism"): .text("experience"),
  ]

  static func values(
    of company: Company, topic: String?, market: String?, sector: String?, today: Day
  ) -> [String: KnownValue] {
    var known: [String: KnownValue] = [:]
    for fact in company.facts where fact.key.market == nil || fact.key.market == market {
      if let value = KnownValue(fact.value) { known[fact.key.name.rawValue] = value }
    }
    known["topic"] = topic.map(KnownValue.text)
    known["sector"] = sector.map(KnownValue.text) ?? known["sector"]
    if let kind = offeringKind[known["sector"]] { known["offering_type"] = known["offering_type"] ?? kind }
    known["stage"] = company.stage.map { .text($0.rawValue) }
    if let market {
      known["market"] = .text(market)
      known["market_group"] = MarketGroup.of(market).map { .text($0.rawValue) }
      // The question names the market, so nobody is asked for it again.
      known["target_markets"] = known["target_markets"] ?? .list([market])
    }
    if let year = company.known(.foundedYear)?.number { known["age_years"] = .number(Double(today.year) - year) }
    return known
  }
}

extension KnownValue {
  init?(_ value: FactValue) {
    switch value {
    case .text(let text): self = .text(text)
    case .number(let number): self = .number(number)
    case .flag(let flag): self = .flag(flag)
    case .list(let list): self = .list(list)
    case .unknown, .ratherNotSay: return nil
    }
  }
}
