import ArgumentParser
import Foundation
import MajordomoRuntime

struct BrokerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "broker",
    abstract: "Run the message broker alone.",
    discussion: """
      Examples:
        rinnalla broker --listen ipc:///run/rinnalla/broker.sock
        rinnalla broker --listen tcp://0.0.0.0:5555 --data /var/lib/rinnalla
        rinnalla broker --listen ipc:///run/rinnalla/broker.sock --retry vat-check --busy-patience scan=120
      The keys that may come in over tcp are in the data directory: see rinnalla keys --help.
      """)

  @OptionGroup var listening: ListenOptions
  @OptionGroup var foreign: ForeignServiceOptions
  @OptionGroup var data: DataOption

  func validate() throws {
    if listening.listen.isEmpty { throw ValidationError("Say where to listen: --listen ipc://FILE") }
  }

  func run() async throws {
    OpenFiles.allowMany()
    let house = try House()
    let stopped = Signals.ofEnding()
    let own = BrokerEndpoint(House.embeddedEndpoint, .fixed(House.local))
    let bound = try house.startBroker(
      [own] + (try listening.endpoints(default: "", house, data: data.path)),
      plaintextLoopback: listening.plaintext.isAllowed, policies: try foreign.policies())
    writeError("rinnalla: broker on \(bound.dropFirst().joined(separator: ", "))")
    await house.serve(until: stopped, beating: try house.client([BrokerAddress(House.embeddedEndpoint)]))
  }
}
