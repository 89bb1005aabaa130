import Foundation
import Majordomo
import ZeroMQ

/// One client with a window of requests and many workers that echo, over tcp loopback, each on a thread of its own.
struct Load {
  /// How the peers speak: MDP 0.2 with our broker, bare frames with a proxy that knows no protocol.
  enum Speech {
    case majordomo
    case bare
  }

  static let workers = 32
  static let window = workers
  static let body = [UInt8](repeating: 0x2A, count: 64)

  let speech: Speech
  let clientEndpoint: String
  let workerEndpoint: String

  /// Sends `warmUp` requests, calls `warm`, sends `count` requests, and gives the time that these took.
  func run(warmUp: Int, count: Int, warm: () -> Void) throws -> Duration {
    let context = try Context()
    let stop = try Wakeup()
    let (ended, started) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let (speech, workerEndpoint) = (speech, workerEndpoint)
    Thread.detachNewThread {
      do { try Self.work(context, workerEndpoint, speech, stop) { started.signal() } } catch { fatalError("\(error)") }
      ended.signal()
    }
    started.wait()
    let client = try Socket(.dealer, context: context)
    try client.connect(clientEndpoint)
    try exchange(client, warmUp)
    warm()
    let begin = ContinuousClock.now
    try exchange(client, count)
    let time = ContinuousClock.now - begin
    stop.signal()
    ended.wait()
    client.close()
    context.terminate()
    return time
  }

  private func exchange(_ client: Socket, _ count: Int) throws {
    let (outgoing, incoming) = (Multipart(), Multipart())
    let limit = Socket.Limit(frames: 8, bytes: 10_000)
    var sent = 0
    var answered = 0
    while answered < count {
      while sent < count && sent - answered < Self.window {
        if speech == .majordomo {
          outgoing.append("MDPC02")
          outgoing.append(1)
          outgoing.append("load")
        }
        outgoing.append(Self.body)
        _ = try client.send(outgoing, wait: true)
        sent += 1
      }
      _ = try client.receive(into: incoming, limit: limit, wait: true)
      answered += 1
      while answered < count, try client.receive(into: incoming, limit: limit) == .message { answered += 1 }
    }
  }

  private static func work(
    _ context: Context, _ endpoint: String, _ speech: Speech, _ stop: Wakeup, _ started: () -> Void
  ) throws {
    let (outgoing, incoming) = (Multipart(), Multipart())
    let poller = Poller()
    poller.add(stop)
    var sockets: [Socket] = []
    for _ in 0..<workers {
      let socket = try Socket(.dealer, context: context)
      try socket.connect(endpoint)
      if speech == .majordomo { _ = try socket.send([Array("MDPW02".utf8), [1], Array("load".utf8)]) }
      poller.add(socket)
      sockets.append(socket)
    }
    started()
    var lastBeat = ContinuousClock.now
    while true {
      try poller.wait(atMost: .milliseconds(500))
      if poller.isReady(0) { break }
      for (position, socket) in sockets.enumerated() where poller.isReady(position + 1) {
        try answer(socket, speech, incoming, outgoing)
      }
      if speech == .majordomo, ContinuousClock.now - lastBeat > .seconds(1) {
        lastBeat = .now
        for socket in sockets { _ = try socket.send([Array("MDPW02".utf8), [5]]) }
      }
    }
    for socket in sockets { socket.close() }
  }

  private static func answer(
    _ socket: Socket, _ speech: Speech, _ incoming: Multipart, _ outgoing: Multipart
  ) throws {
    let limit = Socket.Limit(frames: 8, bytes: 10_000)
    while try socket.receive(into: incoming, limit: limit) == .message {
      if speech == .majordomo {
        if incoming.count < 5 { continue }
        outgoing.append("MDPW02")
        outgoing.append(4)
        for frame in 2..<incoming.count { outgoing.append(moving: incoming, at: frame) }
      } else {
        for frame in 0..<incoming.count { outgoing.append(moving: incoming, at: frame) }
      }
      _ = try socket.send(outgoing, wait: true)
    }
  }
}
