import ArgumentParser
import MajordomoRuntime
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

/// Which broker a command talks to; without it the command runs everything in itself.
struct ConnectOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A broker: ipc://FILE or tcp://127.0.0.1:PORT. Repeat it to name several.", valueName: "ENDPOINT"))
  var connect: [String] = []

  func brokers() throws -> [BrokerAddress] {
    for endpoint in connect where !endpoint.hasPrefix("ipc://") && !Loopback.holds(endpoint) {
      throw Failure(
        .wrongUse, "'\(endpoint)' is no endpoint of this machine; write ipc://FILE or tcp://127.0.0.1:PORT.")
    }
    return connect.map { BrokerAddress($0) }
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
