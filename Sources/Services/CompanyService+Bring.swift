import Companies
import Messages
import Vocabulary

/// Data of `company.bring.v1`: what a company takes along from a talk elsewhere.
public struct BringRequest: Codable, Sendable, Hashable {
  public var belongings: Belongings
  public var lang: Language
  /// What the person was told of it, in that language; it is kept as the answer.
  public var note: String

  public static let noteBytesMax = 1000

  public init(belongings: Belongings, lang: Language, note: String) {
    self.belongings = belongings
    self.lang = lang
    self.note = note
  }
}

extension CompanyService {
  /// Tries until nobody else changed the company meanwhile.
  private static let triesMax = 5

  /// Takes up what a company brings, in a turn of its latest talk. The same again changes nothing.
  func bring(_ asked: BringRequest, _ call: Call) async throws(Problem) -> [UInt8] {
    guard asked.belongings.isAcceptable, asked.note.utf8.count <= BringRequest.noteBytesMax else {
      throw Problem(
        .invalid,
        detail: "The member /data/belongings holds too much, or values that the catalogue of facts does not have.",
        errors: [Problem.FieldError(pointer: "#/data/belongings", detail: "not as the catalogue has it")])
    }
    let key = RequestKey(
      principal: call.principal, onBehalfOf: call.head.for == nil ? nil : try call.person.user,
      conversation: call.head.conversation, id: call.head.id)
    let request = Request(key: key, op: call.head.op, hash: Fingerprint.of([Wire.text(asked)]))
    for _ in 0..<Self.triesMax {
      switch try await opened(request) {
      case .repeated: return Wire.encode(Reply.data(id: call.head.id, Nothing()))
      case .idUsedOtherwise: throw Problem(.idUsedOtherwise, detail: "This id was used for another request.")
      case .gone: throw Problem(.gone, detail: "This request was answered before, and its answer is no longer kept.")
      case .unknownConversation: throw Problem(.unknownConversation, detail: "There is no such conversation of yours.")
      case .ready(let context):
        let outcome = try await asking { () throws(StoreError) in
          try await store.commit(commit(asked, request, context))
        }
        if outcome != .conflict { return Wire.encode(Reply.data(id: call.head.id, Nothing())) }
      }
    }
    throw Problem(.busy, detail: "The company is changed by others at the same time. Try again.")
  }

  private func commit(_ asked: BringRequest, _ request: Request, _ context: CompanyContext) -> Commit {
    let turn = context.talk.turns + 1
    let answer = Answer(
      conversation: context.talk.id, turn: turn, lang: asked.lang, text: asked.note, intent: nil, slots: Slots(),
      confidence: 1, because: [], stage: context.company.stage?.rawValue, steps: [], instruments: [], sources: [],
      question: nil, choices: [], owner: "bot")
    var memory = context.talk.memory
    memory.lang = memory.lang ?? asked.lang
    return Commit(
      request: request, at: environment.now(), company: context.company.id, companyVersion: context.company.version,
      conversation: context.talk.id, talkVersion: context.talk.version,
      changes: asked.belongings.changes(in: context.company, by: request.key.principal.user), memory: memory,
      text: "/connect", answer: Wire.text(answer), events: [])
  }
}
