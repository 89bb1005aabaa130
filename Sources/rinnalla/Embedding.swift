import Majordomo
import MajordomoRuntime
import Services

/// Everything in this process, for `chat` and `ask` without `--connect`.
struct Embedding {
  let house: House
  let parts: PartsClient

  /// Requests that are handled at once; a person asks one thing at a time.
  static let concurrency = 4

  /// - Parameter brokers: a broker elsewhere; empty: all parts start here.
  static func start(brokers: [BrokerAddress], folders: () throws -> Folders) async throws -> Embedding {
    let house = try House(onOneThread: true)
    guard brokers.isEmpty else {
      return Embedding(house: house, parts: PartsClient(try house.client(brokers)))
    }
    let folders = try folders()
    _ = try house.startBroker([BrokerEndpoint(House.embeddedEndpoint, .fixed(House.local))])
    let own = [BrokerAddress(House.embeddedEndpoint)]
    try await house.start(House.ServiceName.ofTalks, folders: folders, brokers: own) { _ in concurrency }
    return Embedding(house: house, parts: PartsClient(try house.client(own)))
  }
}
