/// Timers by small numbers, the earliest first: a binary heap in which each timer knows its place.
///
/// A timer can be moved or cancelled; equal times come out by number, so the order never depends on history.
struct TimerOrder: Sendable {
  private struct Entry {
    var at: Int64
    var timer: Int
  }

  private static let absent: Int32 = -1
  private var heap: [Entry] = []
  private var places: [Int32] = []

  /// When the earliest timer is due, in microseconds.
  var earliest: Int64? { heap.first?.at }

  /// Starts a timer, or moves it.
  mutating func set(_ timer: Int, at time: Int64) {
    while places.count <= timer { places.append(Self.absent) }
    let place = Int(places[timer])
    if place < 0 {
      heap.append(Entry(at: time, timer: timer))
      places[timer] = Int32(heap.count - 1)
      rise(heap.count - 1)
    } else {
      heap[place].at = time
      sink(rise(place))
    }
  }

  /// Stops a timer; one that does not run is left alone.
  mutating func cancel(_ timer: Int) {
    guard timer < places.count, places[timer] != Self.absent else { return }
    let place = Int(places[timer])
    places[timer] = Self.absent
    let last = heap.removeLast()
    guard place < heap.count else { return }
    heap[place] = last
    places[last.timer] = Int32(place)
    sink(rise(place))
  }

  /// Takes the earliest timer out if it is due.
  mutating func popDue(at now: Int64) -> Int? {
    guard let first = heap.first, first.at <= now else { return nil }
    cancel(first.timer)
    return first.timer
  }

  /// Moves all timers later by the same time, which keeps their order.
  mutating func postponeAll(by microseconds: Int64) {
    for index in heap.indices { heap[index].at += microseconds }
  }

  private func isBefore(_ left: Int, _ right: Int) -> Bool {
    (heap[left].at, heap[left].timer) < (heap[right].at, heap[right].timer)
  }

  private mutating func exchange(_ left: Int, _ right: Int) {
    heap.swapAt(left, right)
    places[heap[left].timer] = Int32(left)
    places[heap[right].timer] = Int32(right)
  }

  @discardableResult
  private mutating func rise(_ start: Int) -> Int {
    var place = start
    while place > 0 && isBefore(place, (place - 1) / 2) {
      exchange(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
    return place
  }

  private mutating func sink(_ start: Int) {
    var place = start
    while true {
      var least = place
      let left = 2 * place + 1
      if left < heap.count && isBefore(left, least) { least = left }
      if left + 1 < heap.count && isBefore(left + 1, least) { least = left + 1 }
      if least == place { return }
      exchange(place, least)
      place = least
    }
  }
}
