import CZeroMQ
import Foundation

/// libzmq's own `zmq_proxy` between a ROUTER and a DEALER on a thread: the yardstick, which knows no protocol.
final class Proxy {
  let clientEndpoint: String
  let workerEndpoint: String
  private let context: UnsafeMutableRawPointer
  private let ended = DispatchSemaphore(value: 0)

  init() {
    guard let context = zmq_ctx_new(), let front = zmq_socket(context, ZMQ_ROUTER),
      let back = zmq_socket(context, ZMQ_DEALER)
    else { fatalError("libzmq has no sockets left") }
    self.context = context
    clientEndpoint = Self.bind(front)
    workerEndpoint = Self.bind(back)
    let (sockets, ended) = (Sockets(front: front, back: back), ended)
    Thread.detachNewThread {
      zmq_proxy(sockets.front, sockets.back, nil)
      zmq_close(sockets.front)
      zmq_close(sockets.back)
      ended.signal()
    }
  }

  func stop() {
    zmq_ctx_shutdown(context)
    ended.wait()
    zmq_ctx_term(context)
  }

  private static func bind(_ socket: UnsafeMutableRawPointer) -> String {
    var linger: Int32 = 0
    zmq_setsockopt(socket, ZMQ_LINGER, &linger, MemoryLayout<Int32>.size)
    zmq_bind(socket, "tcp://127.0.0.1:*")
    var length = 256
    var endpoint = [UInt8](repeating: 0, count: length)
    zmq_getsockopt(socket, ZMQ_LAST_ENDPOINT, &endpoint, &length)
    return String(decoding: endpoint.prefix(max(length - 1, 0)), as: UTF8.self)
  }

  /// Sendable because the thread that gets the two sockets is the only one that uses them from then on.
  private struct Sockets: @unchecked Sendable {
    let front: UnsafeMutableRawPointer
    let back: UnsafeMutableRawPointer
  }
}
