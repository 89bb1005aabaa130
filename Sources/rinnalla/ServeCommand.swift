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
      """)

  @OptionGroup var folders: FolderOptions
  @OptionGroup var listening: ListenOptions

  @Option(
    help: ArgumentHelp("Where followers of events connect: ipc://FILE or tcp://127.0.0.1:PORT.", valueName: "ENDPOINT"))
  var events: String?

  @Option(help: ArgumentHelp("Requests that one service handles at once.", valueName: "N"))
  var concurrency = 64

  func validate() throws {
    guard (1...256).contains(concurrency) else { throw ValidationError("--concurrency is 1 to 256.") }
  }

  func run() async throws {
    let folders = try folders.folders()
    let house = try House()
    let stopped = StopSignals()
    let local = Principal(role: .member, userID: "local")
    var endpoints = [BrokerEndpoint(House.embeddedEndpoint, .fixed(local))]
    endpoints += try listening.endpoints(default: "ipc://\(folders.data)/run/broker.sock")
    let bound = try house.startBroker(endpoints, plaintextLoopback: listening.allowPlaintextLoopback)
    let own = [BrokerAddress(House.embeddedEndpoint)]
    try await house.start(House.ServiceName.allCases, folders: folders, brokers: own) { service in
      service == .company || service == .assistant ? concurrency : 4
    }
    let stream = try await house.startStream(
      folders, endpoint: try listening.checked(events ?? "ipc://\(folders.data)/run/events.sock"))
    writeError("rinnalla: serving on \(bound.dropFirst().joined(separator: ", ")), events on \(stream)")
    await stopped.wait()
    await house.stop()
  }
}

/// Where a broker listens.
struct ListenOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Where clients and workers connect: ipc://FILE or tcp://127.0.0.1:PORT.", valueName: "ENDPOINT"))
  var listen: [String] = []

  @Flag(help: "Allow tcp without keys on the loopback addresses; who comes that way is a guest.")
  var allowPlaintextLoopback = false

  func endpoints(default usual: String) throws -> [BrokerEndpoint] {
    try (listen.isEmpty ? [usual] : listen).map { endpoint in
      let principal =
        endpoint.hasPrefix("ipc://")
        ? Principal(role: .member, userID: "local") : Principal(role: .guest, userID: "guest")
      return BrokerEndpoint(try checked(endpoint), .fixed(principal))
    }
  }

  /// The folder of an ipc endpoint is made for this user alone.
  func checked(_ endpoint: String) throws -> String {
    if endpoint.hasPrefix("ipc://") {
      let folder = URL(fileURLWithPath: String(endpoint.dropFirst("ipc://".count))).deletingLastPathComponent().path
      do {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      } catch {
        throw Failure(.failed, "The folder \(folder) can't be made: \(error.localizedDescription)")
      }
    } else if !Loopback.holds(endpoint) {
      throw Failure(
        .wrongUse, "'\(endpoint)' is no endpoint of this machine; write ipc://FILE or tcp://127.0.0.1:PORT.")
    } else if !allowPlaintextLoopback {
      throw Failure(
        .notAllowed, "Plain tcp has no keys. If that is what you want on \(endpoint), add --allow-plaintext-loopback.")
    }
    return endpoint
  }
}
