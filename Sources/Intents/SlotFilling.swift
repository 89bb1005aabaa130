import Language
import Vocabulary

/// Gives an intent the slots that the message, the rules and the talk so far have for it.
struct SlotFilling {
  let message: Message
  let sums: EvidenceSums
  let context: DialogueContext?
  let rules: LanguageRules

  /// The country of the people who ask: never their export market.
  private static let home = "FI"

  /// - Parameter given: slots that a template filled; they stay.
  func slots(for intent: Intent, given: Slots = Slots()) -> Slots {
    var slots = Slots()
    let profile = intent == .tellProfile ? ProfileReader(message: message, rules: rules).slots() : [:]
    for slot in intent.slots {
      // An offer is best known by its number, also when a template took the words.
      let number = slot == .opportunity ? opportunity.map { SlotValue.text($0) } : nil
      if let value = number ?? given[slot] ?? profile[slot] ?? value(slot, intent) { slots[slot] = value }
    }
    addContext(intent, &slots)
    return slots
  }

  /// Whether the message begins by tying itself to the talk.
  private var isFollowUp: Bool {
    rules.cues.places("follow_up", message).contains { $0.lowerBound == 0 }
  }

  private func value(_ slot: Slot, _ intent: Intent) -> SlotValue? {
    switch slot {
    case .market: Self.several(markets(intent))
    case .sector: Self.several(sectors) ?? sums.best(.sector).map { .text($0.value) }
    case .instrument: Self.several(instruments) ?? sums.best(.instrument).map { .text($0.value) }
    case .topic: topic(intent).map { .text($0) }
    case .purpose: purpose.map { .text($0) }
    case .rating: sums.best(.rating).map { .text($0.value) }
    case .language: (message.values("language").first ?? sums.best(.language)?.value).map { .text($0) }
    case .step, .when, .opportunity, .municipality, .offering, .employees, .companyName, .turnover, .foundedYear,
      .exportShare:
      nil
    }
  }

  private static func several(_ values: [String]) -> SlotValue? {
    values.count > 1 ? .list(values) : values.first.map { .text($0) }
  }

  /// The number of an offer: "number 3", "offer two", "the first".
  private var opportunity: String? {
    let cued = rules.cues.places("chosen_number", message).lazy.compactMap { place in
      message.numbers.first { $0.tokens.lowerBound == place.upperBound }
    }.first
    let lone = message.numbers.count == 1 ? message.numbers.first : nil
    if let number = cued ?? lone, let whole = Int(exactly: number.value) { return String(whole) }
    return FollowUp.ordinal(in: message, rules).map { String($0) }
  }

  /// Instruments without the organisation whose instrument is named beside it.
  private var instruments: [String] {
    let named = message.values("instrument")
    return named.filter { name in !named.contains { $0.hasPrefix(name + "_") } }
  }

  /// The first sector, and others that stand right beside it ("wood and metal"): a word further on is seldom their own trade.
  private var sectors: [String] {
    let hits = message.listHits.filter { $0.list == "sector" && $0.quality >= Self.sureQuality }
      .sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
    var found: [String] = []
    var end: Int?
    for hit in hits {
      if let end, hit.tokens.lowerBound - end != 1 { break }
      if !found.contains(hit.value) { found.append(hit.value) }
      end = hit.tokens.upperBound
    }
    return found
  }

  /// Typos are no sure sign of a sector.
  private static let sureQuality = Quality.compoundPart

  private func markets(_ intent: Intent) -> [String] {
    let named = message.values("market").filter { !isDenied($0) }
    // Their own country counts only when it is all they name, as a target or in a talk about markets.
    let all = named.filter {
      $0 != Self.home || (named.count == 1 && (context?.slots[.market] != nil || intent == .setTargetMarket))
    }
    if named.isEmpty, intent == .setTargetMarket, let context,
      let chosen = FollowUp.chosenMarkets(message, context, rules)
    {
      return chosen
    }
    return all.isEmpty ? (sums.best(.market).map { [$0.value] } ?? []) : all
  }

  /// "Not France, Belgium": a value right after a negation, when another is named.
  private func isDenied(_ value: String) -> Bool {
    let hits = message.listHits.filter { $0.list == "market" }
    guard hits.count > 1, let hit = hits.first(where: { $0.value == value }), hit.tokens.lowerBound > 0 else {
      return false
    }
    let before = hit.tokens.lowerBound - 1
    return rules.cues.places("negation", message).contains { $0.contains(before) }
  }

  /// The topic of the message; a weak one only when the talk has none that fits.
  private func topic(_ intent: Intent) -> String? {
    guard let best = sums.best(.topic) else { return nil }
    if best.sum >= EvidenceSums.foundMin { return best.value }
    return best.sum >= 1 && context?.slots[.topic] == nil ? best.value : nil
  }

  private var purpose: String? {
    if let best = sums.best(.purpose), best.sum >= 1 { return best.value }
    let topic = sums.best(.topic).flatMap { $0.sum >= EvidenceSums.foundMin ? $0.value : nil }
    return (topic ?? context?.slots[.topic]?.texts.first).flatMap { rules.purposesOfTopics[$0] }
  }

  /// What the message leaves out and the talk has.
  private func addContext(_ intent: Intent, _ slots: inout Slots) {
    guard let known = context?.slots else { return }
    switch intent {
    case .askGuidance, .askNextSteps:
      if slots[.topic] == nil { slots[.topic] = known[.topic] }
      if slots[.market] == nil, slots[.topic] == known[.topic] || intent == .askNextSteps || isFollowUp {
        slots[.market] = known[.market]
      }
    case .findFunding, .findPeers, .askMarket:
      if slots[.market] == nil { slots[.market] = known[.market] }
    case .askInstrument, .checkEligibility:
      if slots[.instrument] == nil { slots[.instrument] = known[.instrument] }
    default: break
    }
  }
}
