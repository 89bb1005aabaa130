/// libzmq and poll count in whole milliseconds, as a 32-bit number where -1 means for ever.
enum Milliseconds {
  /// Rounded up, so that a wait never ends before its deadline; what does not fit becomes the largest number.
  static func roundedUp(_ duration: Duration) -> Int32 {
    let (seconds, attoseconds) = duration.components
    if seconds < 0 || attoseconds < 0 { return 0 }
    if seconds >= Int64(Int32.max) / 1000 { return .max }
    let fraction = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    return Int32(seconds * 1000 + fraction)
  }
}
