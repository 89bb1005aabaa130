/// Words by their letters, laid out once for fast walking; each word has a number, and a word may stand several times.
struct LetterTrie: Sendable {
  static let root: Int32 = 0

  /// The edges of node n are those from `edgeStarts[n]` to `edgeStarts[n + 1]`, in the order of their letters.
  private let edgeStarts: [Int32]
  private let edgeLetters: [Unicode.Scalar]
  private let edgeTargets: [Int32]
  private let wordStarts: [Int32]
  private let words: [Int32]
  /// Where the root leads for the letters that are common in Europe, -1 for nowhere: the root has the most edges and is asked most.
  private let rootTargets: [Int32]

  private static let rootTableSize = 0x600

  /// - Parameter entries: words with their numbers; the empty word stands at the root.
  init(_ entries: [(letters: [Unicode.Scalar], number: Int32)]) {
    let sorted = entries.sorted { one, other in
      if one.letters.elementsEqual(other.letters) { return one.number < other.number }
      return one.letters.lexicographicallyPrecedes(other.letters) { $0.value < $1.value }
    }
    var edgeStarts: [Int32] = []
    var edgeLetters: [Unicode.Scalar] = []
    var edgeTargets: [Int32] = []
    var wordStarts: [Int32] = []
    var words: [Int32] = []
    // Breadth first, so that the edges of a node lie together; a node is a stretch of the sorted words.
    var nodes: [(range: Range<Int>, depth: Int)] = [(0..<sorted.count, 0)]
    var node = 0
    while node < nodes.count {
      let (range, depth) = nodes[node]
      edgeStarts.append(Int32(edgeLetters.count))
      wordStarts.append(Int32(words.count))
      var index = range.lowerBound
      while index < range.upperBound, sorted[index].letters.count == depth {
        words.append(sorted[index].number)
        index += 1
      }
      while index < range.upperBound {
        let letter = sorted[index].letters[depth]
        let first = index
        while index < range.upperBound, sorted[index].letters[depth] == letter { index += 1 }
        edgeLetters.append(letter)
        edgeTargets.append(Int32(nodes.count))
        nodes.append((first..<index, depth + 1))
      }
      node += 1
    }
    edgeStarts.append(Int32(edgeLetters.count))
    wordStarts.append(Int32(words.count))
    self.edgeStarts = edgeStarts
    self.edgeLetters = edgeLetters
    self.edgeTargets = edgeTargets
    self.wordStarts = wordStarts
    self.words = words
    var rootTargets = [Int32](repeating: -1, count: Self.rootTableSize)
    for edge in 0..<Int(edgeStarts[1]) where edgeLetters[edge].value < Self.rootTableSize {
      rootTargets[Int(edgeLetters[edge].value)] = edgeTargets[edge]
    }
    self.rootTargets = rootTargets
  }

  /// The first node has number 0, and a node's children have greater numbers than it has.
  var nodeCount: Int { wordStarts.count - 1 }

  /// Where a letter leads, -1 for nowhere.
  func next(_ node: Int32, _ letter: Unicode.Scalar) -> Int32 {
    if node == Self.root, letter.value < Self.rootTableSize { return rootTargets[Int(letter.value)] }
    var low = Int(edgeStarts[Int(node)])
    var high = Int(edgeStarts[Int(node) + 1])
    while low < high {
      let middle = (low + high) / 2
      let found = edgeLetters[middle]
      if found == letter { return edgeTargets[middle] }
      if found.value < letter.value { low = middle + 1 } else { high = middle }
    }
    return -1
  }

  func edges(of node: Int32) -> [(letter: Unicode.Scalar, target: Int32)] {
    (Int(edgeStarts[Int(node)])..<Int(edgeStarts[Int(node) + 1])).map { (edgeLetters[$0], edgeTargets[$0]) }
  }

  /// The numbers of the words that end at a node.
  func words(at node: Int32) -> ArraySlice<Int32> {
    words[Int(wordStarts[Int(node)])..<Int(wordStarts[Int(node) + 1])]
  }
}
