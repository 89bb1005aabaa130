/// Words by their letters; each word has a number.
struct ScalarTrie: Sendable {
  private var edges: [UInt64: Int32] = [:]
  private(set) var wordsAt: [[Int32]] = [[]]

  static let root: Int32 = 0

  mutating func insert(_ word: some Sequence<Unicode.Scalar>, _ number: Int32) {
    var node = Self.root
    for scalar in word {
      let key = Self.key(node, scalar)
      if let next = edges[key] {
        node = next
      } else {
        let next = Int32(wordsAt.count)
        wordsAt.append([])
        edges[key] = next
        node = next
      }
    }
    wordsAt[Int(node)].append(number)
  }

  func next(_ node: Int32, _ scalar: Unicode.Scalar) -> Int32? {
    edges[Self.key(node, scalar)]
  }

  private static func key(_ node: Int32, _ scalar: Unicode.Scalar) -> UInt64 {
    UInt64(UInt32(bitPattern: node)) << 32 | UInt64(scalar.value)
  }
}
