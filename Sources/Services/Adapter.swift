import Majordomo
import MajordomoRuntime
import Messages
import Vocabulary

import protocol Foundation.DecodableWithConfiguration

/// Who asks, and for whom.
struct Call: Sendable {
  var head: EnvelopeHead
  var principal: Vocabulary.Principal
  /// Whether the caller may call this operation for another.
  var mayActForOthers: Bool

  /// Whom the call is for: the caller, or whom a caller with that right names.
  var person: Vocabulary.Principal {
    get throws(Problem) {
      guard let named = head.for else { return principal }
      guard mayActForOthers, let person = Vocabulary.Principal(named: named) else {
        throw Problem(.forbidden, detail: "You may not act for '\(named.prefix(80))'.")
      }
      return person
    }
  }
}

/// What one operation does with its data. Reading the data and doing the work are apart, for the data is read together with the head
/// of the request and the work waits for the rights.
struct Handler: Sendable {
  /// What is left to do once the data is read; what it returns is the body of the answer.
  typealias Work = @Sendable (Call) async throws(Problem) -> [UInt8]

  fileprivate let read: @Sendable (KeyedDecodingContainer<Received.Key>) throws -> Work

  init<Payload: Decodable & Sendable>(
    _ type: Payload.Type, _ act: @escaping @Sendable (Payload, Call) async throws(Problem) -> [UInt8]
  ) {
    read = { container in
      let data = try container.decode(type, forKey: .data)
      return { call throws(Problem) in try await act(data, call) }
    }
  }
}

/// A request as it came in, read in one pass: its head, and the work of the operation that it names.
struct Received: DecodableWithConfiguration {
  enum Key: String, CodingKey { case id, op, `for`, conversation, deadline, traceparent, data }

  let head: EnvelopeHead
  /// `nil` when no handler has it.
  let operation: (name: Operation, work: Result<Handler.Work, any Error>)?

  init(from decoder: any Decoder, configuration handlers: [Operation: Handler]) throws {
    let container = try decoder.container(keyedBy: Key.self)
    head = EnvelopeHead(
      id: try container.decode(String.self, forKey: .id), op: try container.decode(String.self, forKey: .op),
      for: try container.decodeIfPresent(String.self, forKey: .for),
      conversation: try container.decodeIfPresent(ConversationID.self, forKey: .conversation),
      deadline: try container.decodeIfPresent(Int.self, forKey: .deadline),
      traceparent: try container.decodeIfPresent(String.self, forKey: .traceparent))
    operation = Operation(rawValue: head.op).flatMap { name in
      handlers[name].map { handler in (name, Result { try handler.read(container) }) }
    }
  }
}

/// A service as the queue sees it: frames in, frames out, one operation after the other looked up in one table.
struct Adapter: Sendable {
  let handlers: [Operation: Handler]
  /// What a caller's key was granted; its role alone is told by the broker.
  let grants: @Sendable (Vocabulary.Principal) -> Grants

  func reply(to request: WorkerRequest) async -> [UInt8] {
    var id = ""
    do throws(Problem) {
      guard request.body.count <= Wire.bodyBytesMax else {
        throw Problem(
          .tooLarge, detail: "The body has \(request.body.count) bytes; at most \(Wire.bodyBytesMax) are read.")
      }
      let received = try Wire.decode(Received.self, from: request.body, configuration: handlers)
      let head = received.head
      guard (1...Wire.idBytesMax).contains(head.id.utf8.count) else {
        throw Problem(
          .invalid, detail: "The member /id has 1 to \(Wire.idBytesMax) bytes.",
          errors: [
            Problem.FieldError(pointer: "#/id", detail: "1 to \(Wire.idBytesMax) bytes")
          ])
      }
      id = head.id
      return try await handle(received, principal: Vocabulary.Principal(request.client))
    } catch {
      return Wire.encode(Reply<Nothing>.problem(id: id, error))
    }
  }

  private func handle(_ received: Received, principal: Vocabulary.Principal) async throws(Problem) -> [UInt8] {
    let head = received.head
    guard let (operation, work) = received.operation else {
      let known = handlers.keys.map(\.rawValue).sorted().joined(separator: ", ")
      throw Problem(
        .unknownOperation, detail: "'\(head.op.prefix(80))' is no operation of this service; it has \(known).")
    }
    let grants = grants(principal)
    guard operation.isOpen(to: principal, grants) else {
      throw Problem(.forbidden, detail: "The operation \(operation.rawValue) is not for the role \(principal.role).")
    }
    if let conversation = head.conversation, !conversation.isValid {
      throw Problem(
        .invalid, detail: "The member /conversation has 1 to 64 letters, digits, '-' and '_'.",
        errors: [
          Problem.FieldError(pointer: "#/conversation", detail: "1 to 64 letters, digits, '-' and '_'")
        ])
    }
    let call = Call(
      head: head, principal: principal, mayActForOthers: operation.isOpenForOthers(to: principal, grants))
    switch work {
    case .success(let work): return try await work(call)
    case .failure(let error): throw Wire.problem(error)
    }
  }
}

extension Vocabulary.Principal {
  /// From the address frame that the broker made; a broker that makes none vouches for nobody.
  init(_ address: ClientAddress?) {
    guard let principal = address?.principal else {
      self = .anybody
      return
    }
    self.init(principal)
  }

  init(_ principal: Majordomo.Principal) {
    let role: Role =
      switch principal.role {
      case .guest: .guest
      case .member: .member
      case .advisor: .advisor
      case .service: .service
      case .worker: .worker
      }
    self.init(role: role, user: principal.userID)
  }

  /// `role:user`, as a caller writes it in `for`.
  init?(named: String) {
    let parts = named.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let role = Role(rawValue: String(parts[0])), !parts[1].isEmpty, parts[1].utf8.count <= 240
    else {
      return nil
    }
    self.init(role: role, user: String(parts[1]))
  }

  var name: String { "\(role.rawValue):\(user)" }
}
