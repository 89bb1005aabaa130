import Vocabulary

/// The entry criteria of the stages, looked at for one company.
struct StageCriteria {
  let company: Company
  let readiness: Readiness.Result
  let today: Day
  let limits: StageRules.Limits

  /// One condition: the facts it looks at, and whether it holds; `nil` when that can't be told yet.
  struct Criterion {
    let facts: [FactKey]
    let holds: Bool?
  }

  /// The highest stage that holds.
  var reached: Stage? {
    let isKnown = FactCatalogue.basics.contains { company.known($0) != nil } || !company.markets.isEmpty
    if holds(growing) { return .growing }
    if hasDeed || holdsByPlan(.entering) { return .entering }
    for stage in [Stage.preparing, .exploring, .readiness] where holdsByPlan(stage) { return stage }
    return isKnown || company.known(.ownerCommitment) != nil ? .awakening : nil
  }

  /// The facts behind the stage that were told.
  func because(of stage: Stage?) -> [FactKey] {
    let facts: [FactKey] =
      switch stage {
      case nil: []
      case .awakening: FactCatalogue.askOrder.map { FactKey($0) }
      case .growing: growing.flatMap(\.facts)
      case .entering where hasDeed: deeds
      case .some(let stage): criteria(of: stage).filter { $0.holds == true }.flatMap(\.facts)
      }
    return Set(facts.filter { company.known($0.name, market: $0.market) != nil }).sorted()
  }

  /// At most two facts that were never told and could open the next stage.
  func missing(after stage: Stage?) -> [FactKey] {
    let undecided = next(after: stage).filter { $0.holds == nil }.flatMap(\.facts)
    var keys = undecided
    if stage ?? .awakening == .awakening { keys = FactCatalogue.askOrder.map { FactKey($0) } + keys }
    if stage ?? .awakening < .entering, !keys.contains(FactKey(.exportRhythm)) {
      keys.insert(FactKey(.exportRhythm), at: 0)
    }
    var missing: [FactKey] = []
    for key in keys where company.fact(key.name, market: key.market) == nil && !missing.contains(key) {
      missing.append(key)
    }
    return Array(missing.prefix(2))
  }

  func confidence(in stage: Stage?) -> Double {
    let own = stage == .entering && hasDeed ? [byDeed] : stage == .growing ? growing : criteria(of: stage ?? .awakening)
    let all = own + next(after: stage) + [byDeed]
    return Double(all.filter { $0.holds != nil }.count) / Double(all.count)
  }

  func has(_ flag: StageFlag, in stage: Stage?) -> Bool {
    switch flag {
    case .leapt: (stage ?? .awakening) >= .entering && !holdsByPlan(.exploring)
    case .bornGlobal:
      number(.foundedYear).map { Double(today.year) - $0 <= 3 } ?? false && (number(.exportShare) ?? 0) >= 25
    case .wasExporter:
      choice(.exportRhythm) == "none" && (number(.firstExportYear).map { Double(today.year) - $0 >= 2 } ?? false)
    case .stuck: isStuck
    case .marketTracks: company.markets.filter { company.status(of: $0) != nil }.count > 1
    case .committed: stage == .growing && (number(.exportShare) ?? 0) >= limits.committed
    }
  }

  // MARK: The criteria

  /// What a stage asks for beyond the one before it, when it is reached step by step.
  private func criteria(of stage: Stage) -> [Criterion] {
    switch stage {
    case .awakening: []
    case .readiness: FactCatalogue.basics.map(isKnown) + [commitment(1)]
    case .exploring:
      [commitment(2), readinessCheck, total(40), gate(.commitment), isNot("none", .personInCharge)]
    case .preparing:
      [
        market([.marketStatus]) { (company.status(of: $0) ?? 0) >= 1 },
        isOneOf(["sketch", "written", "approved"], .exportPlan), total(55),
        gate(.commitment), gate(.finance), gate(.offering),
      ]
    case .entering:
      [
        commitment(3), total(70),
        market([.marketStatus, .compliance]) { market in
          let rules = company.known(.compliance, market: market)?.text
          return (company.status(of: market) ?? 0) >= 2 && ["not_needed", "done"].contains(rules)
        },
        isNot("undecided", .channel), isTrue(.pricingDone), isTrue(.termsReady),
      ]
    case .growing: growing
    }
  }

  /// Regular sales, a share that counts, and a year since the first; only the year of that is known, so it is taken for
  /// its middle.
  private var growing: [Criterion] {
    let first = number(.firstExportYear).flatMap { Int(exactly: $0) }.flatMap { Day("\($0)-07-01") }
    return [
      isOneOf(["regular"], .exportRhythm),
      Criterion(facts: [FactKey(.exportShare)], holds: number(.exportShare).map { $0 >= limits.active }),
      Criterion(
        facts: [FactKey(.firstExportYear)], holds: first.map { today.daysSince1970 - $0.daysSince1970 >= 365 }),
    ]
  }

