import Language
import Vocabulary

/// The way to a parse, for the person who mends the rules.
public struct ParseExplanation: Sendable {
  /// A template that matches the message.
  public struct Candidate: Sendable, Hashable {
    public var intent: String
    public var template: String
    /// `file:line`
    public var place: String
    /// Whether the parse follows it.
    public var decides: Bool
  }

  /// A rule that holds.
  public struct Evidence: Sendable, Hashable {
    /// `file:line`
    public var place: String
    public var weight: Double
    /// What it speaks for, as `intent ask_guidance`, `topic customs`.
    public var claims: [String]
    /// The words of the message behind it; empty when it holds by a feature such as being a question.
    public var words: String
  }

  public struct FilledSlot: Sendable, Hashable {
    public var slot: Slot
    public var value: String
    /// The words of the message behind it, `nil` when it comes from the talk or follows from another slot.
    public var words: String?

    public init(slot: Slot, value: String, words: String?) {
      self.slot = slot
      self.value = value
      self.words = words
    }
  }

  public var parsed: ParsedQuestion
  /// Templates that match, the best first, one an intent and place.
  public var candidates: [Candidate]
  /// Rules that hold, the strongest first.
  public var evidence: [Evidence]
  public var slots: [FilledSlot]
}

extension IntentParser {
  /// Parses a message and tells how; parameters as those of `parse`.
  public func explain(
    _ text: String, lang: Vocabulary.Language?, context: DialogueContext?, morphology: some Morphology
  ) -> ParseExplanation {
    let parsed = parse(text, lang: lang, context: context, morphology: morphology)
    let read = TokenizedText(String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.readMax))))
    guard let own = rules.byLanguage[parsed.lang], !read.tokens.isEmpty else {
      return ParseExplanation(parsed: parsed, candidates: [], evidence: [], slots: [])
    }
    let message = Message(read, rules: own, context: context, morphology: morphology)
    let sums = EvidenceSums(message, rules: own)
    let matches = Self.matches(read, own, context)
    let deciding = matches.first { "\($0.file):\($0.line)" == parsed.because.first?.rule }
    return ParseExplanation(
      parsed: parsed, candidates: Self.candidates(matches, deciding: deciding), evidence: Self.evidence(sums),
      slots: parsed.slots.filled.map { slot, value in
        ParseExplanation.FilledSlot(
          slot: slot, value: Self.text(value), words: Self.words(slot, value, deciding, message, sums))
      })
  }

  /// As `parse` asks: with the skip words, and without them when nothing matches so.
  private static func matches(
    _ text: TokenizedText, _ own: LanguageRules, _ context: DialogueContext?
  ) -> [TemplateMatch] {
    let words = text.string(0..<text.scalars.count)
    let known = context.map(templateContext) ?? [:]
    var matches = own.recognizer.all(words, context: known, options: .init(keepsSkipWords: true))
    if matches.isEmpty { matches = own.recognizer.all(words, context: known) }
    return matches.enumerated().sorted { one, other in
      (one.element.wildcards.count, -one.element.score, one.offset)
        < (other.element.wildcards.count, -other.element.score, other.offset)
    }.map(\.element)
  }

  private static func candidates(
    _ matches: [TemplateMatch], deciding: TemplateMatch?
  ) -> [ParseExplanation.Candidate] {
    var seen: Set<ParseExplanation.Candidate> = []
    return matches.map { match in
      ParseExplanation.Candidate(
        intent: match.intent, template: match.template, place: "\(match.file):\(match.line)",
        decides: match.file == deciding?.file && match.line == deciding?.line)
    }.filter { seen.insert($0).inserted }
  }

  private static func evidence(_ sums: EvidenceSums) -> [ParseExplanation.Evidence] {
    sums.reasons.enumerated().sorted { one, other in
      (-abs(one.element.weight), one.offset) < (-abs(other.element.weight), other.offset)
    }.map { _, reason in
      ParseExplanation.Evidence(
        place: reason.rule, weight: reason.weight, claims: reason.claims.map(name), words: reason.words)
    }
  }

  private static func name(_ claim: Claim) -> String {
    switch claim {
    case .intent(let intent): "intent \(intent.rawValue)"
    case .slot(let slot, let value): "\(slot.rawValue) \(value)"
    }
  }

  private static func text(_ value: SlotValue) -> String {
    switch value {
    case .text(let text): text
    case .number(let number): Int(exactly: number).map(String.init) ?? String(number)
    case .list(let texts): texts.joined(separator: ", ")
    }
  }

  /// The words that filled a slot: those of the template, of the lists, of the numbers, or of the strongest rule.
  private static func words(
    _ slot: Slot, _ value: SlotValue, _ deciding: TemplateMatch?, _ message: Message, _ sums: EvidenceSums
  ) -> String? {
    let references = (deciding?.references ?? []).filter { $0.slot == slot.rawValue && !$0.text.isEmpty }.map(\.text)
    if !references.isEmpty { return references.joined(separator: " … ") }
    let hits = message.listHits.filter { $0.list == slot.rawValue && value.texts.contains($0.value) }
      .sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }.map { message.text.words($0.tokens) }
    if !hits.isEmpty { return hits.joined(separator: " … ") }
    if let number = value.number {
      return message.numbers.first { $0.value == number }.map { message.text.words($0.tokens) }
    }
    let rules = sums.reasons.filter { reason in value.texts.contains { reason.claims.contains(.slot(slot, $0)) } }
    if let strongest = rules.max(by: { $0.weight < $1.weight }), !strongest.words.isEmpty { return strongest.words }
    return value.texts.first { message.text.string(0..<message.text.scalars.count).contains($0) }
  }
}
