import Majordomo
import MajordomoRuntime
import Services

/// The event stream over the store of the data directory.
extension House {
  /// Starts the stream; it stops with the house, before the store closes.
  ///
  /// Who may see what is decided for each event and reader.
  /// - Returns: the endpoint as bound.
  func startStream(_ folders: Folders, endpoint: BrokerEndpoint) async throws -> String {
    let ring = try openKeys(data: folders.data)
    let service = StreamService(store: try openStore(folders), grants: ring.grants)
    let server = StreamServer(
      context: context, endpoint: endpoint, allowsPlaintextLoopback: endpoint.identity.isPlaintextGuest,
      source: service.source)
    do {
      let bound = try await server.start()
      keep(server)
      ring.onChange { [weak server] in server?.reviewKeys() }
      return bound
    } catch {
      throw Failure(.failed, "The event stream does not start: \(error).")
    }
  }
}

extension BrokerEndpoint.Identity {
  /// Whether peers without keys come in as guests, as on a loopback address when asked for.
  fileprivate var isPlaintextGuest: Bool { if case .fixed(House.plaintextGuest) = self { true } else { false } }
}
