import Foundation
import ZeroMQ

/// A ZAP handler that lets every key in and makes the key the user id. The real one is `Access`'s.
final class KeyTable: Sendable {
  private let wakeup: Wakeup
  private let ended = DispatchSemaphore(value: 0)

  init(_ context: Context) throws {
    let wakeup = try Wakeup()
    let (ended, bound) = (ended, DispatchSemaphore(value: 0))
    self.wakeup = wakeup
    Thread.detachNewThread {
      if let socket = try? Socket(.rep, context: context), (try? socket.bind("inproc://zeromq.zap.01")) != nil {
        bound.signal()
        try? Self.serve(socket, until: wakeup)
      }
      ended.signal()
    }
    bound.wait()
  }

  func stop() {
    wakeup.signal()
    ended.wait()
  }

  private static func serve(_ socket: Socket, until wakeup: Wakeup) throws {
    let poller = Poller()
    poller.add(wakeup)
    poller.add(socket)
    while true {
      try poller.wait(atMost: nil)
      if poller.isReady(0) { return socket.close() }
      guard let asked = try socket.receive(), asked.count == 7 else { continue }
      let userID = Array((Z85.encode(asked[6]) ?? "").utf8)
      _ = try socket.send([asked[0], asked[1], Array("200".utf8), [], userID, []])
    }
  }
}
