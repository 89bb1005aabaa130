/// A matcher that has run over a text, shared by the readings of the text.
final class MatchedText {
  let matcher: TemplateMatcher

  init(_ matcher: TemplateMatcher) {
    self.matcher = matcher
  }
}

/// A complete match that has not been written out yet: what is needed to choose it, and to write it out when it is chosen.
struct MatchReading {
  private let matched: MatchedText
  private let template: Int32
  private let state: MatchState
  let block: TemplateBlock
  private let given: TemplateContext
  /// The entities in order, without captures.
  private let chain: [MatchedEntity]
  private let captured: [MatchedEntity]
  private var unmatched: [String: TemplateValue] = [:]
  private var copied: [TemplateEntity] = []

  init(_ matched: MatchedText, _ found: MatchedTemplate, block: TemplateBlock, given: TemplateContext) {
    self.matched = matched
    template = found.template
    state = found.state
    self.block = block
    self.given = given
    var chain: [MatchedEntity] = []
    var captured: [MatchedEntity] = []
    var index = state.entity
    while index >= 0 {
      let entity = matched.matcher.entities[Int(index)]
      if case .value = entity.filling, matched.matcher.program.references[Int(entity.reference)].isCapture {
        captured.append(entity)
      } else {
        chain.append(entity)
      }
      index = entity.previous
    }
    self.chain = chain.reversed()
    self.captured = captured.reversed()
  }

  /// Whether the context is what the block wants; keeps what is copied from it.
  mutating func takesContext(allowsUnmatched: Bool) -> Bool {
    if allowsUnmatched { unmatched = unmatchedChain }
    for entry in block.excludesContext {
      if let actual = contextValue(entry.key), ContextRules.isExcluded(entry.value, actual) { return false }
    }
    for entry in block.requiresContext {
      let actual = contextValue(entry.key)
      if ContextRules.isSatisfied(entry.value, by: actual) {
        if let slot = ContextRules.copiedSlot(entry), let actual { copied.append(Self.copied(actual, into: slot)) }
      } else if allowsUnmatched {
        if unmatched[entry.key] == nil { unmatched[entry.key] = .text("<missing>") }
      } else {
        return false
      }
    }
    return true
  }

  var score: Int { Int(state.score) }
  var wildcardCount: Int { chain.reduce(0) { $0 + ($1.isWildcard ? 1 : 0) } }

  /// Whether the slot has a value that is no wildcard's, and the letters of a text.
  func filling(of slot: String) -> (isFilled: Bool, textLength: Int?) {
    if let entity = chain.last(where: { self.slot(of: $0) == slot }) {
      if entity.isWildcard { return (false, nil) }
      let isText = if case .text = value(of: entity) { true } else { false }
      return (true, isText ? Int(entity.end - entity.start) : nil)
    }
    let fixed =
      copied.last { $0.slot == slot }
      ?? block.slots.last { $0.key == slot }.map {
        TemplateEntity(slot: slot, value: $0.value, text: "", isWildcard: false)
      }
    guard let fixed else { return (false, nil) }
    let isText = if case .text = fixed.value { true } else { false }
    return (true, isText ? fixed.text.unicodeScalars.count : nil)
  }

  private func slot(of entity: MatchedEntity) -> String {
    matched.matcher.program.references[Int(entity.reference)].slot
  }

  private func text(of entity: MatchedEntity) -> String {
    matched.matcher.text.string(Int(entity.start)..<Int(entity.end), isBroken: entity.isBroken)
  }

  private func value(of entity: MatchedEntity) -> TemplateValue {
    switch entity.filling {
    case .number(let number): .number(number)
    case .value(let meaning): matched.matcher.program.meanings[Int(meaning)].out ?? .text(text(of: entity))
    case .wildcard, .openWildcard:
      .text(PreparedText.string(PreparedText.trimmed(Array(text(of: entity).unicodeScalars))))
    }
  }

  /// From the list value that brought it last, else from the caller.
  private func contextValue(_ key: String) -> TemplateValue? {
    var index = state.context
    while index >= 0 {
      let gained = matched.matcher.contexts[Int(index)]
      if let entry = matched.matcher.program.meanings[Int(gained.meaning)].context.last(where: { $0.key == key }) {
        return entry.value
      }
      index = gained.previous
    }
    return given[key]
  }

