import ArgumentParser
import Foundation
import MajordomoRuntime

/// Where a broker listens.
struct ListenOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where clients and workers connect: ipc://FILE, or tcp://ADDRESS:PORT for those with keys. Repeat it for several.",
      valueName: "ENDPOINT"))
  var listen: [String] = []

  @OptionGroup var plaintext: PlaintextOption

  func endpoints(default usual: String, _ house: House, data: String) throws -> [BrokerEndpoint] {
    try (listen.isEmpty ? [usual] : listen).map { try plaintext.endpoint($0, house, data: data) }
  }
}

/// Where the event stream listens.
struct StreamOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Where followers of events connect: ipc://FILE or tcp://ADDRESS:PORT.", valueName: "ENDPOINT"))
  var events: String?

  func endpoint(_ house: House, data: String, _ plaintext: PlaintextOption) throws -> BrokerEndpoint {
    try plaintext.endpoint(events ?? "ipc://\(data)/run/events.sock", house, data: data)
  }
}

/// Whether tcp may be without keys, and what that makes of an endpoint.
struct PlaintextOption: ParsableArguments {
  @Flag(
    name: .customLong("allow-plaintext-loopback"),
    help:
      "Let tcp be without keys, on loopback addresses alone: who comes that way is a guest, and nothing is encrypted.")
  var isAllowed = false

  /// An endpoint and how its peers are known. The folder of an ipc endpoint is made for this user alone.
  func endpoint(_ address: String, _ house: House, data: String) throws -> BrokerEndpoint {
    if address.hasPrefix("ipc://") {
      try makeFolder(of: String(address.dropFirst("ipc://".count)))
      return BrokerEndpoint(address, .fixed(House.local))
    }
    guard address.hasPrefix("tcp://") else {
      throw Failure(.wrongUse, "'\(address)' is no endpoint; write ipc://FILE or tcp://ADDRESS:PORT.")
    }
    guard isAllowed else { return BrokerEndpoint(address, try house.curveIdentity(data: data)) }
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
