/// SplitMix64 (Sebastiano Vigna, public domain): small, fast, and the same numbers for the same seed on every machine.
/// Not for secrets.
public struct SeededRandom: RandomNumberGenerator, Equatable, Sendable {
  @usableFromInline var state: UInt64

  @inlinable public init(seed: UInt64) { state = seed }

  @inlinable public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  /// A number from 0 up to the limit, without it.
  @inlinable public mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }
}
