import Companies
import Conversation
import Cooperation
import Guidance
import Knowledge
import MajordomoRuntime
import Messages
import Synchronization
import Vocabulary

/// The service `cooperation`: what companies do with each other, on neutral ground (docs/cooperation.md).
public final class CooperationService: Sendable {
  private let editions: Editions
  private let store: any CompanyStore & CooperationStore
  private let directory: Mutex<Directory>
  private let environment: Environment

  public init(_ editions: Editions, store: any CompanyStore & CooperationStore, environment: Environment) {
    self.editions = editions
    self.store = store
    directory = Mutex(Directory(editions.current.network))
    self.environment = environment
  }

  public func reply(to request: WorkerRequest) async -> [UInt8] {
    await Adapter(
      handlers: [
        .cooperate: Handler(NetworkRequest.self) { asked, call throws(Problem) in try await self.act(asked, call) },
        .advise: Handler(AdvisorRequest.self) { asked, call throws(Problem) in try await self.advise(asked, call) },
      ], grants: environment.grants
    ).reply(to: request)
  }

  private func act(_ asked: NetworkRequest, _ call: Call) async throws(Problem) -> [UInt8] {
    let now = environment.now()
    var company = try await company(of: call)
    if !asked.isAct { for fact in asked.told ?? [] { company.apply(.setFact(fact)) } }
    let texts = (asked.terms.map { [$0.what, $0.when, $0.gives] } ?? []) + [asked.text].compactMap { $0 }
    let verdict =
      texts.isEmpty ? nil : GuardRails(editions.current.guardRails).judge(texts.joined(separator: ". "))
    var result = ActOutcome.done(NetworkDeed())
    var (network, directory) = try await current(at: now)
    if network.cardsHaveMoved(in: directory) {
      let directory = directory
      let key = RequestKey(principal: call.principal, conversation: nil, id: environment.newID())
      _ = try await stored(Request(key: key, op: call.head.op, hash: ""), at: now) {
        network throws(CooperationProblem) in
        try network.settleCards(in: directory, at: now)
      }
    }
    if asked.isAct, company.version == 0 {
      // Nothing is known of it, so there is nobody to bring together.
      result = .refused(.notMember)
    } else if asked.isAct, verdict?.isStop != true {
      // A consent is given by a person, whoever passes it on.
      let (id, user) = (company.id, try call.person.user)
      let region = company.known(.municipality)?.text.flatMap(directory.settings.area(of:))
      let preview = asked.act == .join ? network.preview(of: company, in: directory, today: now.day) : nil
      let seen = directory
      result = try await stored(try request(call, asked), at: now) { network throws(CooperationProblem) in
        try network.perform(asked, by: id, from: region, shownAs: preview, user: user, at: now, in: seen)
      }
      (network, directory) = try await current(at: now)
    }
    var reply = network.reply(to: company, in: directory, today: now.day)
    reply.verdict = verdict
    switch result {
    case .done(let deed): reply.deed = deed
    case .refused(let problem): reply.problem = problem
    case .idUsedOtherwise: throw Problem(Conversation.Refusal.idUsedOtherwise)
    case .gone: throw Problem(Conversation.Refusal.gone)
    }
    if asked.act == .writePlan, let entry = reply.view?.plans.first(where: { $0.id.value == asked.plan }) {
      let (edition, lang) = (editions.current, asked.lang ?? .en)
      let findings = edition.findings(for: entry.content, in: lang, on: now.day)
      reply.written = edition.guidance.written(entry, reply, for: company, in: lang, with: findings, on: now.day)
    }
    return Wire.encode(Reply.data(id: call.head.id, reply))
  }

