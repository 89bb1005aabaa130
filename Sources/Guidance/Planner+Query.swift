import Companies
import Knowledge
import Vocabulary

/// What has to be known to answer.
extension Planner {
  /// The country of the talk, or the only one that the company aims at, when the answer depends on it and none is named.
  var carriedMarket: String? {
    guard case .question(.askGuidance, let slots) = wish, let topic = slots[.topic]?.texts.first,
      slots[.market] == nil, !Self.topicsOfNoCountry.contains(topic)
    else { return nil }
    if let spoken = memory.slots[.market]?.texts { return spoken.count == 1 ? spoken[0] : nil }
    let wanted = company.known(.targetMarkets)?.list ?? []
    return wanted.count == 1 ? wanted[0] : nil
  }

  /// Subjects on which the country of the talk has no say: which country to choose, and what companies here do together.
  private static let topicsOfNoCountry: Set<String> = ["market_selection", "cooperation", "export_family"]

  func query(carriedMarket: String?) -> KnowledgeQuery {
    var query = KnowledgeQuery(lang: lang, today: today)
    query.closedSteps = company.steps.filter { $0.state == .done || $0.state == .skipped || $0.isResting(on: today) }
      .map(\.id)
    query.titlesOf = company.steps.map(\.id) + memory.steps + stepsMeant
    query.marketNamesOf = company.markets + (aspect == .home ? [guidance.region.country] : [])
    query.term = (term ?? termExplainedAgain)?.id
    let stage = company.stage?.rawValue
    switch wish {
    case .question(.repeat, _), .question(.why, _):
      ask(memory.intent ?? .help, memory.slots, stage: stage, &query)
    case .question(let intent, let slots):
      ask(intent, slots, stage: stage, &query)
      if let carriedMarket { query.markets = [carriedMarket] }
    case .command(.steps), .command(.stage): query.stepsOf = stage
    case .command(.done), .command(.skip): query.stepsOf = stage
    case .command(.why), .command(.repeat), .more:
      ask(memory.intent ?? .help, memory.slots, stage: stage, &query)
    case .reply:
      ask(memory.intent ?? .askNextSteps, memory.slots, stage: stage, &query)
      query.stepsOf = stage
    case .unclear(let readings):
      query.topicTitlesOf = readings.compactMap { $0.slots[.topic]?.texts.first }
      query.instruments = readings.flatMap { $0.slots[.instrument]?.texts ?? [] }
      query.markets = readings.flatMap { $0.slots[.market]?.texts ?? [] }
    case .urgent(let urgency): query.helperRole = urgency.role
    case .network, .keepData: query.stepsOf = stage
    case .command, .confirmForgetting, .confirmJoining, .empty: break
    }
    if stage == nil && query.stepsOf == nil && wish.wantsSteps { query.topic = query.topic ?? "readiness" }
    func known() -> [String: KnownValue] {
      Known.values(of: company, topic: query.topic, market: query.markets.first, sector: wish.sector, today: today)
    }
    query.known = known()
    if wish.isOnOneCountry, let topic = query.known["offering_type"].flatMap({ Self.topicsForCards[$0] }) {
      query.topic = topic
      query.known = known()
    }
    if aspect == .openCase {
      query.stepsOf = Stage.entering.rawValue
      query.topic = nil
    }
    return query
  }

  /// What passes no customs: a country's card speaks of goods and gives way to what holds for services there, or for
  /// guests from there.
  private static let topicsForCards: [KnownValue: String] = [
    .text("service"): "services_export", .text("software"): "services_export", .text("experience"): "joint_marketing",
  ]

  /// What a question needs from the knowledge base.
  private func ask(_ intent: Intent, _ slots: Slots, stage: String?, _ query: inout KnowledgeQuery) {
    query.markets = slots[.market]?.texts ?? []
    query.topic = slots[.topic]?.texts.first
    switch intent {
    case .askInstrument, .checkEligibility: query.instruments = slots[.instrument]?.texts ?? []
    case .findFunding:
      query.purpose = slots[.purpose]?.texts.first
      query.wantsSupport = true
      query.topic = query.topic ?? "financing"
    case .askNextSteps, .askStage, .showProgress, .completeStep, .skipStep, .remindMe, .tellProfile, .setTargetMarket,
      .affirm, .deny:
      query.stepsOf = stage
      if intent == .setTargetMarket && query.markets.count > 1 { query.topic = "market_selection" }
    case .askMarket where query.markets.count > 1: query.topic = "market_selection"
    case .startAssessment: query.topic = "readiness"
    case .findPeers, .joinNetwork, .leaveNetwork, .offerOpportunity, .listOpportunities, .expressInterest,
      .withdrawInterest:
      query.topic = query.topic ?? "cooperation"
    case .suggestExportFamily: query.topic = "export_family"
    default: break
    }
  }
}

extension Wish {
  /// The sector that the question is about, when it names one; it counts before the company's own.
  fileprivate var sector: String? {
    if case .question(let intent, let slots) = self, intent != .tellProfile { slots[.sector]?.texts.first } else { nil }
  }

  /// Whether one country is all that it is about.
  fileprivate var isOnOneCountry: Bool {
    guard case .question(let intent, let slots) = self, slots[.topic] == nil else { return false }
    return [.askMarket, .setTargetMarket, .askGuidance].contains(intent) && slots[.market]?.texts.count == 1
  }
}
