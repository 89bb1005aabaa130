import Access
import ArgumentParser
import Foundation
import Messages
import Services
import Vocabulary

struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys",
    abstract: "Say who may come in over tcp, and as what.",
    discussion: """
      Examples:
        rinnalla keys server                         the public key that chats need to find this server
        rinnalla keys new crm                        make a key pair for a program
        rinnalla keys allow 'KEY' --role advisor --name Anna
        rinnalla keys allow 'KEY' --role worker --serves assistant
        rinnalla keys allow 'KEY' --role service --calls assistant.ask.v1 --for-others
        rinnalla keys revoke 'KEY'
        rinnalla keys bind 'KEY' --talk ID --connect ipc:///run/rinnalla/broker.sock
      A key is 40 characters of Z85; put it in single quotes, and -- before one that begins with '-'. A key that is not in
      the table is a guest's, with a talk of its own. Programs that run take a change over at once.
      """,
    subcommands: [Server.self, Own.self, New.self, List.self, Allow.self, Revoke.self, KeysBindCommand.self])

  struct Server: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "server", abstract: "Print the server's public key; its pair is made when there is none.")

    @OptionGroup var data: DataOption

    func run() throws {
      writeOutput(try ServerKeys.pair(data: data.path).publicKey + "\n")
    }
  }

  struct Own: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "own", abstract: "Print your own public key, which is who you are at a server.")

    @OptionGroup var data: DataOption

    func run() throws {
      let file = KeyFolder(dataDirectory: data.path).ownFile
      writeOutput(
        try Failure.ofKeys { () throws(KeyFileError) in try KeyFolder.pairMadeOnce(in: file).publicKey } + "\n")
    }
  }

  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "new", abstract: "Make a key pair in DIR/keys/NAME.key and print its public key.")

    @OptionGroup var data: DataOption

    @Argument(help: ArgumentHelp("Letters, digits, '-' and '_'.", valueName: "NAME"))
    var name: String

    func validate() throws {
      guard (1...64).contains(name.utf8.count),
        name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
      else { throw ValidationError("A name is 1 to 64 letters, digits, '-' and '_'.") }
    }

    func run() throws {
      let file = KeyFolder(dataDirectory: data.path).file(named: name)
      let pair = try Failure.ofKeys { () throws(KeyFileError) in try KeyFolder.newPair(in: file) }
      writeError("rinnalla: made \(file), for its user alone; use it with --key-file. Its public key:")
      writeOutput(pair.publicKey + "\n")
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Show the table of keys, revoked ones too.")

    @OptionGroup var data: DataOption

    @Flag(help: "Print one JSON object a line.")
    var json = false

    func run() throws {
      let table = try Failure.ofKeys { () throws(KeyFileError) in
        try KeyFolder(dataDirectory: data.path).table()
      }
      for entry in table.entries { writeOutput((json ? jsonLine(entry) : line(entry)) + "\n") }
      if table.entries.isEmpty { writeError("rinnalla: no key is in the table; every key is a guest's") }
    }

    private func line(_ entry: KeyEntry) -> String {
      var parts = [entry.key, entry.revokedAt == nil ? entry.role.rawValue : "revoked"]
      parts += entry.serves.map { "serves:\($0)" } + entry.calls.map { "calls:\($0)" }
      if entry.actsForOthers { parts.append("for-others") }
      if entry.followsEvents { parts.append("events") }
      if let name = entry.name { parts.append(name) }
      return parts.joined(separator: "  ")
    }

    private func jsonLine(_ entry: KeyEntry) -> String { Wire.text(entry) }
  }

  struct Allow: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "allow", abstract: "Let a key in with a role; what was known of it before is replaced.")

    @OptionGroup var data: DataOption

    @Argument(help: ArgumentHelp("The public key.", valueName: "KEY"))
    var key: String

    @Option(help: "guest, member, advisor, service or worker.")
    var role: Principal.Role

    @Option(help: ArgumentHelp("What you call its holder.", valueName: "TEXT"))
    var name: String?

    @Option(
      help: ArgumentHelp("A service that a worker may register for. Repeat it for several.", valueName: "SERVICE"))
    var serves: [String] = []

    @Option(help: ArgumentHelp("An operation that a service may call. Repeat it for several.", valueName: "OP"))
    var calls: [String] = []

    @Flag(help: "Let a service name whom it acts for.")
    var forOthers = false

    @Flag(help: "Let a service follow the events of all talks, without anybody's words.")
    var events = false

    func run() throws {
      let entry = KeyEntry(
        key: key, role: role, name: name.map { String($0.filter { !$0.isNewline }.prefix(100)) }, serves: serves,
        calls: calls, actsForOthers: forOthers, followsEvents: events, allowedAt: Environment.system.now())
      if let fault = entry.fault { throw Failure(.wrongUse, "\(fault).") }
      if let unknown = calls.first(where: { Messages.Operation(rawValue: $0) == nil }) {
        let known = Messages.Operation.allCases.map(\.rawValue).joined(separator: ", ")
        throw Failure(.wrongUse, "There is no operation '\(unknown)'; there are \(known).")
      }
      try Failure.ofKeys { () throws(KeyFileError) in
        try KeyFolder(dataDirectory: data.path).change { $0.allow(entry) }
      }
      writeError("rinnalla: the key is a \(role.rawValue)'s now; 'rinnalla keys revoke' takes it back")
    }
  }

  struct Revoke: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "revoke", abstract: "Refuse a key from now on, on connections that are up too.")

    @OptionGroup var data: DataOption

    @Argument(help: ArgumentHelp("The public key.", valueName: "KEY"))
    var key: String

    func run() throws {
      guard KeyTable.isKey(key) else { throw Failure(.wrongUse, "'\(key.prefix(60))' is no public key.") }
      try Failure.ofKeys { () throws(KeyFileError) in
        try KeyFolder(dataDirectory: data.path).change { $0.revoke(key, at: Environment.system.now()) }
      }
      writeError("rinnalla: the key is refused now; 'rinnalla keys allow' lets it in again")
    }
  }
}

extension Principal.Role: ExpressibleByArgument {}
