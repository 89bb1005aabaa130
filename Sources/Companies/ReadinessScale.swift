import Vocabulary

/// Which answer of the readiness check a fact stands for: the one table of it.
///
/// Where a fact has three words, the lowest gives 0 when it says "nothing" (none, no) and 1 when it says "a little"
/// (low, weak, tight); the middle one 2, the highest 3. A yes-or-no fact gives 0 or 3: a yes can be shown.
struct ReadinessScale {
  let company: Company
  /// Facts that are too old on this day do not count; `nil`: all count.
  let today: Day?

  /// `nil`: not asked, not answered, or too long ago.
  func answer(to question: ReadinessQuestion) -> ReadinessAnswer? {
    let values = facts(for: question).compactMap(value)
    let points = values.filter(\.isKnown).isEmpty ? nil : points(for: question)
    if let points { return .scale(points) }
    return values.contains(.unknown) ? .unknown : nil
  }

  /// The fact to ask for; `nil` when one is known, was refused, or can't be asked before a market is named.
  func openFact(of question: ReadinessQuestion) -> FactKey? {
    let keys = facts(for: question)
    return keys.contains { value($0) != nil } ? nil : keys.first
  }

  /// The facts that answer a question, the one to ask for first.
  private func facts(for question: ReadinessQuestion) -> [FactKey] {
    switch question {
    case .decision: [FactKey(.ownerCommitment)]
    case .hours: [FactKey(.hoursPerWeek)]
    case .patience: [FactKey(.patience)]
    case .person: [FactKey(.personInCharge)]
    case .language: [FactKey(.languages)]
    case .experience: [FactKey(.internationalExperience)]
    case .profit: [FactKey(.profitState)]
    case .budget: [FactKey(.budget)]
    case .cash: [FactKey(.cashRoom)]
    case .proven: [FactKey(.provenAtHome)]
    case .edge: [FactKey(.edgeClear)]
    case .adapt: [FactKey(.adaptable)]
    case .room: [FactKey(.capacityRoom)]
    case .reliable: [FactKey(.deliveryRecord)]
    case .digital: [FactKey(.digitalLevel)]
    case .chosen: [FactKey(.targetMarkets)]
    case .facts: company.markets.map { FactKey(.marketStatus, market: $0) }
    case .talks: [FactKey(.leadsCount)] + company.markets.map { FactKey(.marketStatus, market: $0) }
    case .rules: company.markets.map { FactKey(.compliance, market: $0) }
    case .terms: [FactKey(.termsReady)]
    case .material: [FactKey(.materialLanguages), FactKey(.webLanguages)]
    case .know: [FactKey(.cooperationExperience)]
    case .share: [FactKey(.cooperationInterests)]
    case .secrets: [FactKey(.ndaReady)]
    }
  }

  private func points(for question: ReadinessQuestion) -> Int? {
    switch question {
    case .decision: value(FactKey(.ownerCommitment))?.number.map { Int(max(0, min(3, $0))) }
    case .hours: value(FactKey(.hoursPerWeek))?.number.map { $0 <= 0 ? 0 : $0 < 2 ? 1 : $0 <= 8 ? 2 : 3 }
    case .patience: flag(.patience)
    // An owner has it beside all else, an outsider takes the knowledge along when leaving.
    case .person: choice(.personInCharge, ["none": 0, "owner": 2, "outside": 2, "part_time": 3, "full_time": 3])
    case .language: languagePoints
    case .experience: choice(.internationalExperience, ["none": 0, "some": 2, "strong": 3])
    case .profit: choice(.profitState, ["loss": 0, "break_even": 1, "profit": 3])
    case .budget: choice(.budget, ["none": 0, "under_5k": 1, "5_20k": 2, "20_50k": 3, "over_50k": 3])
    case .cash: choice(.cashRoom, ["none": 0, "tight": 1, "enough": 3])
    // Few customers are a beginning, steady ones buy again, a leading firm is recommended.
    case .proven: choice(.provenAtHome, ["none": 0, "few": 1, "steady": 2, "leading": 3])
    case .edge: flag(.edgeClear)
    case .adapt: choice(.adaptable, ["no": 0, "partly": 2, "yes": 3])
    case .room: choice(.capacityRoom, ["none": 0, "some": 2, "scalable": 3])
    case .reliable: choice(.deliveryRecord, ["weak": 1, "fair": 2, "good": 3])
    case .digital: choice(.digitalLevel, ["low": 1, "basic": 2, "good": 3])
    case .chosen: chosenPoints
    // Read about is mostly known; who was there knows.
    case .facts: furthest([0, 2, 2, 3, 3, 3, 3])
    // A status of contacted is one talk at least; a visit or an offer are several.
    case .talks:
      [choice(.leadsCount, ["none": 0, "1_5": 1, "6_20": 3, "over_20": 3]), furthest([0, 0, 1, 2, 2, 3, 3])]
        .compactMap(\.self).max()
    case .rules: company.markets.compactMap(rulesPoints).max()
    case .terms: flag(.termsReady)
    case .material: materialPoints
    case .know: choice(.cooperationExperience, ["none": 0, "some": 2, "much": 3])
    case .share: sharePoints
    case .secrets: flag(.ndaReady)
    }
  }

