import Majordomo
import MajordomoRuntime
import Messages
import Vocabulary

/// Who asks and what was asked, before the data is read.
struct Call: Sendable {
  var head: EnvelopeHead
  var body: [UInt8]
  var principal: Vocabulary.Principal
  /// Whether the caller may call this operation for another.
  var mayActForOthers: Bool

  func data<Payload: Codable & Sendable>(_ type: Payload.Type) throws(Problem) -> Payload {
    try Wire.decode(Envelope<Payload>.self, from: body).data
  }

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

/// A service as the queue sees it: frames in, frames out, one operation after the other looked up in one table.
struct Adapter: Sendable {
  /// Handles one operation; what it returns is the body of the answer.
  typealias Handler = @Sendable (Call) async throws(Problem) -> [UInt8]

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
      let head = try Wire.decode(EnvelopeHead.self, from: request.body)
      guard (1...Wire.idBytesMax).contains(head.id.utf8.count) else {
        throw Problem(
          .invalid, detail: "The member /id has 1 to \(Wire.idBytesMax) bytes.",
          errors: [
            Problem.FieldError(pointer: "#/id", detail: "1 to \(Wire.idBytesMax) bytes")
          ])
      }
      id = head.id
      return try await handle(head, principal: Vocabulary.Principal(request.client), body: request.body)
    } catch {
      return Wire.encode(Reply<Nothing>.problem(id: id, error))
    }
  }

  private func handle(_ head: EnvelopeHead, principal: Vocabulary.Principal, body: [UInt8]) async throws(Problem)
    -> [UInt8]
  {
    guard let operation = Operation(rawValue: head.op), let handler = handlers[operation] else {
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
    return try await handler(
      Call(
        head: head, body: body, principal: principal,
        mayActForOthers: operation.isOpenForOthers(to: principal, grants)))
  }
}

extension Vocabulary.Principal {
  /// From the address frame that the broker made; a broker that makes none vouches for nobody.
  init(_ address: ClientAddress?) {
    guard let principal = address?.principal else {
      self.init(role: .guest, user: "guest")
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
