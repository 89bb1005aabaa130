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

  /// Every edge: from, letter, to; in the order of the nodes they lead to, so parents come before children.
  var edgesByTarget: [(from: Int32, scalar: Unicode.Scalar, to: Int32)] {
    edges.compactMap { key, to in
      Unicode.Scalar(UInt32(truncatingIfNeeded: key)).map { (Int32(key >> 32), $0, to) }
    }.sorted { $0.to < $1.to }
  }

  private static func key(_ node: Int32, _ scalar: Unicode.Scalar) -> UInt64 {
    UInt64(UInt32(bitPattern: node)) << 32 | UInt64(scalar.value)
  }
}

/// Which values of a list can begin at a place of the text: found by their first letters, whatever the length of the list.
struct ValueIndex: Sendable {
  private let trie: ScalarTrie
  /// Values that may begin with anything.
  private let others: [Int32]
  let count: Int

  /// - Parameter plain: the caseless scalars of each value, `nil` for a template.
  init(plain: [[Unicode.Scalar]?]) {
    var trie = ScalarTrie()
    var others: [Int32] = []
    for (number, scalars) in plain.enumerated() {
      let letters = (scalars ?? []).filter { !Self.isGap($0) }
      if letters.isEmpty { others.append(Int32(number)) } else { trie.insert(letters, Int32(number)) }
    }
    self.trie = trie
    self.others = others
    count = plain.count
  }

  /// In the order of the list.
  func candidates(in text: ArraySlice<Unicode.Scalar>) -> [Int32] {
    var found = others
    var node = ScalarTrie.root
    for scalar in text where !Self.isGap(scalar) {
      guard let next = trie.next(node, scalar) else { break }
      node = next
      found.append(contentsOf: trie.wordsAt[Int(node)])
    }
    return found.sorted()
  }

  /// Spaces and hyphens can stand for each other, so they do not count here.
  static func isGap(_ scalar: Unicode.Scalar) -> Bool {
    PreparedText.isSpace(scalar) || scalar == "-" || scalar == "_"
  }
}
