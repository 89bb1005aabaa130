import Dispatch
import Foundation

/// SIGTERM and SIGINT as something to wait for. It listens from its making on.
final class StopSignals {
  private let arrivals: AsyncStream<Int32>
  private let sources: [any DispatchSourceSignal]

  init() {
    let (arrivals, sink) = AsyncStream.makeStream(of: Int32.self)
    self.arrivals = arrivals
    sources = [SIGTERM, SIGINT].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number)
      source.setEventHandler { sink.yield(number) }
      source.resume()
      return source
    }
  }

  /// Returns when the first of them has come.
  func wait() async {
    for await _ in arrivals { return }
  }
}
