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
      if let value = given[slot] ?? profile[slot] ?? value(slot, intent) { slots[slot] = value }
    }
    addContext(intent, &slots)
    return slots
  }

  private func value(_ slot: Slot, _ intent: Intent) -> SlotValue? {
    switch slot {
    case .market: Self.several(markets)
    case .sector: Self.several(message.values("sector")) ?? sums.best(.sector).map { .text($0.value) }
    case .instrument: Self.several(message.values("instrument")) ?? sums.best(.instrument).map { .text($0.value) }
    case .topic: topic(intent).map { .text($0) }
    case .purpose: purpose.map { .text($0) }
    case .rating: sums.best(.rating).map { .text($0.value) }
    case .language: (message.values("language").first ?? sums.best(.language)?.value).map { .text($0) }
    case .step, .when, .opportunity, .municipality, .offering, .employees, .companyName, .turnover, .foundedYear, .exportShare: nil
    }
  }

  private static func several(_ values: [String]) -> SlotValue? {
    values.count > 1 ? .list(values) : values.first.map { .text($0) }
  }

  private var markets: [String] {
    let all = message.values("market").filter { $0 != Self.home }
    return all.isEmpty ? (sums.best(.market).map { [$0.value] } ?? []) : all
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
      if slots[.market] == nil, slots[.topic] == known[.topic] || intent == .askNextSteps { slots[.market] = known[.market] }
    case .findFunding, .findPeers, .askMarket:
      if slots[.market] == nil { slots[.market] = known[.market] }
    case .askInstrument, .checkEligibility:
      if slots[.instrument] == nil { slots[.instrument] = known[.instrument] }
    default: break
    }
  }
}
