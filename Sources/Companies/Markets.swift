extension Company {
  /// The markets that something is known of, each with a track of its own: those wished for, and those with a status
  /// or product rules. In the order of their codes.
  public var markets: [String] {
    let wished = known(.targetMarkets)?.list ?? []
    let tracked = facts.filter { [.marketStatus, .compliance].contains($0.key.name) }.compactMap(\.key.market)
    return Set(wished + tracked).sorted()
  }

  /// How far a market is: its place in `FactCatalogue.marketStatuses`. A market that is wished for is an idea at
  /// least; `nil` for one that nothing is known of, or that was left.
  public func status(of market: String) -> Int? {
    if let told = known(.marketStatus, market: market)?.text {
      return FactCatalogue.marketStatuses.firstIndex(of: told)
    }
    return known(.targetMarkets)?.list?.contains(market) ?? false ? 0 : nil
  }
}

/// Languages that buyers of a market read as their own: the official ones that business is done in.
enum MarketLanguages {
  static func isSpoken(_ languages: [String], in market: String) -> Bool {
    (spoken[market] ?? []).contains { languages.contains($0) }
  }

  private static let spoken: [String: [String]] = [
    "AT": ["de"], "AU": ["en"], "BE": ["nl", "fr", "de"], "CA": ["en", "fr"], "CH": ["de", "fr", "it"], "CN": ["zh"],
    "CZ": ["cs"], "DE": ["de"], "DK": ["da"], "EE": ["et"], "ES": ["es"], "FI": ["fi", "sv"], "FR": ["fr"],
    "GB": ["en"], "HU": ["hu"], "IE": ["en"], "IS": ["is"], "IT": ["it"], "JP": ["ja"], "KR": ["ko"], "LT": ["lt"],
    "LU": ["fr", "de"], "LV": ["lv"], "NL": ["nl"], "NO": ["no", "nb", "nn"], "NZ": ["en"], "PL": ["pl"],
    "PT": ["pt"], "SE": ["sv"], "SK": ["sk"], "UA": ["uk"], "US": ["en"],
  ]
}
