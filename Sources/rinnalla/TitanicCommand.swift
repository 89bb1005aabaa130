import ArgumentParser
import Companies
import Services
import Stores
import TerminalUI
import Titanic
import Vocabulary

/// `rinnalla titanic`: the durable requests that were given up, and what becomes of them.
struct TitanicCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "titanic",
    abstract: "See durable requests that were given up, and send them again or drop them.",
    discussion: """
      Examples:
        rinnalla titanic list                  what was given up: it took three workers with it, or had no answer in time
        rinnalla titanic list --all --json     all that is kept, a JSON object a line
        rinnalla titanic retry 3f2a            it is sent again; the beginning of its id is enough
        rinnalla titanic drop 3f2a --yes       nothing is kept of it any more
      It shows no words of anybody. rinnalla serve on the same data directory takes a change over within a second.
      """,
    subcommands: [List.self, Retry.self, Drop.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Show what was given up, the oldest first.")

    @OptionGroup var data: DataOption

    @Flag(help: "Show all that is kept.")
    var all = false

    @Flag(help: "Print one JSON object a line.")
    var json = false

    func run() async throws {
      let requests = try await data.withStore { try await $0.durableSummaries() }
        .filter { all || $0.state.isGivenUp }
      for request in requests { writeOutput((json ? Wire.text(Line(request)) : Line(request).text) + "\n") }
      if requests.isEmpty {
        writeError("rinnalla: \(all ? "nothing is kept" : "nothing was given up") in \(data.path)")
      }
    }
  }

  struct Retry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "retry", abstract: "Send requests again that were given up, as if they were new.")

    @OptionGroup var data: DataOption

    @Argument(help: ArgumentHelp("Ids, or their beginnings.", valueName: "ID"))
    var ids: [String]

    func run() async throws {
      let changed = try await data.withStore { try await tell(ids, .retry, where: { $0.isGivenUp }, in: $0) }
      writeError("rinnalla: \(changed) to be sent again")
    }
  }

  struct Drop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "drop", abstract: "Keep nothing of requests any more, given up or not.")

    @OptionGroup var data: DataOption

    @Flag(help: "Yes, for good.")
    var yes = false

    @Argument(help: ArgumentHelp("Ids, or their beginnings.", valueName: "ID"))
    var ids: [String]

    func validate() throws {
      if !yes { throw ValidationError("What is dropped can't be had back: add --yes.") }
    }

    func run() async throws {
      let changed = try await data.withStore { try await tell(ids, .drop, where: { _ in true }, in: $0) }
      writeError("rinnalla: \(changed) dropped")
    }
  }

  /// One request as it is listed.
  private struct Line: Encodable {
    var id: String
    var state: String
    var service: String
    var owner: String
    /// RFC 3339.
    var kept: String
    var tries: Int
    var losses: Int
    var bytes: Int

    init(_ request: DurableSummary) {
      (id, state, service) = (request.id.rawValue, request.state.rawValue, request.service)
      owner = "\(request.owner.role.rawValue):\(request.owner.user)"
      (kept, tries, losses, bytes) = (request.keptAt.rfc3339, request.tries, request.losses, request.bytes)
    }

    var text: String {
      let counts = "\(tries) tries  \(losses) workers lost  \(bytes) bytes"
      return [id, state, sanitised(service), sanitised(owner), kept, counts].joined(separator: "  ")
    }
  }

  /// Tells the requests that are meant; how many changed.
  private static func tell(
    _ beginnings: [String], _ event: DurableRequest.Event, where fits: (DurableState) -> Bool,
    in store: any DurableRequestStore
  ) async throws -> Int {
    let kept = try await store.durableSummaries().filter { fits($0.state) }
    let ids = try beginnings.map { beginning in
      let found = kept.map(\.id).filter { $0.rawValue.hasPrefix(beginning.lowercased()) }
      guard found.count == 1 else {
        throw Failure(
          .notFound,
          found.isEmpty
            ? "No such request has an id that begins with '\(beginning)': see rinnalla titanic list."
            : "\(found.count) requests have an id that begins with '\(beginning)'; write more of it.")
      }
      return found[0]
    }
    let news = ids.map { DurableNews($0, event) }
    return try await store.tell(news, at: Environment.system.now(), rules: DurableRules()).count
  }
}

extension DurableState {
  /// What an operator has to decide about.
  fileprivate var isGivenUp: Bool { self == .dead || self == .expired }
}
