import Companies
import Vocabulary

/// Countries side by side: "compare them" speaks of those that were named before.
extension Planner {
  /// "Compare them", "which one first"; who says more asks for something else.
  private static let wordsMax = 7
  private static let marketsMax = 3

  /// The question with the countries that are to be compared: those that the message names, else those of the talk, else
  /// those that the company has in mind; `nil` when it asks for no comparison of countries.
  var comparison: Slots? {
    guard wish.canTell, tells(.compareWords),
      text.split(whereSeparator: \.isWhitespace).count <= Self.wordsMax, wish.isOnCountries(memory)
    else { return nil }
    let wanted = company.known(.targetMarkets)?.list ?? []
    var markets: [String] = []
    for named in [parsed?.slots[.market]?.texts ?? [], memory.slots[.market]?.texts ?? [], wanted.reversed()]
    where markets.count < 2 {
      markets += named.filter { !markets.contains($0) }
    }
    var slots = Slots()
    if markets.count > 1 { slots[.market] = .list(Array(markets.prefix(Self.marketsMax))) }
    return slots
  }
}

extension Wish {
  /// Whether countries may be all that it is about.
  fileprivate func isOnCountries(_ memory: TalkMemory) -> Bool {
    switch self {
    case .unclear(let readings): readings.allSatisfy { $0.slots[.instrument] == nil }
    case .question(let intent, let slots):
      switch intent {
      case .outOfScope: true
      case .askMarket, .setTargetMarket, .askNextSteps: slots[.instrument] == nil
      // A subject that is only carried on from before was not named.
      case .askGuidance: [nil, .text("market_selection"), memory.slots[.topic]].contains(slots[.topic])
      default: false
      }
    default: false
    }
  }
}
