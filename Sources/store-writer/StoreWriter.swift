import Companies
import Glibc
import Stores
import Vocabulary

/// Test support: a process of its own that uses a store.
///
///     store-writer write DIRECTORY PERSON TURNS WRITERS   commits turns; prints the id of each one that was answered
///     store-writer open DIRECTORY USER-ID                 becomes that user, opens; prints `opened` or the error
@main
enum StoreWriter {
  static func main() async {
    let arguments = CommandLine.arguments.dropFirst()
    do {
      switch (arguments.first, arguments.count) {
      case ("write", 5):
        let rest = Array(arguments.dropFirst(2))
        guard let turns = Int(rest[1]), let writers = Int(rest[2]) else { fallthrough }
        let store = try SQLiteStore.open(directory: Array(arguments)[1])
        try await write(to: store, person: rest[0], turns: turns, writers: writers)
        try store.close()
      case ("open", 3):
        guard let user = UInt32(Array(arguments)[2]) else { fallthrough }
        guard setgid(user) == 0, setuid(user) == 0 else { exit(1) }
        _ = try SQLiteStore.open(directory: Array(arguments)[1])
        say("opened")
      default:
        say("usage: store-writer write DIRECTORY PERSON TURNS WRITERS | open DIRECTORY USER-ID")
        exit(2)
      }
    } catch {
      say("\(error)")
      exit(1)
    }
  }

  private static func write(to store: SQLiteStore, person: String, turns: Int, writers: Int) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<writers {
        group.addTask {
          for turn in 0..<turns {
            try await commit("\(person)-\(writer)-\(turn)", by: "\(person)-\(writer)", to: store)
          }
        }
      }
      try await group.waitForAll()
    }
  }

  /// One turn, computed anew on every conflict.
  private static func commit(_ id: String, by person: String, to store: SQLiteStore) async throws {
    let now = Timestamp(milliseconds: 1_790_000_000_000)
    let key = RequestKey(principal: Principal(role: .guest, user: person), conversation: nil, id: id)
    let request = Request(key: key, op: "assistant.ask.v1", hash: id)
    while true {
      let opening = try await store.open(
        request, newCompany: CompanyID(rawValue: person), newConversation: ConversationID(rawValue: person), now: now)
      guard case .ready(let context) = opening else { break }
      let event = NewEvent(
        type: "eu.rinnalla.conversation.turn.stored.v1", subject: context.talk.id.rawValue,
        turn: context.talk.turns + 1, data: "{}")
      let outcome = try await store.commit(
        Commit(
          request: request, at: now, company: context.company.id, companyVersion: context.company.version,
          conversation: context.talk.id, talkVersion: context.talk.version, changes: [], memory: TalkMemory(),
          text: "text of \(id)", answer: "answer to \(id)", events: [event]))
      if outcome != .conflict { break }
    }
    say(id)
  }

  /// One write(2), so that a line that was begun is whole even when the process is killed.
  private static func say(_ line: String) {
    var bytes = Array((line + "\n").utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      guard written > 0 else { exit(1) }
      bytes = bytes.dropFirst(written)
    }
  }
}
