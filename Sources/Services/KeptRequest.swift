import Foundation
import Messages
import Vocabulary

/// What Titanic keeps and sends for somebody: to a foreign service as it came, to one of ours in the asker's name and by the
/// asker's rights, which are looked at before it is kept.
struct KeptRequest {
  let body: [[UInt8]]
  /// The user whose words are in it.
  let person: String

  init(
    service: String, body: [[UInt8]], of owner: Vocabulary.Principal, _ grants: Grants
  ) throws(Problem) {
    guard Operation.allCases.contains(where: { $0.service == service }) else {
      (self.body, person) = (body, owner.user)
      return
    }
    guard body.count == 1, let only = body.first else {
      throw Problem(.malformed, detail: "The service \(service) takes a body of one frame.")
    }
    let head = try Wire.decode(Head.self, from: only)
    guard (1...Wire.idBytesMax).contains(head.id.utf8.count) else {
      throw Problem(.invalid, detail: "The member /id has 1 to \(Wire.idBytesMax) bytes.")
    }
    guard let operation = Operation(rawValue: head.op), operation.service == service else {
      throw Problem(.unknownOperation, detail: "'\(head.op.prefix(80))' is no operation of the service \(service).")
    }
    guard operation.mayBeKept, operation.isOpen(to: owner, grants) else {
      throw Problem(
        .forbidden, detail: "The operation \(operation.rawValue) is not kept for the role \(owner.role).")
    }
    guard let named = head.for else {
      (self.body, person) = ([try Self.body(only, for: owner.name)], owner.user)
      return
    }
    guard operation.isOpenForOthers(to: owner, grants), let other = Vocabulary.Principal(named: named) else {
      throw Problem(.forbidden, detail: "You may not act for '\(named.prefix(80))'.")
    }
    (self.body, person) = (body, other.user)
  }

  private struct Head: Decodable {
    var id: String
    var op: String
    var `for`: String?
  }

  /// The body in the name of its asker: Titanic is who will be seen to send it.
  private static func body(_ body: [UInt8], for name: String) throws(Problem) -> [UInt8] {
    do {
      guard var object = try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any] else {
        throw Problem(.malformed, detail: "The body is no JSON object.")
      }
      object["for"] = name
      return Array(try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes]))
    } catch {
      throw Problem(.malformed, detail: "The body is not JSON in UTF-8.")
    }
  }
}
