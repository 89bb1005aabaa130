import Companies
import Cooperation
import MajordomoRuntime
import Messages
import Services
import TerminalUI
import Vocabulary

/// The assistant over the queue, at one place.
struct QueueAssistant: Sendable {
  /// Seconds for one request, all tries together.
  static let patience = 15

  let parts: PartsClient
  let newID: @Sendable () -> String

  func hello(lang: Language?) async throws(AssistantFailure) -> Welcome {
    try await call(.hello, HelloRequest(lang: lang), conversation: nil, id: newID())
  }

  func ask(_ text: String, lang: Language?, conversation: ConversationID, id: String) async throws(AssistantFailure)
    -> Answer
  {
    try await call(.ask, AskRequest(text: text, lang: lang), conversation: conversation, id: id)
  }

  func history(conversation: ConversationID, limit: Int) async throws(AssistantFailure) -> History {
    try await call(.recall, HistoryRequest(limit: limit), conversation: conversation, id: newID())
  }

  func plan(_ number: Int, lang: Language, conversation: ConversationID) async throws(AssistantFailure) -> String? {
    var request = NetworkRequest(.writePlan)
    (request.plan, request.lang) = (number, lang)
    let reply: NetworkReply = try await call(.cooperate, request, conversation: conversation, id: newID())
    return reply.written?.markdown
  }

  func invite() async throws(AssistantFailure) -> InviteOutcome {
    do {
      let answer: InviteAnswer = try await parts.call(
        .invite, Nothing(), id: newID(), milliseconds: Self.patience * 1000)
      guard let code = answer.code, let until = answer.until else { return .noCompany }
      return .code(code, until: until)
    } catch {
      if error.code == Problem.Kind.forbidden.rawValue { return .notAllowed }
      throw AssistantFailure(error)
    }
  }

  func join(_ code: String) async throws(AssistantFailure) -> TerminalUI.JoinOutcome {
    do {
      let answer: JoinAnswer = try await parts.call(
        .join, JoinRequest(code: code), id: newID(), milliseconds: Self.patience * 1000)
      return answer.joined ? .joined : .refused
    } catch {
      throw AssistantFailure(error)
    }
  }

  /// The company and the latest talk of this machine's own user; nobody else is told.
  func open() async throws(AssistantFailure) -> Opening {
    let key = RequestKey(principal: .local, conversation: nil, id: newID())
    return try await call(
      .open, Request(key: key, op: Messages.Operation.open.rawValue, hash: ""), conversation: nil, id: key.id)
  }

  func bring(_ belongings: BringRequest, id: String) async throws(AssistantFailure) {
    let _: Nothing = try await call(.bring, belongings, conversation: nil, id: id)
  }

  /// A question outside a chat: in the conversation named, or else the latest.
  func ask(once text: String, lang: Language?, conversation: ConversationID?) async throws(AssistantFailure) -> Answer {
    try await call(.ask, AskRequest(text: text, lang: lang), conversation: conversation, id: newID())
  }

  private func call<Payload: Codable & Sendable, Result: Codable & Sendable>(
    _ operation: Operation, _ data: Payload, conversation: ConversationID?, id: String
  ) async throws(AssistantFailure) -> Result {
    do {
      return try await parts.call(
        operation, data, id: id, conversation: conversation, milliseconds: Self.patience * 1000)
    } catch {
      throw AssistantFailure(error)
    }
  }
}

extension AssistantFailure {
  fileprivate init(_ problem: Problem) {
    self =
      switch Problem.Kind(rawValue: problem.code) {
      case .busy, .tooMany: .busy(seconds: problem.retryafter ?? 1)
      case _ where problem.retryable: .unreachable(seconds: QueueAssistant.patience)
      default: .refused(detail: problem.detail)
      }
  }
}
