/// A point in time: microseconds since any fixed start. The machines are told the time, they never read a clock.
public struct Instant: Comparable, Hashable, Sendable {
  public var microseconds: Int64

  public init(microseconds: Int64) { self.microseconds = microseconds }

  public static func < (left: Instant, right: Instant) -> Bool { left.microseconds < right.microseconds }

  /// Later by a duration, of which what is under a microsecond is cut off.
  public static func + (instant: Instant, duration: Duration) -> Instant {
    Instant(microseconds: instant.microseconds + duration.wholeMicroseconds)
  }

  /// How long after `earlier` this is; negative when it is before.
  public func since(_ earlier: Instant) -> Duration { .microseconds(microseconds - earlier.microseconds) }
}

extension Duration {
  /// Whole microseconds, at most a century, so that adding them to an instant never overflows.
  var wholeMicroseconds: Int64 {
    let century: Int64 = 100 * 366 * 86_400
    let seconds = min(max(components.seconds, -century), century)
    return seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
  }
}
