import ArgumentParser
import Foundation
import Majordomo
import MajordomoRuntime
import Services

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Run the broker, every service and the event stream in one process.",
    discussion: """
      Examples:
        rinnalla serve --data /var/lib/rinnalla
        rinnalla serve --listen ipc:///run/rinnalla/broker.sock --events ipc:///run/rinnalla/events.sock
        rinnalla serve --listen tcp://0.0.0.0:5555 --events tcp://0.0.0.0:5556
      Over tcp everything is encrypted and who comes in is known by key: see rinnalla keys --help.
      """)

  @OptionGroup var folders: FolderOptions
  @OptionGroup var listening: ListenOptions
  @OptionGroup var foreign: ForeignServiceOptions

  @OptionGroup var stream: StreamOptions

  @Option(help: ArgumentHelp("Requests that one service handles at once.", valueName: "N"))
  var concurrency = 64

  func validate() throws {
    guard (1...256).contains(concurrency) else { throw ValidationError("--concurrency is 1 to 256.") }
  }

  func run() async throws {
    let folders = try folders.folders()
    OpenFiles.allowMany()
    let house = try House()
    let stopped = Signals.ofEnding()
    var endpoints = [BrokerEndpoint(House.embeddedEndpoint, .fixed(House.local)), House.titanicEndpoint]
    let inner = endpoints.count
    endpoints += try listening.endpoints(default: "ipc://\(folders.data)/run/broker.sock", house, data: folders.data)
    let bound = try house.startBroker(
      endpoints, plaintextLoopback: listening.plaintext.isAllowed, policies: try foreign.policies())
    let own = [BrokerAddress(House.embeddedEndpoint)]
    try await house.start(
      House.ServiceName.allCases, folders: folders, brokers: own, servesOthers: true,
      sending: [BrokerAddress(House.titanicEndpoint.address)]
    ) { service in
      service == .company || service == .assistant ? concurrency : 4
    }
    let stream = try await house.startStream(
      folders, endpoint: try stream.endpoint(house, data: folders.data, listening.plaintext))
    writeError("rinnalla: serving on \(bound.dropFirst(inner).joined(separator: ", ")), events on \(stream)")
    await house.serve(until: stopped, beating: try house.client(own))
  }
}
