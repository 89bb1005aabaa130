import Companies
import Cooperation
import Guidance
import Knowledge
import Vocabulary

/// The machine of one turn: which part is asked next, what is committed, what is said.
///
/// It begins with `begin`, is told of each reply with `received`, and says after each what to do next. It does no work of its own:
/// replies and times come in, actions go out.
///
///     opening → parsing → (cooperating →) finding → committing → finished
///        ▲                                              │
///        └───────────── somebody was faster ────────────┘   at most five times
///
/// Where the turn before ended is known, opening is left out: the commit finds out whether that still holds.
public struct Conversation: Sendable {
  /// What is to be done next.
  public enum Action: Sendable, Hashable {
    case open(Request)
    case parse(text: String, lang: Language?, context: DialogueContext)
    case cooperate(NetworkRequest)
    case find(KnowledgeQuery)
    case commit(Commit)
    case finish(Outcome)
  }

  /// What the parts replied.
  public enum Event: Sendable {
    case opened(Opening)
    case parsed(ParsedQuestion)
    case cooperated(NetworkReply)
    case found(Findings)
    case committed(CommitOutcome)
    /// The part that was asked did not answer, or refused.
    case failed(Failure)
  }

  /// How a turn ends.
  public enum Outcome: Sendable, Hashable {
    /// The answer, as JSON; it is on disk.
    case answered(String)
    case refused(Refusal)
  }

  /// Why a turn has no answer.
  public enum Refusal: Sendable, Hashable {
    case idUsedOtherwise, gone, unknownConversation
    /// Others changed the same talk five times in a row.
    case contended
    case partFailed(Failure)
    case outOfTime
  }

  /// Why a part gave no reply.
  public struct Failure: Error, Sendable, Hashable {
    public var service: String
    /// Whether the same request can succeed later.
    public var isRetryable: Bool
    public var detail: String

    public init(service: String, isRetryable: Bool, detail: String) {
      self.service = service
      self.isRetryable = isRetryable
      self.detail = detail
    }
  }

  /// A question as it came in.
  public struct Ask: Sendable, Hashable {
    public var request: Request
    public var text: String
    public var lang: Language?
    /// When nobody waits for the answer any more.
    public var deadline: Timestamp

    public init(request: Request, text: String, lang: Language?, deadline: Timestamp) {
      self.request = request
      self.text = text
      self.lang = lang
      self.deadline = deadline
    }
  }

  private enum State: Sendable {
    case opening
    case parsing(CompanyContext)
    case cooperating(CompanyContext, Plan, NetworkRequest)
    case finding(CompanyContext, Plan)
    case committing(CompanyContext)
    case finished
  }

  static let openingsMax = 5

  private let ask: Ask
  private let guidance: Guidance
  private let render: @Sendable (ComposedAnswer, ConversationID, _ turn: Int) -> String
  private let known: CompanyContext?
  private var state = State.opening
  private var openings = 0
  /// What the network was asked for in this turn, and its reply.
  private var cooperated: (request: NetworkRequest, reply: NetworkReply)?

  /// What the next turn of this talk may begin with, once the answer is stored.
  public private(set) var after: CompanyContext?

  /// - Parameters:
  ///   - known: what the turn before left, when it is at hand; otherwise the store is asked.
  ///   - render: the answer as it travels and is kept.
  public init(
    _ ask: Ask, guidance: Guidance, known: CompanyContext? = nil,
    render: @escaping @Sendable (ComposedAnswer, ConversationID, _ turn: Int) -> String
  ) {
    self.ask = ask
    self.guidance = guidance
    self.known = known
    self.render = render
  }

  /// The first action of the turn.
  public mutating func begin(at now: Timestamp) -> Action {
    if let known { opened(.ready(known), at: now) } else { open() }
  }

