/// SplitMix64: small, fast, and the same numbers for the same seed on every machine. Not for secrets.
public struct SeededRandom: RandomNumberGenerator, Equatable, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  /// A duration between 0.75 and 1.25 of the given one: what was cut off together does not come back together.
  mutating func spread(_ duration: Duration) -> Duration {
    let thousandths = 750 + Int64(next() % 501)
    return .microseconds(duration.wholeMicroseconds / 1000 * thousandths)
  }
}
