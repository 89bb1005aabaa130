import Foundation
import Synchronization
import ZeroMQ

/// Answers libzmq's question at each CURVE handshake: may this key come in? (ZeroMQ RFC 27.)
///
/// It runs on a thread of its own, asks memory only, and must be bound before the first CURVE socket of its context:
/// those refuse everybody without it. There is one a context.
public final class ZAPHandler: Sendable {
  private static let endpoint = "inproc://zeromq.zap.01"
  private static let version = Array("1.0".utf8)
  private static let mechanism = Array("CURVE".utf8)

  private let wakeup: Wakeup
  private let ended = DispatchSemaphore(value: 0)
  private let isRunning: Mutex<Bool>

  /// - Parameters:
  ///   - domain: of the sockets that are let in; the question of another one is refused.
  ///   - admits: whether a public key (Z85) may come in. Who it is then is looked up by its user id, which is the key.
  public init(
    context: Context, domain: String, admits: @escaping @Sendable (_ key: String) -> Bool
  ) throws(ZeroMQError) {
    let wakeup = try Wakeup()
    let (ended, bound) = (ended, DispatchSemaphore(value: 0))
    let failure = Failure()
    Thread.detachNewThread {
      defer { ended.signal() }
      let socket: Socket
      do throws(ZeroMQError) {
        socket = try Socket(.rep, context: context)
        try socket.bind(Self.endpoint)
      } catch {
        failure.error.withLock { $0 = error }
        bound.signal()
        return
      }
      bound.signal()
      Self.serve(socket, until: wakeup, domain: Array(domain.utf8), admits: admits)
    }
    bound.wait()
    if let error = failure.error.withLock({ $0 }) { throw error }
    self.wakeup = wakeup
    isRunning = Mutex(true)
  }

  /// Ends the thread; from then on nobody new comes in. Stopping twice is harmless.
  public func stop() {
    let wasRunning = isRunning.withLock { isRunning in
      defer { isRunning = false }
      return isRunning
    }
    guard wasRunning else { return }
    wakeup.signal()
    ended.wait()
  }

  deinit { stop() }

  private final class Failure: Sendable {
    let error = Mutex<ZeroMQError?>(nil)
  }

  /// Ends by the wake-up, or when the context is shut down.
  private static func serve(
    _ socket: Socket, until wakeup: Wakeup, domain: [UInt8], admits: (String) -> Bool
  ) {
    let poller = Poller()
    poller.add(wakeup)
    poller.add(socket)
    defer { socket.close() }
    do throws(ZeroMQError) {
      while true {
        try poller.wait(atMost: nil)
        if poller.isReady(0) { return }
        guard let asked = try socket.receive() else { continue }
        _ = try socket.send(reply(to: asked, domain: domain, admits: admits))
      }
    } catch {
      // The context was shut down: nobody asks any more.
    }
  }

  /// Frames of a question: version, its id, domain, address, the server's own routing id, mechanism, the key.
  static func reply(to asked: [[UInt8]], domain: [UInt8], admits: (String) -> Bool) -> [[UInt8]] {
    func answer(_ status: String, _ text: String, _ userID: String) -> [[UInt8]] {
      [version, asked.count > 1 ? asked[1] : [], Array(status.utf8), Array(text.utf8), Array(userID.utf8), []]
    }
    guard asked.count == 7, asked[0] == version, asked[2] == domain, asked[5] == mechanism, asked[6].count == 32,
      let key = Z85.encode(asked[6])
    else { return answer("400", "Only CURVE is served here", "") }
    return admits(key) ? answer("200", "OK", key) : answer("400", "This key is refused", "")
  }
}