  /// What to do after a reply.
  public mutating func received(_ event: Event, at now: Timestamp) -> Action {
    if now >= ask.deadline, case .committed(.stored) = event {
    } else if now >= ask.deadline {
      return finish(.refused(.outOfTime))
    }
    switch (state, event) {
    case (_, .failed(let failure)): return finish(.refused(.partFailed(failure)))
    case (.opening, .opened(let opening)): return opened(opening, at: now)
    case (.parsing(let context), .parsed(let question)): return plan(question, in: context, at: now)
    case (.cooperating(let context, let plan, let request), .cooperated(let reply)):
      cooperated = (request, reply)
      return heard(reply, plan, in: context, at: now)
    case (.finding(let context, let plan), .found(let findings)): return decide(plan, findings, in: context, at: now)
    case (.committing(let next), .committed(let outcome)): return committed(outcome, next)
    default:
      return finish(
        .refused(.partFailed(Failure(service: "assistant", isRetryable: false, detail: "a reply out of turn"))))
    }
  }

  /// The answer that a commit stores is kept here until the store has it.
  private var pendingAnswer = ""

  private mutating func open() -> Action {
    openings += 1
    state = .opening
    return .open(ask.request)
  }

  private mutating func opened(_ opening: Opening, at now: Timestamp) -> Action {
    switch opening {
    case .repeated(let answer): return finish(.answered(answer))
    case .idUsedOtherwise: return finish(.refused(.idUsedOtherwise))
    case .gone: return finish(.refused(.gone))
    case .unknownConversation: return finish(.refused(.unknownConversation))
    case .ready(let context):
      // A command says what it wants by itself.
      if Command(ask.text) != nil { return plan(nil, in: context, at: now) }
      state = .parsing(context)
      let memory = context.talk.memory
      return .parse(
        text: ask.text, lang: nil,
        context: DialogueContext(
          lang: memory.lang ?? ask.lang, intent: memory.intent, slots: memory.slots, pending: memory.pending?.name))
    }
  }

  private mutating func plan(_ question: ParsedQuestion?, in context: CompanyContext, at now: Timestamp) -> Action {
    let plan = guidance.plan(
      text: ask.text, parsed: question, lang: ask.lang, in: context, at: now, by: ask.request.key.principal.user)
    guard let request = plan.request else { return find(plan, in: context) }
    // What was done is not done again when the turn is computed anew.
    if let cooperated, cooperated.request == request { return heard(cooperated.reply, plan, in: context, at: now) }
    state = .cooperating(context, plan, request)
    return .cooperate(request)
  }

  private mutating func heard(_ reply: NetworkReply, _ plan: Plan, in context: CompanyContext, at now: Timestamp)
    -> Action
  {
    var plan = plan
    plan.heard(reply, at: now)
    return find(plan, in: context)
  }

  private mutating func find(_ plan: Plan, in context: CompanyContext) -> Action {
    state = .finding(context, plan)
    return .find(plan.query)
  }

  private mutating func decide(_ plan: Plan, _ findings: Findings, in context: CompanyContext, at now: Timestamp)
    -> Action
  {
    let decision = guidance.decide(plan, findings: findings, in: context)
    let turn = context.talk.turns + 1
    pendingAnswer = render(decision.answer, context.talk.id, turn)
    let commit = Commit(
      request: ask.request, at: now, company: context.company.id, companyVersion: context.company.version,
      conversation: context.talk.id, talkVersion: context.talk.version, changes: decision.changes,
      memory: decision.memory, text: decision.changes.contains(.forgetEverything) ? "" : ask.text,
      answer: pendingAnswer,
      events: TurnEvents.events(
        decision.answer, changes: decision.changes, conversation: context.talk.id, turn: turn))
    state = .committing(context.after(commit))
    return .commit(commit)
  }

  private mutating func committed(_ outcome: CommitOutcome, _ next: CompanyContext) -> Action {
    switch outcome {
    case .stored:
      after = next
      return finish(.answered(pendingAnswer))
    case .repeated(let answer): return finish(.answered(answer))
    case .idUsedOtherwise: return finish(.refused(.idUsedOtherwise))
    case .gone: return finish(.refused(.gone))
    case .conflict:
      return openings < Conversation.openingsMax ? open() : finish(.refused(.contended))
    }
  }

  private mutating func finish(_ outcome: Outcome) -> Action {
    state = .finished
    return .finish(outcome)
  }
}

extension PendingQuestion {
  /// The name of the fact that it asks for.
  fileprivate var name: String {
    switch self {
    case .fact(let key): key.description
    case .confirmForgetting: "confirm_forgetting"
    case .confirmJoining: "confirm_joining"
    case .confirmOffer: "confirm_offer"
    }
  }
}
