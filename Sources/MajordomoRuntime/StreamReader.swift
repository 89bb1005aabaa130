import Majordomo
import Synchronization
import ZeroMQ

/// What a reader of the event stream gets.
public enum StreamItem: Equatable, Sendable {
  /// The server was reached: this is the log, and reading begins. Comes at most once, before all others, and not when
  /// the caller named the log.
  case begin(StreamLog)
  /// An event with its number and its CloudEvent as JSON.
  case event(number: Int64, bytes: [UInt8])
  /// Everything up to this number is covered; what there was is not asked for or not to be seen.
  case progress(number: Int64)
  /// The log was restored, is another one, or ends before the number that was asked for: load the state anew. Events
  /// after its `last` follow.
  case reset(StreamLog)
}

/// Why reading ended.
public enum StreamReaderError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The server does not take what this reader asks for.
  case refused(String)
  /// No socket can be made or connected.
  case failed(ZeroMQError)

  public var description: String {
    switch self {
    case .refused(let detail): "the event stream refuses this reader: \(detail)"
    case .failed(let error): error.description
    }
  }
}

/// Follows an event stream: each event once, in the order of numbers, without a gap, across lost connections and
/// servers that are started anew. It has a thread of its own.
///
/// One task reads it. What waits to be taken is bounded by the rules' credit. It ends when it is closed, or when the
/// context is shut down.
public final class StreamReader: AsyncSequence, Sendable {
  public typealias Element = StreamItem
  public typealias Failure = StreamReaderError

  private let mailbox: Mailbox<StreamReaderLoop.Command>
  private let buffer = StreamBuffer()
  private let thread: Thread

  /// - Parameters:
  ///   - context: the embedded server's, for inproc endpoints.
  ///   - servers: of one log; a lost one moves the reader on to the next.
  ///   - rules: `endpoints` is set from `servers`.
  /// - Throws: `ZeroMQError` when the process is out of descriptors.
  public init(
    context: Context, servers: [BrokerAddress], wish: StreamWish, rules: StreamReaderRules = StreamReaderRules()
  ) throws(ZeroMQError) {
    precondition(!servers.isEmpty, "a reader needs the address of a server")
    var rules = rules
    rules.endpoints = servers.count
    let mailbox = try Mailbox<StreamReaderLoop.Command>()
    self.mailbox = mailbox
    thread = Thread { [rules, buffer] in
      StreamReaderLoop(context: context, servers: servers, wish: wish, rules: rules, mailbox: mailbox, buffer: buffer)
        .run()
    }
  }

  deinit { close() }

  /// Says goodbye to the server and ends the thread; the sequence ends. Closing twice is harmless.
  public func close() {
    mailbox.post(.close)
    thread.join()
  }

  public func makeAsyncIterator() -> Iterator { Iterator(reader: self) }

  public struct Iterator: AsyncIteratorProtocol {
    let reader: StreamReader

    /// The next item; nil when the reader was closed or the task cancelled.
    public func next(isolation actor: isolated (any Actor)? = #isolation) async throws(StreamReaderError) -> StreamItem?
    {
      try await reader.next()
    }

    public func next() async throws(StreamReaderError) -> StreamItem? { try await reader.next() }
  }

  private func next() async throws(StreamReaderError) -> StreamItem? {
    let item = try await buffer.next()
    if case .event(_, let bytes) = item { mailbox.post(.taken(bytes: bytes.count)) }
    return item
  }
}

/// What waits to be taken from a reader: its credit bounds the events, and neighbouring `.progress` are one.
final class StreamBuffer: Sendable {
  private typealias Waiter = CheckedContinuation<Result<StreamItem?, StreamReaderError>, Never>

  private struct State: Sendable {
    var items: [StreamItem] = []
    /// The first item that was not taken yet.
    var first = 0
    var end: Result<StreamItem?, StreamReaderError>?
    var waiter: Waiter?

    mutating func pop() -> StreamItem? {
      guard first < items.count else { return nil }
      defer {
        first += 1
        if first == items.count {
          items.removeAll(keepingCapacity: true)
          first = 0
        }
      }
      return items[first]
    }

    mutating func push(_ item: StreamItem) {
      if case .progress = item, case .progress = items.last {
        items[items.count - 1] = item
      } else {
        items.append(item)
      }
    }
  }

  private let state = Mutex(State())

  func push(_ item: StreamItem) {
    let waiter = state.withLock { state -> Waiter? in
      guard let waiter = state.waiter else {
        state.push(item)
        return nil
      }
      state.waiter = nil
      return waiter
    }
    waiter?.resume(returning: .success(item))
  }

  /// What was pushed before can still be taken; then comes this end.
  func end(_ end: Result<StreamItem?, StreamReaderError>) {
    let waiter = state.withLock { state in
      state.end = state.end ?? end
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume(returning: end)
  }

  func next() async throws(StreamReaderError) -> StreamItem? {
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let ready = state.withLock { state -> Result<StreamItem?, StreamReaderError>? in
          if Task.isCancelled { return .success(nil) }
          if let item = state.pop() { return .success(item) }
          if let end = state.end { return end }
          precondition(state.waiter == nil, "one task reads a stream")
          state.waiter = continuation
          return nil
        }
        if let ready { continuation.resume(returning: ready) }
      }
    } onCancel: {
      let waiter = state.withLock { state in
        defer { state.waiter = nil }
        return state.waiter
      }
      waiter?.resume(returning: .success(nil))
    }
    return try result.get()
  }
}