  private var context: TemplateContext {
    var gained: [Int32] = []
    var index = state.context
    while index >= 0 {
      gained.append(matched.matcher.contexts[Int(index)].meaning)
      index = matched.matcher.contexts[Int(index)].previous
    }
    var context = given
    for meaning in gained.reversed() {
      for entry in matched.matcher.program.meanings[Int(meaning)].context { context[entry.key] = entry.value }
    }
    return context
  }

  /// What had no matching value, by slot.
  private var unmatchedChain: [String: TemplateValue] {
    var found: [String: TemplateValue] = [:]
    var index = state.unmatched
    while index >= 0 {
      let entity = matched.matcher.unmatchedEntities[Int(index)]
      if found[entity.slot] == nil { found[entity.slot] = entity.number.map { .number($0) } ?? .text(entity.text) }
      index = entity.previous
    }
    return found
  }

  private static func copied(_ actual: TemplateValue, into slot: String) -> TemplateEntity {
    let text = if case .text(let text)? = actual["text"] { text } else { "" }
    return TemplateEntity(
      slot: slot, value: ContextRules.unwrapped(actual), text: text, isWildcard: false, metadata: actual["metadata"])
  }

  private static func clean(_ text: String) -> String {
    let plain = PreparedText.removingPunctuation(PreparedText.trimmed(Array(text.unicodeScalars)))
    return PreparedText.string(PreparedText.trimmed(plain))
  }

  /// The match, written out.
  /// - Parameter sources: where each template is written.
  func match(_ sources: [SourceText]) -> TemplateMatch {
    let source = sources[Int(template)]
    let references = chain.map { entity in
      let metadata =
        if case .value(let meaning) = entity.filling { matched.matcher.program.meanings[Int(meaning)].metadata } else {
          TemplateValue?.none
        }
      return TemplateEntity(
        slot: slot(of: entity), value: value(of: entity), text: Self.clean(text(of: entity)),
        isWildcard: entity.isWildcard, metadata: metadata)
    }
    var bySlot: [String: TemplateEntity] = [:]
    for entry in block.slots {
      bySlot[entry.key] = TemplateEntity(slot: entry.key, value: entry.value, text: "", isWildcard: false)
    }
    for var entity in copied {
      entity.text = Self.clean(entity.text)
      bySlot[entity.slot] = entity
    }
    for entity in references { bySlot[entity.slot] = entity }
    return TemplateMatch(
      intent: block.intent, entities: bySlot.keys.sorted().compactMap { bySlot[$0] }, references: references,
      captures: Dictionary(captured.map { (slot(of: $0), text(of: $0)) }, uniquingKeysWith: { _, later in later }),
      wildcards: references.filter(\.isWildcard).map(\.slot), context: context, response: block.response ?? "default",
      metadata: block.metadata, score: score, template: source.text, file: source.file, line: source.line,
      unmatched: unmatched)
  }
}

/// Chooses among the matches of a text, which come in order.
struct BestMatch {
  private let options: TemplateRecognizer.Options
  private(set) var chosen: MatchReading?
  private var hasMetadata = false
  private var hasSlot = false
  private var longest: Int?

  init(options: TemplateRecognizer.Options) {
    self.options = options
  }

  mutating func consider(_ reading: MatchReading) {
    if let key = options.bestMetadataKey {
      let has = reading.block.metadata?[key]?.isTruthy == true
      if hasMetadata, !has { return }
      if has, !hasMetadata {
        hasMetadata = true
        hasSlot = false
        longest = nil
        chosen = nil
      }
    }
    if let slot = options.bestSlot {
      let (isFilled, length) = reading.filling(of: slot)
      if hasSlot, !isFilled { return }
      if isFilled, !hasSlot {
        hasSlot = true
        chosen = nil
      }
      if let length {
        if length < longest ?? -1 { return }
        if length > longest ?? -1 {
          longest = length
          chosen = nil
        }
      }
    }
    // Fewer wildcards, then more letters of the template, then the earlier one.
    guard let best = chosen else {
      chosen = reading
      return
    }
    if (reading.wildcardCount, -reading.score) < (best.wildcardCount, -best.score) { chosen = reading }
  }
}
