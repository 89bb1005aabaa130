import Randomness

extension SeededRandom {
  /// A duration between 0.75 and 1.25 of the given one: what was cut off together does not come back together.
  mutating func spread(_ duration: Duration) -> Duration {
    let thousandths = 750 + Int64(next() % 501)
    return .microseconds(duration.wholeMicroseconds / 1000 * thousandths)
  }
}
