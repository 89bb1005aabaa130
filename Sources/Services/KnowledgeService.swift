import Knowledge
import MajordomoRuntime
import Messages

/// The service `knowledge`: what the content holds on a query.
public struct KnowledgeService: Sendable {
  private let base: KnowledgeBase

  public init(_ base: KnowledgeBase) {
    self.base = base
  }

  public func reply(to request: WorkerRequest) async -> [UInt8] {
    let base = base
    let find: Adapter.Handler = { call throws(Problem) in
      let query = try call.data(KnowledgeQuery.self)
      return Wire.encode(Reply.data(id: call.head.id, base.find(query)))
    }
    return await Adapter(rules: [.find: Adapter.Rule(isInternal: false, handler: find)]).reply(to: request)
  }
}
