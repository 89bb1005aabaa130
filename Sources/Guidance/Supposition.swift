import Vocabulary

extension ParsedQuestion {
  /// Whether the passages are to be searched for the subject: the message was not understood for sure, or its subject was not.
  public var needsSearch: Bool {
    confidence < WishReader.sure || intent == .askGuidance && slots[.topic] == nil && slots[.instrument] == nil
  }

  /// Whether the parser made nothing at all of the message. What is surely not the subject here stays so.
  var isNothing: Bool {
    intent == nil || intent == .outOfScope && confidence <= WishReader.unsure
  }
}

extension Wish {
  /// Questions whose answers change nothing, so that they may be answered in doubt.
  private static let answeredInDoubt: Set<Intent> = [
    .askGuidance, .askMarket, .askInstrument, .checkEligibility, .findFunding, .talkToAdvisor, .askNextSteps,
  ]

  /// What is probably meant, to be answered with the doubt said; `nil` when the message was understood, when there are readings
  /// to choose from, or when nothing is near enough.
  func supposed(from parsed: ParsedQuestion) -> Wish? {
    var slots = parsed.slots
    if let found = parsed.found { slots[.topic] = .text(found) }
    let search: Wish? = parsed.found == nil ? nil : .question(.askGuidance, slots)
    switch self {
    case .unclear(let readings):
      let named = readings.filter(\.isNamed)
      guard named.count <= 1 else { return nil }
      if let own = named.first, own.intent == parsed.intent, Self.answeredInDoubt.contains(own.intent) {
        // "Ok, next" goes on from the subject before.
        return .question(own.intent, own.intent == .askNextSteps ? Slots() : own.slots)
      }
      return parsed.isNothing ? search : nil
    case .question(.outOfScope, _): return parsed.isNothing ? search : nil
    case .question(.askGuidance, let slots) where slots[.topic] == nil && slots[.instrument] == nil: return search
    default: return nil
    }
  }
}

extension Reading {
  /// Whether there is a name for it by which it can be told from others.
  fileprivate var isNamed: Bool {
    slots[.topic] != nil || slots[.instrument] != nil || slots[.market] != nil || intent.spokenName != nil
  }
}
