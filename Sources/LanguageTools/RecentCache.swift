/// Remembers a bounded number of values. When it is full, those not asked for since half of it was filled are forgotten.
struct RecentCache<Key: Hashable, Value> {
  private var recent: [Key: Value] = [:]
  private var older: [Key: Value] = [:]
  private let half: Int

  /// - Parameter capacity: how many values it holds at most, at least 2.
  init(capacity: Int) {
    half = max(1, capacity / 2)
  }

  var count: Int { recent.count + older.count }

  subscript(key: Key) -> Value? {
    mutating get {
      if let value = recent[key] { return value }
      guard let value = older.removeValue(forKey: key) else { return nil }
      insert(value, for: key)
      return value
    }
    set {
      guard let newValue else { return }
      insert(newValue, for: key)
    }
  }

  private mutating func insert(_ value: Value, for key: Key) {
    if recent.count >= half {
      older = recent
      recent = [:]
    }
    recent[key] = value
  }
}
