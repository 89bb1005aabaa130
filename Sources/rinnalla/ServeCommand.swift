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

  @Option(
    help: ArgumentHelp("Where followers of events connect: ipc://FILE or tcp://ADDRESS:PORT.", valueName: "ENDPOINT"))
  var events: String?

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
      endpoints, plaintextLoopback: listening.allowPlaintextLoopback, policies: try foreign.policies())
    let own = [BrokerAddress(House.embeddedEndpoint)]
    try await house.start(
      House.ServiceName.allCases, folders: folders, brokers: own, servesOthers: true,
      sending: [BrokerAddress(House.titanicEndpoint.address)]
    ) { service in
      service == .company || service == .assistant ? concurrency : 4
    }
    let stream = try await house.startStream(
      folders,
      endpoint: try listening.endpoint(
        events ?? "ipc://\(folders.data)/run/events.sock", house, data: folders.data))
    writeError("rinnalla: serving on \(bound.dropFirst(inner).joined(separator: ", ")), events on \(stream)")
    await house.serve(until: stopped, beating: try house.client(own))
  }
}

/// Where a broker listens.
struct ListenOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where clients and workers connect: ipc://FILE, or tcp://ADDRESS:PORT for those with keys. Repeat it for several.",
      valueName: "ENDPOINT"))
  var listen: [String] = []

  @Flag(
    help:
      "Let tcp be without keys, on loopback addresses alone: who comes that way is a guest, and nothing is encrypted.")
  var allowPlaintextLoopback = false

  func endpoints(default usual: String, _ house: House, data: String) throws -> [BrokerEndpoint] {
    try (listen.isEmpty ? [usual] : listen).map { try endpoint($0, house, data: data) }
  }

  /// An endpoint and how its peers are known. The folder of an ipc endpoint is made for this user alone.
  func endpoint(_ address: String, _ house: House, data: String) throws -> BrokerEndpoint {
    if address.hasPrefix("ipc://") {
      try makeFolder(of: String(address.dropFirst("ipc://".count)))
      return BrokerEndpoint(address, .fixed(House.local))
    }
    guard address.hasPrefix("tcp://") else {
      throw Failure(.wrongUse, "'\(address)' is no endpoint; write ipc://FILE or tcp://ADDRESS:PORT.")
    }
    guard allowPlaintextLoopback else { return BrokerEndpoint(address, try house.curveIdentity(data: data)) }
    guard Loopback.holds(address) else {
      throw Failure(
        .wrongUse,
        "--allow-plaintext-loopback is for 127.0.0.1 and [::1] alone, not for \(address). "
          + "Without it all tcp endpoints are encrypted and ask for keys.")
    }
    return BrokerEndpoint(address, .fixed(House.plaintextGuest))
  }

  private func makeFolder(of path: String) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Failure(.failed, "The folder \(folder) can't be made: \(error.localizedDescription)")
    }
  }
}
