import Language
import Vocabulary

/// Reads short messages by the talk so far: "and Norway?", "the second one", "both".
struct FollowUp {
  let message: Message
  let sums: EvidenceSums
  let context: DialogueContext
  let rules: LanguageRules

  /// A choice is made in few words.
  private static let choiceTokensMax = 5
  /// Evidence of this sum stands on its own.
  private static let strongSum = 6.0

  /// The intent and slots that the talk gives the message; `nil` when the message stands on its own.
  func reading(best: (intent: Intent, sum: Double)?) -> (intent: Intent, slots: Slots)? {
    chosenMarkets(best) ?? sameTopic(best)
  }

  /// "The second one" and "both" after several markets were named.
  private func chosenMarkets(_ best: (intent: Intent, sum: Double)?) -> (intent: Intent, slots: Slots)? {
    guard message.text.tokens.count <= Self.choiceTokensMax, best.map({ $0.sum < Self.strongSum }) ?? true,
      let chosen = Self.chosenMarkets(message, context, rules)
    else { return nil }
    return (.setTargetMarket, Slots([.market: chosen.count > 1 ? .list(chosen) : .text(chosen[0])]))
  }

  /// The markets chosen among those that the talk named; never empty.
  static func chosenMarkets(_ message: Message, _ context: DialogueContext, _ rules: LanguageRules) -> [String]? {
    let offered = context.slots[.market]?.texts ?? []
    guard offered.count > 1, message.values("market").isEmpty else { return nil }
    if let number = ordinal(in: message, rules), offered.indices.contains(number - 1) { return [offered[number - 1]] }
    return rules.cues.places("all", message).isEmpty ? nil : offered
  }

  /// "And Norway?" after a topic asks the same of another market.
  private func sameTopic(_ best: (intent: Intent, sum: Double)?) -> (intent: Intent, slots: Slots)? {
    guard let topic = context.slots[.topic], !message.values("market").isEmpty, isFollowUp,
      (sums.best(.topic)?.sum ?? 0) < EvidenceSums.foundMin, best == nil || best?.intent == .askMarket
    else { return nil }
    return (.askGuidance, Slots([.topic: topic]))
  }

  /// Whether the words tie the message to what was said before.
  var isFollowUp: Bool { !rules.cues.places("follow_up", message).isEmpty }

  /// The place in a row that a message names, from 1.
  static func ordinal(in message: Message, _ rules: LanguageRules) -> Int? {
    (1...5).first { !rules.cues.places("ordinal_\($0)", message).isEmpty }
  }
}