  /// Has sold abroad, however it came about.
  private var byDeed: Criterion {
    let facts = [FactKey(.exportRhythm), FactKey(.exportShare)]
    return Criterion(facts: facts, holds: deeds.isEmpty ? choice(.exportRhythm).map { _ in false } : true)
  }

  private var hasDeed: Bool { !deeds.isEmpty }

  /// The facts that show a sale abroad.
  private var deeds: [FactKey] {
    var deeds: [FactKey] = []
    if ["on_request", "now_and_then", "regular"].contains(choice(.exportRhythm)) {
      deeds.append(FactKey(.exportRhythm))
    }
    if (number(.exportShare) ?? 0) > 0 { deeds.append(FactKey(.exportShare)) }
    let ordered = FactCatalogue.marketStatuses.firstIndex(of: "ordered") ?? .max
    for market in company.markets where (company.status(of: market) ?? 0) >= ordered {
      deeds.append(FactKey(.marketStatus, market: market))
    }
    return deeds
  }

  private func next(after stage: Stage?) -> [Criterion] {
    switch stage {
    case nil, .awakening: criteria(of: .readiness)
    case .readiness: criteria(of: .exploring)
    case .exploring: criteria(of: .preparing)
    case .preparing: criteria(of: .entering)
    case .entering, .growing: growing
    }
  }

  private func holds(_ criteria: [Criterion]) -> Bool {
    criteria.allSatisfy { $0.holds == true }
  }

  /// Whether a stage and all those before it hold.
  private func holdsByPlan(_ stage: Stage) -> Bool {
    Stage.allCases.filter { $0 <= stage }.allSatisfy { holds(criteria(of: $0)) }
  }

  // MARK: Single conditions

  private func isKnown(_ name: FactName) -> Criterion {
    Criterion(facts: [FactKey(name)], holds: company.known(name).map { _ in true })
  }

  private func commitment(_ atLeast: Double) -> Criterion {
    Criterion(facts: [FactKey(.ownerCommitment)], holds: number(.ownerCommitment).map { $0 >= atLeast })
  }

  private func isOneOf(_ values: [String], _ name: FactName) -> Criterion {
    Criterion(facts: [FactKey(name)], holds: choice(name).map(values.contains))
  }

  private func isNot(_ value: String, _ name: FactName) -> Criterion {
    Criterion(facts: [FactKey(name)], holds: choice(name).map { $0 != value })
  }

  private func isTrue(_ name: FactName) -> Criterion {
    Criterion(facts: [FactKey(name)], holds: company.known(name)?.flag)
  }

  private var readinessCheck: Criterion {
    let open = Readiness.openFacts(of: company, today: today)
    return Criterion(facts: open, holds: readiness.knownShare >= 0.8 ? true : open.isEmpty ? false : nil)
  }

  private func total(_ atLeast: Double) -> Criterion {
    Criterion(facts: [], holds: readiness.total.map { $0 >= atLeast })
  }

  private func gate(_ dimension: ReadinessDimension) -> Criterion {
    let scale = ReadinessScale(company: company, today: today)
    return Criterion(
      facts: dimension.questions.compactMap(scale.openFact), holds: readiness.holdsGate(of: dimension))
  }

  /// Some market for which a condition on facts about it holds.
  private func market(_ names: [FactName], _ condition: (_ market: String) -> Bool) -> Criterion {
    let markets = company.markets
    guard !markets.isEmpty else { return Criterion(facts: [FactKey(.targetMarkets)], holds: nil) }
    let holding = markets.filter(condition)
    let facts = (holding.isEmpty ? markets : holding).flatMap { market in names.map { FactKey($0, market: market) } }
    let isAllTold = facts.allSatisfy { company.fact($0.name, market: $0.market) != nil }
    return Criterion(facts: facts, holds: !holding.isEmpty ? true : isAllTold ? false : nil)
  }

  private func number(_ name: FactName) -> Double? { company.known(name)?.number }

  private func choice(_ name: FactName) -> String? { company.known(name)?.text }

  private var isStuck: Bool {
    let moved = company.stageHistory.last?.at
    let done = company.steps.filter { $0.state == .done }.map(\.at).max()
    func days(since moment: Timestamp) -> Int { today.daysSince1970 - moment.day.daysSince1970 }
    if let moved, days(since: moved) >= 730 { return true }
    guard let last = [moved, done].compactMap(\.self).max() else { return false }
    return days(since: last) >= 90
  }
}
