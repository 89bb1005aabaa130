import Synchronization
import ZeroMQ

/// What other threads ask of a loop: a list under a lock, and a wake-up that is used only when the loop sleeps.
final class Mailbox<Item: Sendable>: Sendable {
  private struct State: Sendable {
    var items: [Item] = []
    var isSleeping = false
    var isClosed = false
  }

  let wakeup: Wakeup
  private let state = Mutex(State())

  init() throws(ZeroMQError) { wakeup = try Wakeup() }

  /// Adds an item; false when the loop has ended and nobody will take it.
  @discardableResult
  func post(_ item: Item) -> Bool {
    let (isTaken, mustWake) = state.withLock { state in
      if state.isClosed { return (false, false) }
      state.items.append(item)
      defer { state.isSleeping = false }
      return (true, state.isSleeping)
    }
    if mustWake { wakeup.signal() }
    return isTaken
  }

  /// Exchanges the list for an empty one, so that both keep their storage.
  func take(into items: inout [Item]) {
    items.removeAll(keepingCapacity: true)
    state.withLock { state in
      swap(&state.items, &items)
      state.isSleeping = false
    }
  }

  /// Announces that the loop goes to sleep; false when there is something to take first.
  func maySleep() -> Bool {
    state.withLock { state in
      state.isSleeping = state.items.isEmpty
      return state.isSleeping
    }
  }

  /// Takes the last items; from now on `post` refuses.
  func close(into items: inout [Item]) {
    items.removeAll(keepingCapacity: true)
    state.withLock { state in
      swap(&state.items, &items)
      state.isClosed = true
    }
  }
}
