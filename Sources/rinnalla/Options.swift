import Access
import ArgumentParser
import Companies
import MajordomoRuntime
import Stores
import Vocabulary

/// Which folders a command reads and writes.
struct FolderOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The folder with intents/ and knowledge/ (RINNALLA_CONTENT).", valueName: "DIR"))
  var content: String?

  @Option(help: ArgumentHelp("The folder in which talks are kept (RINNALLA_DATA).", valueName: "DIR"))
  var data: String?

  @Option(help: ArgumentHelp("The region whose support and contacts are told (RINNALLA_REGION).", valueName: "NAME"))
  var region: String?

  func folders() throws -> Folders {
    try Folders.find(content: content, data: data, region: region)
  }
}

/// The data directory, for commands that need no content.
struct DataOption: ParsableArguments {
  @Option(help: ArgumentHelp("The folder in which keys and talks are kept (RINNALLA_DATA).", valueName: "DIR"))
  var data: String?

  var path: String { Folders.dataPath(data) }

  /// Lends the store of the directory, which is closed again.
  func withStore<Value>(_ body: (SQLiteStore) async throws -> Value) async throws -> Value {
    do {
      let store = try SQLiteStore.open(directory: path)
      defer { try? store.close() }
      return try await body(store)
    } catch let error as StoreError {
      throw Failure(.failed, "\(error)")
    }
  }
}

/// Which broker a command talks to; without it the command runs everything in itself.
struct ConnectOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("A broker: ipc://FILE or tcp://HOST:PORT. Repeat it to name several.", valueName: "ENDPOINT"))
  var connect: [String] = []

  @Option(parsing: .unconditional, help: ArgumentHelp("The server's public key, for tcp.", valueName: "Z85"))
  var serverKey: String?

  @Option(
    help: ArgumentHelp("Your own key pair; otherwise DIR/keys/own.key, made when it is first used.", valueName: "FILE"))
  var keyFile: String?

  /// - Parameter data: the data directory, where the own keys are.
  func brokers(data: String?) throws -> [BrokerAddress] {
    try connect.map { try ServerAddress.address($0, serverKey: serverKey, keyFile: keyFile, data: data) }
  }
}

/// Where a talk is led: where it is said, else where it moved to by `/connect`, else in the program itself.
struct TalkOptions: ParsableArguments {
  @OptionGroup var connection: ConnectOptions

  @Flag(help: "Talk on this computer alone, also when the talk has moved to a server with /connect.")
  var embedded = false

  func validate() throws {
    if embedded && !connection.connect.isEmpty {
      throw ValidationError("--embedded and --connect do not go together.")
    }
  }

  /// - Returns: none when all is in this program.
  func brokers(data: String?) throws -> [BrokerAddress] {
    if embedded { return [] }
    let named = try connection.brokers(data: data)
    return try named.isEmpty ? KeptServer.broker(data: data).map { [$0] } ?? [] : named
  }
}

/// Where a server is and how to show oneself there.
enum ServerAddress {
  /// - Parameters:
  ///   - keyFile: the own keys; otherwise those of the data directory, made when they are first used.
  ///   - data: the data directory as it was named by a flag.
  static func address(
    _ endpoint: String, serverKey: String?, keyFile: String?, data: String?
  ) throws -> BrokerAddress {
    let login = try serverKey.map { try Self.login(serverKey: $0, keyFile: keyFile, data: Folders.dataPath(data)) }
    try check(endpoint, hasKey: login != nil)
    return BrokerAddress(endpoint, login: endpoint.hasPrefix("tcp://") ? login : nil)
  }

  private static func check(_ endpoint: String, hasKey: Bool) throws {
    guard endpoint.hasPrefix("ipc://") || endpoint.hasPrefix("tcp://") else {
      throw Failure(.wrongUse, "'\(endpoint)' is no endpoint; write ipc://FILE or tcp://HOST:PORT.")
    }
    guard endpoint.hasPrefix("ipc://") || Loopback.holds(endpoint) || hasKey else {
      throw Failure(
        .wrongUse, "'\(endpoint)' is not on this machine, so the server has to prove who it is: add --server-key Z85.")
    }
  }

  private static func login(serverKey: String, keyFile: String?, data: String) throws -> BrokerAddress.Login {
    guard KeyTable.isKey(serverKey) else {
      throw Failure(.wrongUse, "'\(serverKey.prefix(60))' is no public key: a key is 40 characters of Z85.")
    }
    return try Failure.ofKeys { () throws(KeyFileError) in
      let keys =
        if let keyFile { try KeyFolder.pair(in: keyFile) } else {
          try KeyFolder.pairMadeOnce(in: KeyFolder(dataDirectory: data).ownFile)
        }
      return BrokerAddress.Login(serverKey: serverKey, keys: keys)
    }
  }
}

enum Loopback {
  static func holds(_ endpoint: String) -> Bool {
    ["tcp://127.0.0.1:", "tcp://[::1]:"].contains { endpoint.hasPrefix($0) }
  }
}

struct LanguageOption: ParsableArguments {
  @Option(help: ArgumentHelp("The language to speak: en, fi or sv.", valueName: "LANG"))
  var lang: Language?
}

extension Language: ExpressibleByArgument {}
