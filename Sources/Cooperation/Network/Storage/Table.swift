/// Records by their keys. It is kept in pieces, so that a change to a table that somebody else still reads copies one
/// piece only, not all records.
struct Table<Key: Hashable & Sendable, Value: Hashable & Sendable>: Sendable, Hashable, Sequence {
  private static var pieces: Int { 64 }

  private var parts = [[Key: Value]](repeating: [:], count: Self.pieces)
  private(set) var count = 0

  subscript(key: Key) -> Value? {
    get { parts[Self.part(of: key)][key] }
    set {
      let part = Self.part(of: key)
      let old: Value?
      if let newValue {
        old = parts[part].updateValue(newValue, forKey: key)
      } else {
        old = parts[part].removeValue(forKey: key)
      }
      count += (newValue == nil ? 0 : 1) - (old == nil ? 0 : 1)
    }
  }

  /// In no order.
  var keys: some Sequence<Key> { parts.lazy.flatMap(\.keys) }
  /// In no order.
  var values: some Sequence<Value> { parts.lazy.flatMap(\.values) }

  /// In no order.
  func makeIterator() -> some IteratorProtocol<(key: Key, value: Value)> {
    parts.lazy.flatMap { $0.lazy.map { (key: $0.key, value: $0.value) } }.makeIterator()
  }

  /// The keys whose records are others in an older state of this table. Pieces that both still share are not looked into.
  func keys(changedSince older: Table) -> [Key] {
    zip(parts, older.parts).flatMap { new, old -> [Key] in
      // The same storage is equal at once.
      if new == old { return [] }
      return new.filter { old[$0.key] != $0.value }.map(\.key) + old.keys.filter { new[$0] == nil }
    }
  }

  private static func part(of key: Key) -> Int { Int(UInt(bitPattern: key.hashValue) % UInt(pieces)) }
}

extension Table where Key: Comparable {
  /// In the order of their keys.
  var sorted: [Value] { keys.sorted().compactMap { self[$0] } }
}
