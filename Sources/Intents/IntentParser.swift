import Language
import Vocabulary

/// Understands messages: templates first, then evidence, then the talk so far. A value without locks that any number of threads may
/// share; each brings its own morphology.
public struct IntentParser: Sendable {
  /// Scalars of a message that are read; the rest is ignored, so that a pasted document costs no more than a long question.
  public static let readMax = 2_000
  /// Other readings that are told.
  private static let alternativesMax = 3
  private static let reasonsMax = 4

  let rules: IntentRules

  public init(rules: IntentRules) {
    self.rules = rules
  }

  /// - Parameters:
  ///   - text: the message; only the first 2,000 characters count.
  ///   - lang: the language it is in, when that is certain; otherwise it is recognised, and the talk's language counts in doubt.
  ///   - context: the talk so far.
  ///   - morphology: of the calling thread.
  public func parse(
    _ text: String, lang: Vocabulary.Language?, context: DialogueContext?, morphology: some Morphology
  ) -> ParsedQuestion {
    let read = TokenizedText(String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.readMax))))
    let language = lang ?? LanguageGuess(rules: rules).language(of: read, talk: context?.lang, morphology: morphology)
    guard let own = rules.byLanguage[language], !read.tokens.isEmpty else {
      return ParsedQuestion(lang: language, intent: nil, confidence: 0)
    }
    let message = Message(read, rules: own, context: context, morphology: morphology)
    let sums = EvidenceSums(message, rules: own)
    let filling = SlotFilling(message: message, sums: sums, context: context, rules: own)
    if let parsed = byTemplate(read, own, filling, context) { return parsed }
    return byContext(own, filling) ?? byEvidence(language, sums, filling)
  }

  private func byContext(_ own: LanguageRules, _ filling: SlotFilling) -> ParsedQuestion? {
    guard let context = filling.context else { return nil }
    let intents = filling.sums.intents.filter { $0.sum >= Self.evidenceMin }
    let followUp = FollowUp(message: filling.message, sums: filling.sums, context: context, rules: own)
    guard let reading = followUp.reading(best: intents.first) else { return nil }
    let text = filling.message.text
    return ParsedQuestion(
      lang: own.language, intent: reading.intent, slots: filling.slots(for: reading.intent, given: reading.slots),
      confidence: rules.calibration.followUp,
      because: [Because(rule: "talk", words: text.words(0..<text.tokens.count))],
      alternatives: readings(
        intents.filter { $0.intent != reading.intent }, filling, below: rules.calibration.followUp))
  }

  private func byTemplate(
    _ text: TokenizedText, _ own: LanguageRules, _ filling: SlotFilling, _ context: DialogueContext?
  ) -> ParsedQuestion? {
    let words = text.string(0..<text.scalars.count)
    let known = context.map(Self.templateContext) ?? [:]
    guard
      let match = own.recognizer.best(words, context: known, options: .init(keepsSkipWords: true))
        ?? own.recognizer.best(words, context: known),
      let intent = Intent(rawValue: match.intent)
    else { return nil }
    let reason = Because(rule: "\(match.file):\(match.line)", words: words)
    let others = filling.sums.intents.filter { $0.intent != intent && $0.sum >= Self.evidenceMin }
    return ParsedQuestion(
      lang: own.language, intent: intent, slots: filling.slots(for: intent, given: Self.slots(of: match)),
      confidence: rules.calibration.template, because: [reason],
      alternatives: readings(others, filling, below: rules.calibration.template))
  }

  /// Below this sum the best intent is not believed.
  private static let evidenceMin = 1.5

  private func byEvidence(_ language: Vocabulary.Language, _ sums: EvidenceSums, _ filling: SlotFilling)
    -> ParsedQuestion
  {
    let intents = sums.intents
    guard let best = intents.first, best.sum >= Self.evidenceMin else {
      return ParsedQuestion(
        lang: language, intent: .outOfScope, confidence: rules.calibration.nothing,
        because: reasons(sums.reasons.filter { _ in intents.first?.intent == .outOfScope }),
        alternatives: readings(
          intents.filter { $0.sum > 0 && $0.intent != .outOfScope }, filling, below: rules.calibration.nothing))
    }
    let second = intents.dropFirst().first?.sum ?? 0
    let slots = filling.slots(for: best.intent)
    let claims = Set(
      [Claim.intent(best.intent)] + slots.filled.flatMap { entry in entry.value.texts.map { .slot(entry.slot, $0) } })
    let supporting = sums.reasons.filter { !claims.isDisjoint(with: $0.claims) && $0.weight > 0 }
    let confidence = rules.calibration.confidence(
      sum: best.sum, margin: best.sum - max(0, second),
      words: supporting.reduce(into: Set()) { $0.formUnion($1.tokens) }.count)
    return ParsedQuestion(
      lang: language, intent: best.intent, slots: slots, confidence: confidence, because: reasons(supporting),
      alternatives: readings(intents.dropFirst().filter { $0.sum > 0 }, filling, below: confidence))
  }

  private func reasons(_ reasons: [EvidenceSums.Reason]) -> [Because] {
    let strongest = reasons.enumerated().sorted {
      $0.element.weight != $1.element.weight ? $0.element.weight > $1.element.weight : $0.offset < $1.offset
    }
    return strongest.prefix(Self.reasonsMax).map { Because(rule: $0.element.rule, words: $0.element.words) }
  }

  /// What is left of certainty, divided by their sums; none is surer than the reading that was chosen.
  private func readings(
    _ intents: some Collection<(intent: Intent, sum: Double)>, _ filling: SlotFilling, below confidence: Double
  ) -> [Reading] {
    let chosen = intents.prefix(Self.alternativesMax)
    let total = chosen.reduce(0) { $0 + $1.sum }
    return chosen.map { entry in
      Reading(
        intent: entry.intent, slots: filling.slots(for: entry.intent),
        confidence: min((1 - confidence) * entry.sum / total, confidence * 0.9))
    }
  }

  /// The talk as templates see it: slots by their names, `intent`, `pending`.
  static func templateContext(_ context: DialogueContext) -> TemplateContext {
    var known: TemplateContext = [:]
    for (slot, value) in context.slots.filled {
      known[slot.rawValue] =
        switch value {
        case .text(let text): .text(text)
        case .number(let number): .number(number)
        case .list(let texts): .list(texts.map { .text($0) })
        }
    }
    if let intent = context.intent { known["intent"] = .text(intent.rawValue) }
    if let pending = context.pending { known["pending"] = .text(pending) }
    return known
  }

  /// The slots of a match: ids named several times become a list.
  static func slots(of match: TemplateMatch) -> Slots {
    var slots = Slots()
    for entity in match.entities {
      guard let slot = Slot(rawValue: entity.slot) else { continue }
      let named = match.references.filter { $0.slot == entity.slot }.map(\.value)
      var texts: [String] = []
      for value in named {
        if case .text(let text) = value, !texts.contains(text) { texts.append(text) }
      }
      switch entity.value {
      case .number(let number): slots[slot] = .number(number)
      case .text(let text): slots[slot] = texts.count > 1 ? .list(texts) : .text(text)
      case .null, .bool, .list, .map: break
      }
    }
    return slots
  }
}
