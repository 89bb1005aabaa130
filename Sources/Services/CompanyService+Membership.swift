import Companies
import Messages
import Vocabulary

/// Who belongs to a company: invitations, and new keys for lost ones.
extension CompanyService {
  /// User ids are keys or names that a gateway gave; longer ones travel in no address frame.
  private static let keyBytesMax = 240

  func invite(_ call: Call) async throws(Problem) -> [UInt8] {
    let person = try call.person
    let code = environment.newCode()
    let invitation = Invitation(code, at: environment.now())
    let isOpen = try await asking { () throws(StoreError) in try await store.invite(invitation, by: person.user) }
    let answer = InviteAnswer(
      code: isOpen ? code.description : nil, until: isOpen ? invitation.until.rfc3339 : nil)
    return Wire.encode(Reply.data(id: call.head.id, answer))
  }

  func join(_ asked: JoinRequest, _ call: Call) async throws(Problem) -> [UInt8] {
    let person = try call.person
    var outcome = JoinOutcome.refused
    if let code = InvitationCode(reading: asked.code) {
      let now = environment.now()
      outcome = try await asking { () throws(StoreError) in try await store.join(code, as: person.user, now: now) }
    }
    // After the store: a table of keys that can't be written is mended by sending the request again.
    if outcome == .joined { try environment.keys.admit(person.user) }
    return Wire.encode(Reply.data(id: call.head.id, JoinAnswer(joined: outcome == .joined)))
  }

  func bind(_ asked: BindRequest, _ call: Call) async throws(Problem) -> [UInt8] {
    guard (1...Self.keyBytesMax).contains(asked.key.utf8.count) else {
      throw Problem(
        .invalid, detail: "The member /data/key is a public key.",
        errors: [Problem.FieldError(pointer: "#/data/key", detail: "1 to \(Self.keyBytesMax) bytes")])
    }
    guard let conversation = call.head.conversation else {
      throw Problem(
        .invalid, detail: "The member /conversation is missing: it says whose key was lost.",
        errors: [Problem.FieldError(pointer: "#/conversation", detail: "this member is missing")])
    }
    let (advisor, newcomer, now) = (try call.person.user, environment.newID(), environment.now())
    let outcome = try await asking { () throws(StoreError) in
      try await store.bind(asked.key, to: conversation, by: advisor, newcomer: newcomer, now: now)
    }
    guard case .bound(let lost) = outcome else {
      throw Problem(.unknownConversation, detail: "There is no such conversation.")
    }
    try environment.keys.refuse(lost)
    try environment.keys.admit(asked.key)
    return Wire.encode(Reply.data(id: call.head.id, BindAnswer(lost: lost)))
  }

  func asking<Value: Sendable>(
    _ ask: () async throws(StoreError) -> Value
  ) async throws(Problem) -> Value {
    do {
      return try await ask()
    } catch {
      throw Problem(error)
    }
  }
}
