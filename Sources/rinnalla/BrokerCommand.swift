import ArgumentParser
import Foundation
import MajordomoRuntime

struct BrokerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "broker",
    abstract: "Run the message broker alone.",
    discussion: """
      Example:
        rinnalla broker --listen ipc:///run/rinnalla/broker.sock
      """)

  @OptionGroup var listening: ListenOptions

  func validate() throws {
    if listening.listen.isEmpty { throw ValidationError("Say where to listen: --listen ipc://FILE") }
  }

  func run() async throws {
    let house = try House()
    let stopped = StopSignals()
    let bound = try house.startBroker(
      try listening.endpoints(default: ""), plaintextLoopback: listening.allowPlaintextLoopback)
    writeError("rinnalla: broker on \(bound.joined(separator: ", "))")
    await stopped.wait()
    await house.stop()
  }
}
