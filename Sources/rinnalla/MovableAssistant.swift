import Companies
import Messages
import Services
import Synchronization
import TerminalUI
import Vocabulary

/// The assistant of a chat, which may move from this machine to a server in the middle of a talk.
final class MovableAssistant: Assistant {
  private let house: House
  /// The data directory as it was named by a flag.
  private let data: String?
  private let newID: @Sendable () -> String
  private let place: Mutex<QueueAssistant>

  /// - Parameter parts: where the talk is led at first.
  init(house: House, parts: PartsClient, data: String?, newID: @escaping @Sendable () -> String) {
    self.house = house
    self.data = data
    self.newID = newID
    place = Mutex(QueueAssistant(parts: parts, newID: newID))
  }

  private var current: QueueAssistant { place.withLock { $0 } }

  func hello(lang: Language?) async throws(AssistantFailure) -> Welcome { try await current.hello(lang: lang) }

  func ask(_ text: String, lang: Language?, conversation: ConversationID, id: String) async throws(AssistantFailure)
    -> Answer
  {
    try await current.ask(text, lang: lang, conversation: conversation, id: id)
  }

  func history(conversation: ConversationID, limit: Int) async throws(AssistantFailure) -> History {
    try await current.history(conversation: conversation, limit: limit)
  }

  func plan(_ number: Int, lang: Language, conversation: ConversationID) async throws(AssistantFailure) -> String? {
    try await current.plan(number, lang: lang, conversation: conversation)
  }

  func invite() async throws(AssistantFailure) -> InviteOutcome { try await current.invite() }

  func join(_ code: String) async throws(AssistantFailure) -> TerminalUI.JoinOutcome { try await current.join(code) }

  func luggage() async throws(AssistantFailure) -> Luggage {
    let belongings = Belongings(of: try await company())
    return Luggage(
      facts: belongings.facts.count, steps: belongings.steps.count, consents: belongings.consents.count)
  }

  func move(to destination: Destination, note: String, lang: Language) async throws(AssistantFailure) {
    let company = try await company()
    let there = QueueAssistant(parts: try client(of: destination), newID: newID)
    // The same state of the company is the same request, however often it is sent.
    try await there.bring(
      BringRequest(belongings: Belongings(of: company), lang: lang, note: note),
      id: "bring-\(company.id.rawValue)-\(company.version)")
    do {
      try KeptServer(address: destination.address, key: destination.key).write(data: Folders.dataPath(data))
    } catch {
      throw .refused(detail: "The server can't be kept in the data directory: \(error.localizedDescription)")
    }
    place.withLock { $0 = there }
  }

  private func client(of destination: Destination) throws(AssistantFailure) -> PartsClient {
    do {
      return PartsClient(
        try house.client([
          try ServerAddress.address(destination.address, serverKey: destination.key, keyFile: nil, data: data)
        ]))
    } catch let failure as Failure {
      throw .refused(detail: failure.message)
    } catch {
      throw .refused(detail: "\(error)")
    }
  }

  private func company() async throws(AssistantFailure) -> Company {
    guard case .ready(let context) = try await current.open() else {
      throw .refused(detail: "The company can't be read.")
    }
    return context.company
  }
}
