import ZeroMQ

/// What uses sockets, a turn at a time, on a `LoopThread`. All is called on that thread.
protocol Loop: AnyObject {
  /// The first call, once: what is to be watched is added here, and later whenever the loop opens a socket.
  ///
  /// - Throws: `ZeroMQError`; then `end` is called next.
  func start(_ watch: Watch) throws(ZeroMQError)
  /// How long the thread may sleep as far as this loop is concerned: zero when there is something to do, nil for ever.
  func pause() -> Duration?
  /// Does what there is to do.
  ///
  /// - Parameter ready: the keys of what something came for. libzmq tells it once: a socket named here, and each that something
  ///   was sent on, is to be read until there is nothing.
  /// - Returns: whether it goes on.
  /// - Throws: `ETERM` when the context was shut down.
  func turn(_ ready: [Int]) throws(ZeroMQError) -> Bool
  /// The last call: the loop is over, or the context was shut down.
  func end()
}

/// What a loop waits for, in the set that it shares with the other loops of its thread.
struct Watch {
  /// More than a loop has sockets.
  static let keysOfALoop = 1 << 20

  private let set: SocketSet
  private let firstKey: Int

  init(_ set: SocketSet, loop: Int) {
    self.set = set
    firstKey = loop * Self.keysOfALoop
  }

  func add(_ socket: Socket, key: Int) throws(ZeroMQError) { try set.add(socket, key: firstKey + key) }
  func add(_ wakeup: Wakeup, key: Int) throws(ZeroMQError) { try set.add(wakeup, key: firstKey + key) }
  func remove(_ socket: Socket) throws(ZeroMQError) { try set.remove(socket) }
}
