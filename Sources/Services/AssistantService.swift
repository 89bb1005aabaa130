import Companies
import Conversation
import Cooperation
import Guidance
import Knowledge
import MajordomoRuntime
import Messages
import Vocabulary

/// The service `assistant`: runs the machine of a turn, whose calls go to the other services over the broker.
public struct AssistantService: Sendable {
  /// Milliseconds for a turn whose caller names no deadline.
  static let patience = 5000
  /// Milliseconds that a greeting waits for news of the network.
  private static let newsPatience = 2000

  private let editions: Editions
  private let contexts = KeptContexts()
  private let parts: PartsClient
  private let environment: Environment

  public init(_ editions: Editions, parts: PartsClient, environment: Environment) {
    self.editions = editions
    self.parts = parts
    self.environment = environment
  }

  public func reply(to request: WorkerRequest) async -> [UInt8] {
    await Adapter(
      handlers: [
        .ask: Handler(AskRequest.self) { asked, call throws(Problem) in try await ask(asked, call) },
        .hello: Handler(HelloRequest.self) { asked, call throws(Problem) in try await hello(asked, call) },
        .recall: Handler(HistoryRequest.self) { asked, call throws(Problem) in try await recall(asked, call) },
      ], grants: environment.grants
    ).reply(to: request)
  }

  private func ask(_ asked: AskRequest, _ call: Call) async throws(Problem) -> [UInt8] {
    guard asked.text.utf8.count <= AskRequest.textBytesMax else {
      throw Problem(
        .tooLarge, detail: "The text has \(asked.text.utf8.count) bytes; at most \(AskRequest.textBytesMax) are read.")
    }
    let request = try self.request(call, hash: Fingerprint.of([asked.text, asked.lang?.rawValue ?? ""]))
    let edition = editions.current
    let turn = Turn(
      parts: parts, call: call, deadline: deadline(of: call), environment: environment, revision: edition.revision)
    let person = try call.person
    var machine = Conversation(
      Conversation.Ask(request: request, text: asked.text, lang: asked.lang, deadline: turn.deadline),
      guidance: edition.guidance, known: contexts.take(request.key.conversation, of: person, at: environment.now()),
      render: { Answer.json($0, conversation: $1, turn: $2) })
    let answer = try await turn.run(&machine)
    // Until here the edition is held, and so the other services in this process still have it.
    withExtendedLifetime(edition) {}
    if let after = machine.after { contexts.keep(after, of: person, at: environment.now()) }
    // The stored answer goes out as it is on disk, so that a repeat gets the same bytes.
    return Array("{\"data\":\(answer),\"id\":".utf8) + Wire.encode(call.head.id) + Array("}".utf8)
  }

  private func hello(_ asked: HelloRequest, _ call: Call) async throws(Problem) -> [UInt8] {
    let opening = try await opening(call)
    guard case .ready(let context) = opening else {
      throw Problem(.unknownConversation, detail: "There is no such conversation of yours.")
    }
    let memory = context.talk.memory
    let topic = memory.slots[.topic]?.texts.first
    let lang = memory.lang ?? asked.lang ?? .en
    let today = RegionCalendar(editions.current.knowledge.region).day(of: environment.now())
    let due = context.company.steps.filter { $0.isDue(on: today) }.map(\.id)
    let ahead = context.company.steps.filter { $0.until != nil && $0.isResting(on: today) }
    let query = KnowledgeQuery(
      lang: lang, titlesOf: memory.steps + due + ahead.map(\.id), topicTitlesOf: topic.map { [$0] } ?? [], today: today)
    let findings: Findings = try await parts.call(
      .find, query, id: call.head.id, milliseconds: AssistantService.patience)
    let open = memory.steps.filter { context.company.state(ofStep: $0) == .open }
    func named(_ ids: [String]) -> [Answer.Step] {
      ids.compactMap { id in findings.titles[id].map { Answer.Step(id: id, title: $0) } }
    }
    let reminders = ahead.compactMap { step -> Welcome.Reminder? in
      guard let day = step.until, let title = findings.titles[step.id] else { return nil }
      return Welcome.Reminder(id: step.id, title: title, day: day.description)
    }
    let news = try await news(of: context.company, lang: lang, call)
    let welcome = Welcome(
      conversation: context.talk.id, lang: memory.lang, turns: context.talk.turns,
      last: context.talk.turns > 0 ? context.talk.lastAt.rfc3339 : nil, topic: topic.flatMap { findings.titles[$0] },
      steps: named(open), due: named(due), reminders: reminders.sorted { ($0.day, $0.id) < ($1.day, $1.id) },
      membership: context.membership.map { MembershipNews(kind: $0.kind.rawValue, at: $0.at.rfc3339) }, news: news)
    return Wire.encode(Reply.data(id: call.head.id, welcome))
  }

