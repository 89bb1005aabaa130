import Knowledge
import MajordomoRuntime
import Messages
import Vocabulary

/// The service `knowledge`: what the content holds on a query.
public struct KnowledgeService: Sendable {
  private let editions: Editions
  private let grants: @Sendable (Principal) -> Grants

  /// - Parameter grants: as in `Environment`.
  public init(_ editions: Editions, grants: @escaping @Sendable (Principal) -> Grants = { _ in Grants() }) {
    self.editions = editions
    self.grants = grants
  }

  public func reply(to request: WorkerRequest) async -> [UInt8] {
    let find = Handler(KnowledgeQuery.self) { query, call throws(Problem) in
      let edition = editions.edition(query.revision)
      var findings = edition.knowledge.find(query)
      findings.revision = edition.revision
      return Wire.encode(Reply.data(id: call.head.id, findings))
    }
    return await Adapter(handlers: [.find: find], grants: grants).reply(to: request)
  }
}
