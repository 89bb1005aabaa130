/// Which records belong to one thing, in the order of their keys.
struct Links<Owner: Hashable & Sendable, Key: Hashable & Sendable & Comparable>: Sendable, Hashable {
  private var keys = Table<Owner, [Key]>()

  subscript(owner: Owner) -> [Key] { keys[owner] ?? [] }

  /// Links a key to its owner, or takes the link away.
  mutating func set(_ key: Key, to owner: Owner, _ isThere: Bool) {
    var linked = self[owner]
    let place = Self.place(of: key, in: linked)
    if (place < linked.count && linked[place] == key) == isThere { return }
    if isThere { linked.insert(key, at: place) } else { linked.remove(at: place) }
    keys[owner] = linked.isEmpty ? nil : linked
  }

  /// Where the first key is that is not below.
  private static func place(of key: Key, in keys: [Key]) -> Int {
    var (low, high) = (0, keys.count)
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] < key { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
