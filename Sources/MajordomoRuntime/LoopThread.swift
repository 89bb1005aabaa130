import Dispatch
import Majordomo
import Synchronization
import ZeroMQ

/// A thread for loops that own sockets. Those that share one pass messages on without a change of threads: for one person that
/// is quicker than a thread for each part, for many it is not.
public final class LoopThread: Sendable {
  /// A loop, as others see it.
  final class Running: Sendable {
    private let thread: LoopThread
    fileprivate let end = DispatchGroup()

    fileprivate init(_ thread: LoopThread) {
      self.thread = thread
      end.enter()
    }

    /// Waits until the loop has ended. From its own thread it returns at once.
    func join() {
      if !thread.thread.isCurrent { end.wait() }
    }
  }

  fileprivate enum Command: Sendable {
    case begin(@Sendable () -> (any Loop)?, DispatchGroup)
    case close
  }

  private let mailbox: Mailbox<Command>
  private let thread: Thread

  /// Starts the thread.
  ///
  /// - Throws: `ZeroMQError` when the process is out of descriptors.
  public init() throws(ZeroMQError) {
    let (mailbox, set) = (try Mailbox<Command>(), try SocketSet())
    try set.add(mailbox.wakeup, key: 0)
    self.mailbox = mailbox
    thread = Thread {
      BatchScheduling.ofThisThread()
      Turns(mailbox, set).run()
    }
  }

  deinit { mailbox.post(.close) }

  /// The thread that is shared, or a new one.
  static func shared(_ thread: LoopThread?) throws(ZeroMQError) -> LoopThread {
    if let thread { return thread }
    return try LoopThread()
  }

  /// Adds a loop, which is made on the thread; nil: it could not be made.
  func begin(_ make: @escaping @Sendable () -> (any Loop)?) -> Running {
    let running = Running(self)
    mailbox.post(.begin(make, running.end))
    return running
  }
}

/// The thread's function: a turn for each loop that has something to do.
private final class Turns {
  private final class Place {
    let loop: any Loop
    let end: DispatchGroup
    var ready: [Int] = []
    var due: Instant?

    init(_ loop: any Loop, _ end: DispatchGroup) { (self.loop, self.end) = (loop, end) }
  }

  private let mailbox: Mailbox<LoopThread.Command>
  private let set: SocketSet
  private var ready: [Int] = []
  /// By the number of the loop; the first place is the thread's own, for its mailbox.
  private var places: [Place?] = [nil]

  init(_ mailbox: Mailbox<LoopThread.Command>, _ set: SocketSet) { (self.mailbox, self.set) = (mailbox, set) }

  /// Runs until it is closed and the last loop has ended.
  func run() {
    var commands: [LoopThread.Command] = []
    var isClosed = false
    while !isClosed || places.contains(where: { $0 != nil }) {
      do throws(ZeroMQError) {
        try set.wait(atMost: pause(), into: &ready)
        for key in ready { note(key) }
        try turn()
      } catch {
        // The context was shut down: nothing more can come for any of them.
        for index in places.indices { end(index) }
      }
      mailbox.take(into: &commands)
      for command in commands {
        switch command {
        case .begin(let make, let end): begin(make, end)
        case .close: isClosed = true
        }
      }
    }
    mailbox.close(into: &commands)
  }

  private func begin(_ make: @Sendable () -> (any Loop)?, _ end: DispatchGroup) {
    guard let loop = make() else { return end.leave() }
    let index = places.dropFirst().firstIndex { $0 == nil } ?? places.count
    if index == places.count { places.append(nil) }
    places[index] = Place(loop, end)
    do throws(ZeroMQError) {
      try loop.start(Watch(set, loop: index))
    } catch {
      self.end(index)
    }
  }

  /// How long all of them may sleep.
  private func pause() -> Duration? {
    var earliest: Duration? = mailbox.maySleep() ? nil : .zero
    let now = MonotonicClock.now
    for index in places.indices {
      guard let place = places[index] else { continue }
      let pause = place.loop.pause()
      place.due = pause.map { now + $0 }
      if let pause { earliest = min(pause, earliest ?? pause) }
    }
    return earliest
  }

  private func note(_ key: Int) {
    let (index, own) = key.quotientAndRemainder(dividingBy: Watch.keysOfALoop)
    if index == 0 { mailbox.wakeup.clear() } else { places[index]?.ready.append(own) }
  }

  private func turn() throws(ZeroMQError) {
    let now = MonotonicClock.now
    for index in places.indices {
      guard let place = places[index] else { continue }
      let isDue = place.due.map { $0 <= now } ?? false
      if place.ready.isEmpty && !isDue { continue }
      let goesOn = try place.loop.turn(place.ready)
      place.ready.removeAll(keepingCapacity: true)
      if !goesOn { end(index) }
    }
  }

  private func end(_ index: Int) {
    guard let place = places[index] else { return }
    places[index] = nil
    place.loop.end()
    place.end.leave()
  }
}
