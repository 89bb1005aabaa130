import Dispatch
import Foundation
import Synchronization

/// Signals as something to wait for. It listens from its making on.
final class Signals: Sendable {
  let arrivals: AsyncStream<Int32>
  private let sources: Mutex<[any DispatchSourceSignal]>

  init(_ numbers: [Int32]) {
    let (arrivals, sink) = AsyncStream.makeStream(of: Int32.self)
    self.arrivals = arrivals
    sources = Mutex(
      numbers.map { number in
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number)
        source.setEventHandler { sink.yield(number) }
        source.resume()
        return source
      })
  }

  /// Those by which a process is asked to end.
  static func ofEnding() -> Signals { Signals([SIGTERM, SIGINT]) }

  /// Returns when the first of them has come.
  func wait() async {
    for await _ in arrivals { return }
  }
}
