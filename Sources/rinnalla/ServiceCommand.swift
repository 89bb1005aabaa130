import ArgumentParser
import Foundation
import MajordomoRuntime

struct ServiceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "service",
    abstract: "Run some of the services, connected to a broker elsewhere.",
    discussion: """
      Example:
        rinnalla service company --connect ipc:///run/rinnalla/broker.sock --data /var/lib/rinnalla
      The services are company, cooperation, intent, knowledge, assistant and titanic.
      """)

  @OptionGroup var connection: ConnectOptions
  @OptionGroup var folders: FolderOptions

  @Option(help: ArgumentHelp("Requests that one service handles at once.", valueName: "N"))
  var concurrency = 64

  @Argument(help: "The services to run.")
  var names: [String]

  func validate() throws {
    for name in names where House.ServiceName(rawValue: name) == nil {
      throw ValidationError(
        "There is no service '\(name)'; there are company, cooperation, intent, knowledge, assistant and titanic.")
    }
    if connection.connect.isEmpty { throw ValidationError("Say which broker: --connect ipc://FILE") }
    guard (1...256).contains(concurrency) else { throw ValidationError("--concurrency is 1 to 256.") }
  }

  func run() async throws {
    let house = try House()
    let stopped = Signals.ofEnding()
    let brokers = try connection.brokers(data: folders.data)
    try await house.start(
      names.compactMap(House.ServiceName.init(rawValue:)), folders: try folders.folders(), brokers: brokers,
      servesOthers: true
    ) { _ in concurrency }
    writeError("rinnalla: serving \(names.joined(separator: ", "))")
    await house.serve(until: stopped)
  }
}
