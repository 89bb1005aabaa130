import Messages
import Vocabulary

/// Whom the chat talks to. The entrance implements it over the queue; tests with a script.
/// A call that is cancelled returns soon; what it returns then is not looked at.
public protocol Assistant: Sendable {
  /// Opens or finds the talk.
  func hello(lang: Language?) async throws(AssistantFailure) -> Welcome

  /// Asks one thing. `id` is chosen by the chat; the same id again is the same request, answered once.
  func ask(_ text: String, lang: Language?, conversation: ConversationID, id: String) async throws(AssistantFailure)
    -> Answer

  /// The last turns of a talk, the oldest first; `limit` is 1…100.
  func history(conversation: ConversationID, limit: Int) async throws(AssistantFailure) -> History

  /// A joint plan of this company as Markdown; `nil`: it has none of this number.
  func plan(_ number: Int, lang: Language, conversation: ConversationID) async throws(AssistantFailure) -> String?

  /// A code with which one more person or device joins the company.
  func invite() async throws(AssistantFailure) -> InviteOutcome

  /// Joins the company that made this code.
  func join(_ code: String) async throws(AssistantFailure) -> JoinOutcome

  /// What would go along to a server.
  func luggage() async throws(AssistantFailure) -> Luggage

  /// Moves there with it; from then on all other calls go to that server, in later chats too. It may be repeated.
  ///
  /// - Parameters:
  ///   - note: what is kept there of the move, in `lang`.
  func move(to destination: Destination, note: String, lang: Language) async throws(AssistantFailure)
}

/// What became of `/invite`.
public enum InviteOutcome: Sendable, Hashable {
  /// The code, and until when it works in RFC 3339.
  case code(String, until: String)
  /// Nothing was asked yet, so there is no company to come into.
  case noCompany
  /// Only a member invites.
  case notAllowed
}

/// What became of `/join`.
public enum JoinOutcome: Sendable, Hashable {
  case joined
  /// The code is not known, used, or too old.
  case refused
}

/// Why there is no answer.
public enum AssistantFailure: Error, Sendable, Hashable {
  /// Nobody answered within so many seconds; the same request may be sent again.
  case unreachable(seconds: Int)
  /// Too much is going on; the same request may be sent again after so many seconds.
  case busy(seconds: Int)
  /// It was answered with no; `detail` says to the person what to do.
  case refused(detail: String)
}
