import Language

/// A slot of a match.
public struct TemplateEntity: Sendable, Hashable {
  public var slot: String
  public var value: TemplateValue
  /// The words that filled it, without outer spaces and punctuation; empty for a fixed slot.
  public var text: String
  public var isWildcard: Bool
  public var metadata: TemplateValue?
}

/// One way in which a template matches a text.
public struct TemplateMatch: Sendable, Hashable {
  public var intent: String
  /// By slot, each once, in the order of their names.
  public var entities: [TemplateEntity]
  /// Every list reference that was filled, in order; a slot may stand here several times.
  public var references: [TemplateEntity]
  /// Slots filled by wildcards, in order.
  public var wildcards: [String]
  public var context: TemplateContext
  public var response: String
  public var metadata: TemplateValue?
  /// Letters that stood in the template itself.
  public var score: Int
  /// The sentence, and where it is written.
  public var template: String
  public var file: String
  public var line: Int
  /// What stood where a value was expected; only with `allowsUnmatched`.
  public var unmatched: [String: TemplateValue]
}

/// All templates of a document, compiled once. Sendable and without locks: any number of threads may ask it.
public struct TemplateRecognizer: Sendable {
  /// How to match.
  public struct Options: Sendable {
    /// Reports words that stand where a value was expected, for error messages.
    public var allowsUnmatched = false
    /// A match that fills this slot with a value beats others, the longest first.
    public var bestSlot: String?
    /// A match whose block has this metadata key beats others.
    public var bestMetadataKey: String?
    /// Matches the text with its skip words, which HassIL takes out.
    public var keepsSkipWords = false

    public init(
      allowsUnmatched: Bool = false, bestSlot: String? = nil, bestMetadataKey: String? = nil,
      keepsSkipWords: Bool = false
    ) {
      self.keepsSkipWords = keepsSkipWords
      self.allowsUnmatched = allowsUnmatched
      self.bestSlot = bestSlot
      self.bestMetadataKey = bestMetadataKey
    }
  }

  private let blocks: [TemplateBlock]
  private let templates: [CompiledTemplate]
  private let program: TemplateProgram
  private let fragments: RequiredFragments
  private let skipWords: SkipWords
  private let ignoresSpace: Bool

  public var templateCount: Int { templates.count }

  /// - Throws: every fault of the document at once.
  public init(_ document: TemplateDocument, spellings: NumberSpellings = NumberSpellings()) throws(ContentFaults) {
    var compiler = TemplateCompiler(document: document, spellings: spellings)
    compiler.compile()
    guard compiler.faults.isEmpty else { throw ContentFaults(compiler.faults) }
    blocks = document.blocks
    templates = compiler.templates
    program = compiler.program
    fragments = compiler.fragments.build()
    skipWords = SkipWords(document.skipWords)
    ignoresSpace = document.ignoresSpace
  }

  /// Every match, in the order of intents, blocks, templates.
  public func all(_ text: String, context: TemplateContext = [:], options: Options = Options()) -> [TemplateMatch] {
    matches(text, context: context, options: options, wantsDuplicates: true)
  }

  /// The match to act on.
  public func best(_ text: String, context: TemplateContext = [:], options: Options = Options()) -> TemplateMatch? {
    BestMatch(options: options).choose(
      matches(text, context: context, options: options, wantsDuplicates: false))
  }

  private func matches(
    _ text: String, context: TemplateContext, options: Options, wantsDuplicates: Bool
  ) -> [TemplateMatch] {
    let prepared = prepared(text, keepsSkipWords: options.keepsSkipWords)
    let keywords = Set(PreparedText.string(prepared).split(whereSeparator: \.isWhitespace).map(String.init))
    let body = ignoresSpace ? prepared.filter { !PreparedText.isSpace($0) } : prepared + [" "]
    let numbers: [Int32] =
      options.allowsUnmatched
      ? Array(0..<Int32(templates.count))
      : fragments.candidates(in: body.map(TextFoldingTable.caseless), ignoringGaps: ignoresSpace)
    var found: [TemplateMatch] = []
    for number in numbers {
      let template = templates[Int(number)]
      let block = blocks[Int(template.block)]
      if let required = block.requiredKeywords, required.isDisjoint(with: keywords) { continue }
      if !context.isEmpty,
        ContextRules.contradicts(block.requiresContext, context)
          || ContextRules.isExcluded(block.excludesContext, by: context)
      {
        continue
      }
      var matcher = TemplateMatcher(
        program: program, text: body, ignoresSpace: ignoresSpace, allowsUnmatched: options.allowsUnmatched,
        wantsDuplicates: wantsDuplicates, block: block)
      matcher.run(from: template.start)
      for state in matcher.results {
        if let match = match(matcher, state, template, block, context, options) { found.append(match) }
      }
    }
    return found
  }

