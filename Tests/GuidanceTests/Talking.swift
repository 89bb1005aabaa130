import Companies
import Content
import Foundation
import Guidance
import Knowledge
import Testing
import Vocabulary

/// A talk without a queue: the project's own content, a company, and readings given by the test.
struct Talking {
  static let knowledge = Result { try knowledge(of: "nivala-haapajarvi") }
  static let munster = Result { try knowledge(of: "munster") }

  private static func knowledge(of region: String) throws -> KnowledgeBase {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try ContentFolder(path: root.path).knowledge(region: region)
  }

  let base: KnowledgeBase
  let guidance: Guidance
  var context: CompanyContext
  var now = Timestamp(milliseconds: 1_795_420_800_000)  // 2026-11-23 08:00 UTC

  /// A talk that nobody has begun, in each region: it is made once, for many tests begin with it.
  private static let fresh = Result { try Talking(base: knowledge.get()) }
  private static let freshInMunster = Result { try Talking(base: munster.get()) }

  init() throws {
    self = try Self.fresh.get()
  }

  static func inMunster() throws -> Talking { try freshInMunster.get() }

  init(base: KnowledgeBase) throws {
    self.base = base
    guidance = try Guidance(base)
    let company = Company(id: CompanyID(rawValue: "c"))
    let talk = Talk(id: ConversationID(rawValue: "t"), company: company.id, startedAt: now, lastAt: now)
    context = CompanyContext(company: company, talk: talk)
  }

  /// A turn as the parser read it.
  @discardableResult
  mutating func ask(
    _ intent: Intent?, _ slots: [Slot: SlotValue] = [:], lang: Language = .en, confidence: Double = 0.9,
    alternatives: [Reading] = [], text: String = "a question as it was typed", found: String? = nil
  ) -> ComposedAnswer {
    let parsed = ParsedQuestion(
      lang: lang, intent: intent, slots: Slots(slots), confidence: confidence, alternatives: alternatives,
      found: found)
    return turn(text, parsed)
  }

  /// A turn with nothing read: a command, or words that only an open question understands.
  @discardableResult
  mutating func say(_ text: String, lang: Language = .en) -> ComposedAnswer {
    turn(text, ParsedQuestion(lang: lang, intent: nil, confidence: 0))
  }

  /// A turn as a parser reads it in its talk; a command needs none.
  mutating func hear(_ text: String, parse: (DialogueContext) -> ParsedQuestion) -> ComposedAnswer {
    let memory = context.talk.memory
    return turn(
      text,
      Command(text) == nil
        ? parse(
          DialogueContext(lang: memory.lang, intent: memory.intent, slots: memory.slots, pending: pendingName(memory)))
        : nil)
  }

  private func pendingName(_ memory: TalkMemory) -> String? {
    switch memory.pending {
    case .fact(let key): key.description
    case .confirmForgetting: "confirm_forgetting"
    case .confirmJoining: "confirm_joining"
    case .confirmOffer: "confirm_offer"
    case nil: nil
    }
  }

  private mutating func turn(_ text: String, _ parsed: ParsedQuestion?) -> ComposedAnswer {
    let plan = guidance.plan(text: text, parsed: parsed, lang: nil, in: context, at: now, by: "tester")
    let decision = guidance.decide(plan, findings: base.find(plan.query), in: context)
    for change in decision.changes { context.company.apply(change) }
    context.talk.memory = decision.memory
    context.talk.turns += 1
    return decision.answer
  }
}

extension ComposedAnswer {
  var words: Int { text.split(whereSeparator: \.isWhitespace).count }

  /// Lines on a terminal of 72 columns.
  var lines: Int {
    text.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) { count, line in
      var (rows, width) = (1, 0)
      for word in line.split(separator: " ") {
        let needed = width == 0 ? word.count : width + 1 + word.count
        if needed > 72 { (rows, width) = (rows + 1, word.count) } else { width = needed }
      }
      return count + rows
    }
  }
}
