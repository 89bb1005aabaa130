import MajordomoRuntime

/// A house that serves until it is told to end, as a service manager wants it.
extension House {
  /// How long the broker may take for an answer of its own and still count as well.
  private static let patience = Duration.seconds(5)

  /// Tells the service manager that all is ready, waits for a signal, then stops.
  ///
  /// - Parameter client: of the own broker: while that answers, the service manager hears that the program is well. Without one
  ///   there is no broker in this process whose health could be told.
  func serve(until stopped: Signals, beating client: Client? = nil) async {
    let manager = ServiceManager()
    manager.ready()
    let beats = client.map { client in
      manager.watch {
        (try? await client.request(service: "mmi.service", body: Array("assistant".utf8), timeout: Self.patience))
          != nil
      }
    }
    await stopped.wait()
    manager.stopping()
    beats?.cancel()
    await stop { manager.status("Stopping: \($0.rawValue)") }
  }
}
