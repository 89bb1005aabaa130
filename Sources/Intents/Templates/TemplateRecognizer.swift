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
  /// Words of list values that a template captures by `{list:@name}`, by name; they are no slots.
  public var captures: [String: String]
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

  /// Longer texts are no sentences: nothing matches them.
  public static let textMax = 20_000

  private let blocks: [TemplateBlock]
  private let templates: [CompiledTemplate]
  private let sources: [SourceText]
  private let program: TemplateProgram
  private let fragments: RequiredFragments
  private let skipWords: SkipWords
  private let ignoresSpace: Bool

  public var templateCount: Int { templates.count }

  /// - Parameter unknownNames: what becomes of templates that name a list or rule which is not there.
  /// - Throws: every fault of the document at once.
  public init(
    _ document: TemplateDocument, spellings: NumberSpellings = NumberSpellings(), unknownNames: UnknownNames = .refused
  ) throws(ContentFaults) {
    var compiler = TemplateCompiler(document: document, spellings: spellings, unknownNames: unknownNames)
    compiler.compile()
    guard compiler.faults.isEmpty else { throw ContentFaults(compiler.faults) }
    blocks = document.orderedBlocks
    templates = compiler.templates
    sources = compiler.sources
    program = compiler.program
    fragments = compiler.fragments.build()
    skipWords = SkipWords(document.skipWords)
    ignoresSpace = document.ignoresSpace
  }

  /// Every match, in the order of intents, blocks, templates.
  public func all(_ text: String, context: TemplateContext = [:], options: Options = Options()) -> [TemplateMatch] {
    readings(text, context: context, options: options, wantsDuplicates: true, into: []) { $1.append($0.match(sources)) }
  }

  /// The match to act on.
  public func best(_ text: String, context: TemplateContext = [:], options: Options = Options()) -> TemplateMatch? {
    readings(text, context: context, options: options, wantsDuplicates: false, into: BestMatch(options: options)) {
      $1.consider($0)
    }.chosen?.match(sources)
  }

  /// Units of work that a text costs: steps of templates, and letters looked at. Independent of the machine.
  func work(_ text: String, context: TemplateContext = [:]) -> Int {
    matched(text, context: context, options: Options(), wantsDuplicates: false)?.work ?? 0
  }

  /// Calls `use` with each match whose context is what its block wants.
  private func readings<Result>(
    _ text: String, context: TemplateContext, options: Options, wantsDuplicates: Bool, into result: Result,
    _ use: (MatchReading, inout Result) -> Void
  ) -> Result {
    guard let matcher = matched(text, context: context, options: options, wantsDuplicates: wantsDuplicates) else {
      return result
    }
    var result = result
    let matched = MatchedText(matcher)
    for found in matcher.results {
      var reading = MatchReading(
        matched, found, block: blocks[Int(templates[Int(found.template)].block)], given: context)
      if reading.takesContext(allowsUnmatched: options.allowsUnmatched) { use(reading, &result) }
    }
    return result
  }

  /// A matcher that has run every template that can match; `nil` when the text is too long.
  private func matched(
    _ text: String, context: TemplateContext, options: Options, wantsDuplicates: Bool
  ) -> TemplateMatcher? {
    let scalars = Array(text.unicodeScalars.prefix(Self.textMax + 1))
    if scalars.count > Self.textMax { return nil }
    let prepared = prepared(scalars, keepsSkipWords: options.keepsSkipWords)
    let body = MatchText(
      ignoresSpace ? prepared.filter { !PreparedText.isSpace($0) } : prepared + [" "], ignoresSpace: ignoresSpace)
    var matcher = TemplateMatcher(
      program: program, text: body, allowsUnmatched: options.allowsUnmatched, wantsDuplicates: wantsDuplicates)
    let numbers: [Int32] =
      options.allowsUnmatched
      ? Array(0..<Int32(templates.count))
      : fragments.candidates(in: body.letters(isBroken: false), ignoringGaps: ignoresSpace, work: &matcher.work)
    lazy var keywords = Set(prepared.split(whereSeparator: PreparedText.isSpace).map { PreparedText.string($0) })
    var knownBlock: Int32 = -1
    var isWanted = false
    for number in numbers where !matcher.isExhausted {
      let template = templates[Int(number)]
      if template.block != knownBlock {
        knownBlock = template.block
        let block = blocks[Int(knownBlock)]
        isWanted =
          (block.requiredKeywords.map { !$0.isDisjoint(with: keywords) } ?? true) && takes(block, context: context)
      }
      if isWanted { matcher.run(number, template, block: blocks[Int(knownBlock)]) }
    }
    return matcher
  }

  /// Whether a match of the block is possible in the context.
  private func takes(_ block: TemplateBlock, context: TemplateContext) -> Bool {
    context.isEmpty
      || !(ContextRules.contradicts(block.requiresContext, context)
        || ContextRules.isExcluded(block.excludesContext, by: context))
  }

  private func prepared(_ text: [Unicode.Scalar], keepsSkipWords: Bool) -> [Unicode.Scalar] {
    let plain = PreparedText.collapsed(PreparedText.removingPunctuation(text))
    let trimmed = PreparedText.trimmed(PreparedText.composed(plain))
    return keepsSkipWords ? trimmed : skipWords.removed(from: trimmed, ignoresSpace: ignoresSpace)
  }
}

/// What becomes of a template that names a list or a rule which is not there.
public enum UnknownNames: Sendable {
  /// The document is refused.
  case refused
  /// That part of the template matches nothing.
  case matchNothing
}
