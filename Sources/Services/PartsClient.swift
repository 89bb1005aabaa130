import MajordomoRuntime
import Messages
import Vocabulary

/// Calls other services over the broker and reads their answers.
public struct PartsClient: Sendable {
  private let client: Client

  public init(_ client: Client) {
    self.client = client
  }

  /// - Parameter milliseconds: what is left of the time to answer.
  /// - Throws: the service's problem, or one that says that it was not reached.
  public func call<Payload: Codable & Sendable, Result: Codable & Sendable>(
    _ operation: Operation, _ data: Payload, returning: Result.Type = Result.self, id: String,
    conversation: ConversationID? = nil, for person: Principal? = nil, milliseconds: Int, traceparent: String? = nil
  ) async throws(Problem) -> Result {
    let envelope = Envelope(
      id: id, op: operation.rawValue, data: data, for: person?.name, conversation: conversation, deadline: milliseconds,
      traceparent: traceparent)
    let body: [UInt8]
    do throws(ClientError) {
      body = try await client.request(
        service: operation.service, body: Wire.encode(envelope), timeout: .milliseconds(max(1, milliseconds)))
    } catch {
      throw Problem(.unavailable, detail: "The service \(operation.service) is not reached: \(error).")
    }
    switch try Wire.decode(Reply<Result>.self, from: body) {
    case .data(_, let result): return result
    case .problem(_, let problem): throw problem
    }
  }
}
