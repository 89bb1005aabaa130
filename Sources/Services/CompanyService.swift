import Companies
import MajordomoRuntime
import Messages
import Vocabulary

/// The service `company`: opens the context of a request and commits turns, for services that name whom they act for; and says
/// who belongs to a company.
public struct CompanyService: Sendable {
  let store: any CompanyStore
  let environment: Environment

  public init(store: any CompanyStore, environment: Environment) {
    self.store = store
    self.environment = environment
  }

  public func reply(to request: WorkerRequest) async -> [UInt8] {
    await Adapter(
      handlers: [
        .open: Handler(Request.self) { request, call throws(Problem) in try await open(request, call) },
        .commit: Handler(Commit.self) { commit, call throws(Problem) in try await self.commit(commit, call) },
        .history: Handler(HistoryRequest.self) { asked, call throws(Problem) in try await history(asked, call) },
        .invite: Handler(Nothing.self) { _, call throws(Problem) in try await invite(call) },
        .join: Handler(JoinRequest.self) { asked, call throws(Problem) in try await join(asked, call) },
        .bring: Handler(BringRequest.self) { asked, call throws(Problem) in try await bring(asked, call) },
        .bind: Handler(BindRequest.self) { asked, call throws(Problem) in try await bind(asked, call) },
      ], grants: environment.grants
    ).reply(to: request)
  }

  private func open(_ request: Request, _ call: Call) async throws(Problem) -> [UInt8] {
    let opening = try await opened(request)
    return Wire.encode(Reply.data(id: call.head.id, opening))
  }

  func opened(_ request: Request) async throws(Problem) -> Opening {
    do {
      return try await store.open(
        request, newCompany: CompanyID(rawValue: environment.newID()),
        newConversation: ConversationID(rawValue: environment.newID()), now: environment.now())
    } catch {
      throw Problem(error)
    }
  }

  private func commit(_ commit: Commit, _ call: Call) async throws(Problem) -> [UInt8] {
    do {
      return Wire.encode(Reply.data(id: call.head.id, try await store.commit(commit)))
    } catch {
      throw Problem(error)
    }
  }

  private func history(_ asked: HistoryRequest, _ call: Call) async throws(Problem) -> [UInt8] {
    guard (1...100).contains(asked.limit) else {
      throw Problem(
        .invalid, detail: "The member /data/limit is 1 to 100.",
        errors: [
          Problem.FieldError(pointer: "#/data/limit", detail: "1 to 100")
        ])
    }
    let key = RequestKey(principal: try call.person, conversation: call.head.conversation, id: call.head.id)
    let opening = try await opened(Request(key: key, op: call.head.op, hash: ""))
    guard case .ready(let context) = opening else {
      throw Problem(.unknownConversation, detail: "There is no such conversation of yours.")
    }
    do {
      let turns = try await store.turns(of: context.talk.id, before: asked.before ?? Int.max, limit: asked.limit)
      return Wire.encode(Reply.data(id: call.head.id, History(turns: turns.map(History.Turn.init))))
    } catch {
      throw Problem(error)
    }
  }
}

extension History.Turn {
  init(_ turn: Turn) {
    let answer = turn.answer.flatMap { try? Wire.decode(Answer.self, from: Array($0.utf8)) }
    self.init(number: turn.number, at: turn.at.rfc3339, text: turn.text, answer: answer?.text)
  }
}

extension Problem {
  /// The store's errors, for programs; the operator finds the file and the folder in the log.
  init(_ error: StoreError) {
    switch error {
    case .busy: self.init(.busy, detail: "The store is held by another process. Try again.")
    case .full:
      self.init(
        .unavailable, detail: "The disk of the data directory is full; nothing was changed. Make room, then try again.")
    case .readOnly: self.init(.unavailable, detail: "The data directory can't be written; nothing was changed.")
    case .corrupt, .tooNew, .networkFileSystem, .failed:
      self.init(.unavailable, detail: "The store can't be used now; nothing was changed.")
    }
  }
}
