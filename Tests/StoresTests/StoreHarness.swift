import Companies
import Foundation
import GRDB
import Stores
import Vocabulary

/// The implementations that keep the contract.
enum StoreKind: String, CaseIterable, Sendable {
  case memory, sqlite

  /// Runs a test on a new, empty store.
  func withStore(_ body: (any CompanyStore) async throws -> Void) async throws {
    switch self {
    case .memory: try await body(MemoryStore())
    case .sqlite:
      let directory = try TemporaryDirectory()
      let store = try SQLiteStore.open(directory: directory.path)
      try await body(store)
      try store.close()
    }
  }
}

/// A directory that goes when the test ends.
final class TemporaryDirectory: Sendable {
  let path: String

  /// - Parameter inMemory: where syncing costs nothing, when the machine has such a place: for tests that bring a disk
  ///   of their own.
  init(inMemory: Bool = false) throws {
    let memory = "/dev/shm/"
    let isThere = inMemory && FileManager.default.isWritableFile(atPath: memory)
    path = (isThere ? memory : NSTemporaryDirectory()) + "rinnalla-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// Somebody else on a store's file, who may leave a transaction open.
func openBeside(_ directory: TemporaryDirectory) throws -> DatabaseQueue {
  var configuration = Configuration()
  configuration.allowsUnsafeTransactions = true
  return try DatabaseQueue(path: directory.path + "/rinnalla.sqlite", configuration: configuration)
}

/// A person who talks: opens, then commits, as a service does.
struct Asker {
  let store: any CompanyStore
  var user: String = "anna"
  var role: Principal.Role = .guest

  static let day: Int64 = 86_400_000
  static let start = Timestamp(milliseconds: 1_790_000_000_000)

  func request(
    _ id: String, in conversation: ConversationID? = nil, op: String = "assistant.ask.v1", hash: String? = nil,
    onBehalfOf: String? = nil
  ) -> Request {
    Request(
      key: RequestKey(
        principal: Principal(role: role, user: user), onBehalfOf: onBehalfOf, conversation: conversation, id: id),
      op: op, hash: hash ?? "hash of \(id)")
  }

  func open(_ request: Request, now: Timestamp = start) async throws -> Opening {
    let safe = user.utf8.map { String($0, radix: 16) }.joined()
    return try await store.open(
      request, newCompany: CompanyID(rawValue: "company-" + safe),
      newConversation: ConversationID(rawValue: "talk-" + String(safe.prefix(50))), now: now)
  }

  /// The company and the talk; fails the test's expectation when the opening is anything else.
  func context(_ request: Request, now: Timestamp = start) async throws -> CompanyContext {
    guard case .ready(let context) = try await open(request, now: now) else { throw NotReady() }
    return context
  }

  /// One whole turn, computed anew when somebody else was first.
  @discardableResult
  func say(
    _ text: String, id: String, in conversation: ConversationID? = nil, changes: [Change] = [],
    events: Int = 1, memory: TalkMemory = TalkMemory(), now: Timestamp = start
  ) async throws -> CommitOutcome {
    let request = request(id, in: conversation)
    while true {
      let context = try await context(request, now: now)
      let commit = commit(
        request, context, text: text, changes: changes, events: events, memory: memory, now: now)
      let outcome = try await store.commit(commit)
      if outcome != .conflict { return outcome }
    }
  }

  func commit(
    _ request: Request, _ context: CompanyContext, text: String = "a question", answer: String? = nil,
    changes: [Change] = [], events: Int = 1, memory: TalkMemory = TalkMemory(), now: Timestamp = start
  ) -> Commit {
    Commit(
      request: request, at: now, company: context.company.id, companyVersion: context.company.version,
      conversation: context.talk.id, talkVersion: context.talk.version, changes: changes, memory: memory, text: text,
      answer: answer ?? #"{"text":"answer to \#(request.key.id)"}"#,
      events: (0..<events).map { index in
        NewEvent(
          type: "eu.rinnalla.conversation.turn.stored.v1", subject: context.talk.id.rawValue,
          turn: context.talk.turns + 1, data: #"{"index":\#(index)}"#)
      })
  }

  struct NotReady: Error {}
}

extension Fact {
  static func make(_ key: FactKey, _ value: FactValue, at: Timestamp = Asker.start) -> Fact {
    Fact(key: key, value: value, source: .said, by: "anna", at: at)
  }
}
