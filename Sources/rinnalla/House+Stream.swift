import Majordomo
import MajordomoRuntime
import Services

/// The event stream over the store of the data directory.
extension House {
  /// Starts the stream; it stops with the house, before the store closes.
  ///
  /// Over tcp anybody on this machine may connect, so there the events carry no words, only ids and numbers.
  /// - Returns: the endpoint as bound.
  func startStream(_ folders: Folders, endpoint: BrokerEndpoint) async throws -> String {
    let isOverTCP = endpoint.address.hasPrefix("tcp://")
    let service = StreamService(store: try openStore(folders), showsWords: !isOverTCP)
    let server = StreamServer(
      context: context, endpoint: endpoint, allowsPlaintextLoopback: isOverTCP,
      source: service.source)
    do {
      let bound = try await server.start()
      keep(server)
      return bound
    } catch {
      throw Failure(.failed, "The event stream does not start: \(error).")
    }
  }
}
