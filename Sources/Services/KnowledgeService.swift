import Knowledge
import MajordomoRuntime
import Messages
import Vocabulary

/// The service `knowledge`: what the content holds on a query.
public struct KnowledgeService: Sendable {
  private let base: KnowledgeBase
  private let grants: @Sendable (Principal) -> Grants

  /// - Parameter grants: as in `Environment`.
  public init(_ base: KnowledgeBase, grants: @escaping @Sendable (Principal) -> Grants = { _ in Grants() }) {
    self.base = base
    self.grants = grants
  }

  public func reply(to request: WorkerRequest) async -> [UInt8] {
    let base = base
    let find = Handler(KnowledgeQuery.self) { query, call throws(Problem) in
      Wire.encode(Reply.data(id: call.head.id, base.find(query)))
    }
    return await Adapter(handlers: [.find: find], grants: grants).reply(to: request)
  }
}
