import Language
import Randomness

/// Finds templates that never decide, and templates of two intents that say the same: tries sentences of each template, chosen by chance
/// but the same on every run.
struct TemplateReview {
  /// Sentences that are tried of each template, and of one that seems to be of no use.
  private static let samplesMax = 24
  private static let doubtMax = 240
  /// Units of work of one sentence, from which on a template is too dear; a usual one takes some hundreds.
  private static let workMax = 50_000
  /// Sentences whose work is measured.
  private static let measuredMax = 3
  /// Stands for the words of a wildcard; no word of a language.
  private static let filler = "qwxz"

  private let recognizer: TemplateRecognizer
  private let sampler: TemplateSampler
  private let blocks: [TemplateBlock]
  private(set) var complaints: [ContentFault] = []
  /// Pairs of places that have been told.
  private var told: Set<String> = []

  init(_ document: TemplateDocument, _ recognizer: TemplateRecognizer) {
    self.recognizer = recognizer
    sampler = TemplateSampler(document)
    blocks = document.orderedBlocks
  }

  mutating func run() {
    for block in blocks {
      let sampler = sampler.scoped(to: block)
      for source in block.sentences { review(source, block, sampler) }
    }
  }

  private mutating func review(_ source: SourceText, _ block: TemplateBlock, _ sampler: TemplateSampler) {
    var random = SeededRandom(seed: 1)
    var tried: Set<String> = []
    var isOfUse = false
    var silent: String?
    var taken: (text: String, by: TemplateMatch)?
    for count in 0..<Self.doubtMax where count < Self.samplesMax || !isOfUse {
      guard let text = try? sampler.sentence(of: source.text, filler: Self.filler, using: &random) else { return }
      guard tried.insert(text).inserted else { continue }
      if count < Self.measuredMax, recognizer.work(text) > Self.workMax {
        return complain(
          source, "its sentence \"\(text)\" can be read in too many ways: use fewer parts that can stand for each other"
        )
      }
      let best = best(text, block)
      guard let winner = best.first else {
        silent = silent ?? text
        continue
      }
      if Self.isFrom(source, winner) { isOfUse = true } else { taken = taken ?? (text, winner) }
      tellConflict(text, source, block, best)
    }
    if isOfUse { return }
    if let taken {
      complain(
        source,
        "it never decides: what it says, as \"\(taken.text)\", is taken by \(Self.place(taken.by)), intent \(taken.by.intent); take it out"
      )
    } else if let silent {
      complain(
        source,
        "no sentence of it is understood, as \"\(silent)\": it may hold a sign that is dropped from messages, or an empty branch"
      )
    }
  }

  /// The matches among which only their order decides, the one that wins first.
  private func best(_ text: String, _ block: TemplateBlock) -> [TemplateMatch] {
    let context = Dictionary(
      block.requiresContext.map { ($0.key, Self.example($0.value)) }, uniquingKeysWith: { first, _ in first })
    var matches = recognizer.all(text, context: context, options: .init(keepsSkipWords: true))
    if matches.isEmpty { matches = recognizer.all(text, context: context) }
    func rank(_ match: TemplateMatch) -> (Int, Int) { (match.wildcards.count, -match.score) }
    guard let first = matches.min(by: { rank($0) < rank($1) }) else { return [] }
    return matches.filter { rank($0) == rank(first) }
  }

  /// A value that a requirement takes.
  private static func example(_ wanted: TemplateValue) -> TemplateValue {
    switch ContextRules.unwrapped(wanted) {
    case .null: .text("x")
    case .list(let items): items.first ?? .null
    case let value: value
    }
  }

  private mutating func tellConflict(
    _ text: String, _ source: SourceText, _ block: TemplateBlock, _ best: [TemplateMatch]
  ) {
    guard best.contains(where: { Self.isFrom(source, $0) }) else { return }
    for other in best where other.intent != block.intent && hasSameConditions(other, block) {
      let pair = [Self.place(other), "\(source.file):\(source.line)"].sorted().joined(separator: " ")
      if !told.insert(pair).inserted { continue }
      complain(
        source,
        "\"\(text)\" means \(block.intent) here and \(other.intent) at \(Self.place(other)): take it out of one of them"
      )
    }
  }

  /// Templates under different conditions are told apart by the talk.
  private func hasSameConditions(_ match: TemplateMatch, _ block: TemplateBlock) -> Bool {
    blocks.contains { other in
      other.intent == match.intent && other.requiresContext == block.requiresContext
        && other.excludesContext == block.excludesContext
        && other.sentences.contains { Self.isFrom($0, match) }
    }
  }

  private static func isFrom(_ source: SourceText, _ match: TemplateMatch) -> Bool {
    source.line == match.line && source.file == match.file && source.text == match.template
  }

  private static func place(_ match: TemplateMatch) -> String { "\(match.file):\(match.line)" }

  private mutating func complain(_ source: SourceText, _ message: String) {
    complaints.append(
      ContentFault(file: source.file, line: source.line, message: "\"\(source.text.prefix(80))\": \(message)"))
  }
}