  private func prepared(_ text: String, keepsSkipWords: Bool) -> [Unicode.Scalar] {
    let plain = PreparedText.normalized(PreparedText.removingPunctuation(Array(text.unicodeScalars)))
    let trimmed = PreparedText.trimmed(Array(plain.unicodeScalars))
    return keepsSkipWords ? trimmed : skipWords.removed(from: trimmed, ignoresSpace: ignoresSpace)
  }

  private func match(
    _ matcher: TemplateMatcher, _ state: MatchState, _ template: CompiledTemplate, _ block: TemplateBlock,
    _ given: TemplateContext, _ options: Options
  ) -> TemplateMatch? {
    let entities = matcher.chain(state.entity)
    var context = given
    for entity in entities {
      for entry in entity.context { context[entry.key] = entry.value }
    }
    if ContextRules.isExcluded(block.excludesContext, by: context) { return nil }
    var unmatched = matcher.unmatchedChain(state.unmatched)
    var copied: [TemplateEntity] = []
    for entry in block.requiresContext {
      let actual = context[entry.key]
      if ContextRules.isSatisfied(entry.value, by: actual) {
        if let slot = ContextRules.copiedSlot(entry), let actual { copied.append(Self.copied(actual, into: slot)) }
      } else if options.allowsUnmatched {
        if unmatched[entry.key] == nil { unmatched[entry.key] = .text("<missing>") }
      } else {
        return nil
      }
    }
    var bySlot: [String: TemplateEntity] = [:]
    for entry in block.slots {
      bySlot[entry.key] = TemplateEntity(slot: entry.key, value: entry.value, text: "", isWildcard: false)
    }
    for entity in copied { bySlot[entity.slot] = entity }
    let references = entities.map { entity in
      TemplateEntity(
        slot: entity.slot, value: entity.value, text: Self.clean(entity.text), isWildcard: entity.isWildcard,
        metadata: entity.metadata)
    }
    for entity in references { bySlot[entity.slot] = entity }
    return TemplateMatch(
      intent: block.intent, entities: bySlot.keys.sorted().compactMap { bySlot[$0] },
      references: references, wildcards: entities.filter(\.isWildcard).map(\.slot), context: context,
      response: block.response ?? "default",
      metadata: block.metadata, score: state.score, template: template.source.text, file: template.source.file,
      line: template.source.line, unmatched: unmatched)
  }

  private static func copied(_ actual: TemplateValue, into slot: String) -> TemplateEntity {
    let text = if case .text(let text)? = actual["text"] { text } else { "" }
    return TemplateEntity(
      slot: slot, value: ContextRules.unwrapped(actual), text: clean(text), isWildcard: false,
      metadata: actual["metadata"])
  }

  private static func clean(_ text: String) -> String {
    PreparedText.string(
      PreparedText.trimmed(PreparedText.removingPunctuation(PreparedText.trimmed(Array(text.unicodeScalars)))))
  }
}

extension TemplateMatcher {
  /// The entities of a state, in order.
  func chain(_ last: Int) -> [MatchedEntity] {
    var chain: [MatchedEntity] = []
    var index = last
    while index >= 0 {
      chain.append(entities[index])
      index = entities[index].previous
    }
    return chain.reversed()
  }

  /// What had no matching value, by slot.
  func unmatchedChain(_ last: Int) -> [String: TemplateValue] {
    var found: [String: TemplateValue] = [:]
    var index = last
    while index >= 0 {
      let entity = unmatchedEntities[index]
      if found[entity.slot] == nil { found[entity.slot] = entity.number.map { .number($0) } ?? .text(entity.text) }
      index = entity.previous
    }
    return found
  }
}

/// Chooses among several matches of a text.
struct BestMatch {
  let options: TemplateRecognizer.Options

  func choose(_ matches: [TemplateMatch]) -> TemplateMatch? {
    var survivors = withMetadata(matches)
    if let slot = options.bestSlot { survivors = withSlot(slot, survivors) }
    return survivors.enumerated().min {
      ($0.element.wildcards.count, -$0.element.score, $0.offset) < (
        $1.element.wildcards.count, -$1.element.score, $1.offset
      )
    }?.element
  }

  private func withMetadata(_ matches: [TemplateMatch]) -> [TemplateMatch] {
    guard let key = options.bestMetadataKey else { return matches }
    let chosen = matches.filter { $0.metadata?[key]?.isTruthy == true }
    return chosen.isEmpty ? matches : chosen
  }

  /// Those that fill the slot with a value; of texts only the longest.
  private func withSlot(_ slot: String, _ matches: [TemplateMatch]) -> [TemplateMatch] {
    func entity(_ match: TemplateMatch) -> TemplateEntity? {
      match.entities.first { $0.slot == slot && !$0.isWildcard }
    }
    let filled = matches.filter { entity($0) != nil }
    if filled.isEmpty { return matches }
    func length(_ match: TemplateMatch) -> Int? {
      guard let entity = entity(match), case .text = entity.value else { return nil }
      return entity.text.unicodeScalars.count
    }
    let longest = filled.compactMap(length).max() ?? 0
    return filled.filter { (length($0) ?? longest) == longest }
  }
}