  /// The buyer's own language can be shown; English mostly does; another foreign one helps a little.
  private var languagePoints: Int? {
    guard let languages = value(FactKey(.languages))?.list else { return nil }
    if company.markets.contains(where: { MarketLanguages.isSpoken(languages, in: $0) }) { return 3 }
    if languages.contains("en") { return 2 }
    return languages.count > 1 ? 1 : 0
  }

  /// One or two countries, and a reason once one of them was looked into; three or more are no choice yet.
  private var chosenPoints: Int? {
    guard let markets = value(FactKey(.targetMarkets))?.list else { return nil }
    if markets.isEmpty { return 0 }
    if markets.count > 2 { return 1 }
    return markets.contains { (company.status(of: $0) ?? 0) >= 1 } ? 3 : 2
  }

  /// To know the rules is what is asked: who has named them knows them mostly.
  private func rulesPoints(market: String) -> Int? {
    guard let text = value(FactKey(.compliance, market: market))?.text else { return nil }
    return ["identified": 2, "in_work": 2, "not_needed": 3, "done": 3][text]
  }

  /// A language that the buyer reads: in pages and material, or in one of the two.
  private var materialPoints: Int? {
    let lists = [FactName.webLanguages, .materialLanguages].compactMap { value(FactKey($0))?.list }
    guard !lists.isEmpty else { return nil }
    let readable = lists.filter { languages in
      languages.contains("en") || company.markets.contains { MarketLanguages.isSpoken(languages, in: $0) }
    }
    return [0, 2, 3][readable.count]
  }

  /// Two ways of sharing or more are a clear yes; other joint doings show some will.
  private var sharePoints: Int? {
    guard let interests = value(FactKey(.cooperationInterests))?.list else { return nil }
    let shared = interests.filter { $0.hasPrefix("shared_") }
    if shared.isEmpty { return interests.isEmpty ? 0 : 1 }
    return shared.count == 1 ? 2 : 3
  }

  /// Points by how far the furthest market is, from `idea` to `regular`.
  private func furthest(_ points: [Int]) -> Int? {
    company.markets.filter { value(FactKey(.marketStatus, market: $0)) != nil }.compactMap(company.status).max()
      .map { points[$0] }
  }

  private func choice(_ name: FactName, _ points: [String: Int]) -> Int? {
    value(FactKey(name))?.text.flatMap { points[$0] }
  }

  private func flag(_ name: FactName) -> Int? {
    value(FactKey(name))?.flag.map { $0 ? 3 : 0 }
  }

  /// What was told, unless it is too old.
  private func value(_ key: FactKey) -> FactValue? {
    guard let fact = company.fact(key.name, market: key.market) else { return nil }
    if let today {
      let age = today.daysSince1970 - fact.at.day.daysSince1970
      guard age <= FactCatalogue.definition(of: key.name).staleAfterDays else { return nil }
    }
    return fact.value
  }
}
