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
        rinnalla service stream --events tcp://0.0.0.0:5556 --data /var/lib/rinnalla
      The services are company, cooperation, intent, knowledge, assistant and titanic. The event stream is one too: it needs no
      broker but the data directory, and any number of it may run.
      """)

  @OptionGroup var connection: ConnectOptions
  @OptionGroup var events: StreamOptions
  @OptionGroup var plaintext: PlaintextOption
  @OptionGroup var folders: FolderOptions

  @Option(help: ArgumentHelp("Requests that one service handles at once.", valueName: "N"))
  var concurrency = 64

  @Argument(help: "The services to run.")
  var names: [String]

  private static let stream = "stream"

  func validate() throws {
    for name in names where name != Self.stream && House.ServiceName(rawValue: name) == nil {
      throw ValidationError(
        "There is no service '\(name)'; there are company, cooperation, intent, knowledge, assistant, titanic and stream."
      )
    }
    if connection.connect.isEmpty && names.contains(where: { $0 != Self.stream }) {
      throw ValidationError("Say which broker: --connect ipc://FILE")
    }
    guard (1...256).contains(concurrency) else { throw ValidationError("--concurrency is 1 to 256.") }
  }

  func run() async throws {
    OpenFiles.allowMany()
    let house = try House()
    let stopped = Signals.ofEnding()
    let brokers = try connection.brokers(data: folders.data)
    let folders = try folders.folders()
    try await house.start(
      names.compactMap(House.ServiceName.init(rawValue:)), folders: folders, brokers: brokers, servesOthers: true
    ) { _ in concurrency }
    if names.contains(Self.stream) {
      let endpoint = try await house.startStream(
        folders, endpoint: try events.endpoint(house, data: folders.data, plaintext))
      writeError("rinnalla: events on \(endpoint)")
    }
    writeError("rinnalla: serving \(names.joined(separator: ", "))")
    await house.serve(until: stopped)
  }
}
