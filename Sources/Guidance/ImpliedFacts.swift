import Companies

/// What follows from a wish or a deed that the owner tells (`stages.md` 6): shown when taken, and never lower than what is known.
enum ImpliedFacts {
  struct Told {
    var key: FactKey
    var value: FactValue
    var isImplied: Bool
  }

  /// Naming target markets: they are noted, their status is at least `idea`, and the owner is at least curious.
  static func wish(for markets: [String], company: Company) -> [Told] {
    guard !markets.isEmpty else { return [] }
    let before = company.known(.targetMarkets)?.list ?? []
    let all = before + markets.filter { !before.contains($0) }
    var told = [Told(key: FactKey(.targetMarkets), value: .list(all), isImplied: false)]
    for market in markets where company.known(.marketStatus, market: market) == nil {
      told.append(Told(key: FactKey(.marketStatus, market: market), value: .text("idea"), isImplied: true))
    }
    if (company.known(.ownerCommitment)?.number ?? 0) < 1 {
      told.append(Told(key: FactKey(.ownerCommitment), value: .number(1), isImplied: true))
    }
    return told
  }
}
