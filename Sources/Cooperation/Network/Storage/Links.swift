/// Which records belong to one thing, in the order of their keys.
struct Links<Owner: Hashable & Sendable, Key: Hashable & Sendable & Comparable>: Sendable, Hashable {
  private var keys = Table<Owner, [Key]>()

  subscript(owner: Owner) -> [Key] { keys[owner] ?? [] }

  mutating func link(_ key: Key, to owner: Owner) {
    var linked = self[owner]
    let place = Self.place(of: key, in: linked)
    if place < linked.count, linked[place] == key { return }
    linked.insert(key, at: place)
    keys[owner] = linked
  }

  mutating func unlink(_ key: Key, from owner: Owner) {
    var linked = self[owner]
    let place = Self.place(of: key, in: linked)
    guard place < linked.count, linked[place] == key else { return }
    linked.remove(at: place)
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