  /// What the network has to tell a member; nothing when it can't be asked now, for the talk goes on without it.
  private func news(of company: Company, lang: Language, _ call: Call) async throws(Problem) -> [String] {
    let guidance = editions.current.guidance
    // Whoever is in the network has told something of itself, be it to another program.
    guard !guidance.isAlone, company.version > 0 else { return [] }
    let person = try call.person
    do {
      let reply: NetworkReply = try await parts.call(
        .cooperate, NetworkRequest(.look), id: call.head.id, for: person, milliseconds: AssistantService.newsPatience)
      return guidance.news(reply, company: company, lang: lang)
    } catch {
      return []
    }
  }

  private func recall(_ asked: HistoryRequest, _ call: Call) async throws(Problem) -> [UInt8] {
    let history: History = try await parts.call(
      .history, asked, id: call.head.id, conversation: call.head.conversation, for: try call.person,
      milliseconds: AssistantService.patience)
    return Wire.encode(Reply.data(id: call.head.id, history))
  }

  private func opening(_ call: Call) async throws(Problem) -> Opening {
    try await parts.call(
      .open, try request(call, hash: ""), id: call.head.id, for: try call.person,
      milliseconds: AssistantService.patience)
  }

  private func request(_ call: Call, hash: String) throws(Problem) -> Request {
    let key = RequestKey(
      principal: call.principal, onBehalfOf: call.head.for == nil ? nil : try call.person.user,
      conversation: call.head.conversation, id: call.head.id)
    return Request(key: key, op: call.head.op, hash: hash)
  }

  private func deadline(of call: Call) -> Timestamp {
    let patience = min(max(call.head.deadline ?? AssistantService.patience, 1), 60_000)
    return Timestamp(milliseconds: environment.now().milliseconds + Int64(patience))
  }
}

/// Does what the machine of a turn says, until it is finished.
private struct Turn {
  let parts: PartsClient
  let call: Call
  let deadline: Timestamp
  let environment: Environment
  /// Of the content that the turn began with; the other services answer from it when they have it.
  let revision: String

  func run(_ machine: inout Conversation) async throws(Problem) -> String {
    var action = machine.begin(at: environment.now())
    while true {
      let event: Conversation.Event
      switch action {
      case .open(let request): event = await called(.open, request) { (opening: Opening) in .opened(opening) }
      case .parse(let text, let lang, let context):
        event = await called(.parse, ParseRequest(text: text, lang: lang, context: context, revision: revision)) {
          .parsed($0)
        }
      case .cooperate(let request): event = await called(.cooperate, request) { .cooperated($0) }
      case .find(var query):
        query.revision = revision
        event = await called(.find, query) { .found($0) }
      case .commit(let commit): event = await called(.commit, commit) { .committed($0) }
      case .finish(.answered(let answer)): return answer
      case .finish(.refused(let refusal)): throw Problem(refusal)
      }
      action = machine.received(event, at: environment.now())
    }
  }

  private func called<Payload: Codable & Sendable, Result: Codable & Sendable>(
    _ operation: Operation, _ data: Payload, _ event: (Result) -> Conversation.Event
  ) async -> Conversation.Event {
    let left = deadline.milliseconds - environment.now().milliseconds
    do {
      let result: Result = try await parts.call(
        operation, data, id: call.head.id, for: call.person, milliseconds: Int(max(1, left)),
        traceparent: call.head.traceparent)
      return event(result)
    } catch {
      return .failed(
        Conversation.Failure(service: operation.service, isRetryable: error.retryable, detail: error.detail))
    }
  }
}

extension Problem {
  init(_ refusal: Conversation.Refusal) {
    switch refusal {
    case .idUsedOtherwise:
      self.init(.idUsedOtherwise, detail: "This id was used for another request. Choose a new one.")
    case .gone: self.init(.gone, detail: "This request was answered before, and its answer is no longer kept.")
    case .unknownConversation: self.init(.unknownConversation, detail: "There is no such conversation of yours.")
    case .contended: self.init(.busy, detail: "This conversation is changed by others at the same time. Try again.")
    case .outOfTime:
      self.init(.outOfTime, detail: "The time ran out. Send the same request again; nothing is done twice.")
    case .partFailed(let failure): self.init(failure.isRetryable ? .unavailable : .invalid, detail: failure.detail)
    }
  }
}
