/// Gives each byte string (a routing id, a service name) a small number, and reuses the numbers of removed ones.
///
/// Looking one up allocates nothing, and no order comes out of it: a `Dictionary` offers neither. It can't be copied, so
/// that a look-up from another module copies nothing either.
public struct ByteTable: ~Copyable, Sendable {
  private static let empty: Int32 = -1

  private var keys: [[UInt8]] = []
  private var hashes: [UInt64] = []
  private var spaces: [Int] = []
  private var free: [Int] = []
  private var buckets: [Int32] = Array(repeating: empty, count: 16)
  private let seed: UInt64
  /// How many strings are in the table.
  public private(set) var count = 0

  /// - Parameter seed: mixed into the hash, so that peers who choose strings cannot make them collide.
  public init(seed: UInt64) { self.seed = seed }

  /// The number of a string, or nil when it is not in the table.
  ///
  /// - Parameter space: the same string in two spaces is two strings.
  public func find(_ bytes: UnsafeRawBufferPointer, in space: Int = 0) -> Int? {
    let hash = hash(bytes)
    var bucket = Int(truncatingIfNeeded: hash) & (buckets.count - 1)
    while buckets[bucket] != Self.empty {
      let id = Int(buckets[bucket])
      if hashes[id] == hash && spaces[id] == space && isEqual(keys[id], bytes) { return id }
      bucket = (bucket + 1) & (buckets.count - 1)
    }
    return nil
  }

  /// Adds a string that is not in this space of the table yet.
  public mutating func insert(_ bytes: UnsafeRawBufferPointer, in space: Int = 0) -> Int {
    if (count + 1) * 2 > buckets.count { grow() }
    let id: Int
    if let reused = free.popLast() {
      id = reused
      keys[id] = [UInt8](bytes)
      hashes[id] = hash(bytes)
      spaces[id] = space
    } else {
      id = keys.count
      keys.append([UInt8](bytes))
      hashes.append(hash(bytes))
      spaces.append(space)
    }
    place(id)
    count += 1
    return id
  }

  /// The string of a number in use.
  public subscript(_ id: Int) -> [UInt8] {
    _read { yield keys[id] }
  }

  /// Takes a string out; its number will be given to another.
  public mutating func remove(_ id: Int) {
    var hole = home(id)
    while Int(buckets[hole]) != id { hole = (hole + 1) & (buckets.count - 1) }
    // Move later strings of the run back over the hole, so that no search stops too early.
    var next = (hole + 1) & (buckets.count - 1)
    while buckets[next] != Self.empty {
      let distance = (next - home(Int(buckets[next]))) & (buckets.count - 1)
      if distance >= (next - hole) & (buckets.count - 1) {
        buckets[hole] = buckets[next]
        hole = next
      }
      next = (next + 1) & (buckets.count - 1)
    }
    buckets[hole] = Self.empty
    keys[id] = []
    free.append(id)
    count -= 1
  }

  private func home(_ id: Int) -> Int { Int(truncatingIfNeeded: hashes[id]) & (buckets.count - 1) }

  private mutating func place(_ id: Int) {
    var bucket = home(id)
    while buckets[bucket] != Self.empty { bucket = (bucket + 1) & (buckets.count - 1) }
    buckets[bucket] = Int32(id)
  }

  private mutating func grow() {
    let placed = buckets.filter { $0 != Self.empty }
    buckets = Array(repeating: Self.empty, count: buckets.count * 2)
    for id in placed { place(Int(id)) }
  }

  private func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var value = seed ^ 0xCBF2_9CE4_8422_2325
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return value ^ (value >> 32)
  }

  private func isEqual(_ key: [UInt8], _ bytes: UnsafeRawBufferPointer) -> Bool {
    guard key.count == bytes.count else { return false }
    return key.withUnsafeBytes { key in
      for index in 0..<key.count where key[index] != bytes[index] { return false }
      return true
    }
  }
}