  private func advise(_ asked: AdvisorRequest, _ call: Call) async throws(Problem) -> [UInt8] {
    let now = environment.now()
    var problem: CooperationProblem?
    if asked.isAct {
      let user = call.principal.user
      let (_, directory) = try await current(at: now)
      let result = try await stored(try request(call, asked), at: now) { network throws(CooperationProblem) in
        try network.perform(asked, user: user, at: now, in: directory)
      }
      switch result {
      case .done: break
      case .refused(let refusal): problem = refusal
      case .idUsedOtherwise: throw Problem(Conversation.Refusal.idUsedOtherwise)
      case .gone: throw Problem(Conversation.Refusal.gone)
      }
    }
    let (network, directory) = try await current(at: now)
    var reply = network.advisorReply(to: asked, in: directory, at: now)
    reply.problem = problem
    if asked.act == .writePlan, let plan = reply.view.plans.first(where: { $0.id.value == asked.plan }) {
      let (edition, lang) = (editions.current, asked.lang ?? .en)
      let findings = edition.findings(for: plan.content, in: lang, on: now.day)
      reply.written = edition.guidance.written(plan, names: reply.names, in: lang, with: findings, on: now.day)
    }
    return Wire.encode(Reply.data(id: call.head.id, reply))
  }

  /// The company of the person that the call is for, as it is now.
  private func company(of call: Call) async throws(Problem) -> Company {
    let key = RequestKey(principal: try call.person, conversation: call.head.conversation, id: "")
    let opening: Opening
    do {
      opening = try await store.open(
        Request(key: key, op: call.head.op, hash: ""), newCompany: CompanyID(rawValue: environment.newID()),
        newConversation: ConversationID(rawValue: environment.newID()), now: environment.now())
    } catch {
      throw Problem(error)
    }
    guard case .ready(let context) = opening else { throw Problem(Conversation.Refusal.unknownConversation) }
    return context.company
  }

  /// The network and who is in it, brought up to date with what others have stored. Whoever took back its consent leaves.
  private func current(at now: Timestamp) async throws(Problem) -> (Network, Directory) {
    let (network, directory) = try await stored(at: now)
    let withdrawn = directory.withdrawn(from: network)
    if withdrawn.isEmpty { return (network, directory) }
    for company in withdrawn {
      let key = RequestKey(principal: .local, conversation: nil, id: environment.newID())
      let request = Request(key: key, op: Operation.cooperate.rawValue, hash: "")
      _ = try await stored(request, at: now) { network throws(CooperationProblem) in
        try network.perform(NetworkRequest(.leave), by: company, user: "", at: now, in: directory)
      }
    }
    return try await stored(at: now)
  }

  private func stored(at now: Timestamp) async throws(Problem) -> (Network, Directory) {
    do {
      let network = try await store.network()
      let settings = editions.current.network
      let versions = directory.withLock { directory in
        // Changed settings make other cards.
        if directory.settings != settings { directory = Directory(settings) }
        return directory.versions(of: network)
      }
      let changed = try await store.companies(changedFrom: versions)
      let directory = directory.withLock { directory in
        directory.update(changed, network, today: now.day)
        return directory
      }
      return (network, directory)
    } catch {
      throw Problem(error)
    }
  }

  private func stored(
    _ request: Request, at now: Timestamp,
    _ act: @escaping @Sendable (inout Network) throws(CooperationProblem) -> Performed
  ) async throws(Problem) -> ActOutcome {
    do { return try await store.act(request, at: now, act) } catch { throw Problem(error) }
  }

  private func request(_ call: Call, _ data: some Encodable) throws(Problem) -> Request {
    let key = RequestKey(
      principal: call.principal, onBehalfOf: call.head.for == nil ? nil : try call.person.user,
      conversation: call.head.conversation, id: call.head.id)
    return Request(key: key, op: call.head.op, hash: Fingerprint.of([Wire.text(data)]))
  }
}

extension Edition {
  /// What to know for a plan on paper: its market and public support.
  fileprivate func findings(for plan: MarketingPlan, in lang: Language, on today: Day) -> Findings {
    knowledge.find(Guidance.query(for: plan, in: lang, on: today))
  }
}
