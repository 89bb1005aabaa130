/// Which values of a list can stand at a place of the text, or anywhere in its rest: found by their first letters, whatever the length
/// of the list.
struct ValueIndex: Sendable {
  private let trie: LetterTrie
  /// Values that may begin with anything.
  private let others: [Int32]

  /// - Parameter beginnings: for each value the caseless letters that it can begin with, `nil` when that is not known. Gaps in them are
  ///   left out here.
  init(_ beginnings: [[[Unicode.Scalar]]?]) {
    var entries: [(letters: [Unicode.Scalar], number: Int32)] = []
    var others: [Int32] = []
    for (number, known) in beginnings.enumerated() {
      let packed = (known ?? []).map { $0.filter { !Self.isGap($0) } }
      if packed.isEmpty || packed.contains(where: \.isEmpty) {
        others.append(Int32(number))
      } else {
        for letters in packed { entries.append((letters, Int32(number))) }
      }
    }
    trie = LetterTrie(entries)
    self.others = others
  }

  /// Adds the values that can stand at a place, or at any later place too, in the order of the list.
  /// - Parameter work: grows by the letters looked at.
  func gather(_ text: [Unicode.Scalar], at start: Int, anywhere: Bool, into found: inout [Int32], work: inout Int) {
    let first = found.count
    found.append(contentsOf: others)
    var index = start
    repeat {
      walk(text, from: index, into: &found, work: &work)
      index += 1
    } while anywhere && index < text.count
    if found.count - first > 1 { sort(&found, from: first) }
  }

  private func walk(_ text: [Unicode.Scalar], from start: Int, into found: inout [Int32], work: inout Int) {
    var node = LetterTrie.root
    for index in start..<text.count {
      let letter = text[index]
      if Self.isGap(letter) { continue }
      node = trie.next(node, letter)
      if node < 0 {
        work += index - start
        return
      }
      found.append(contentsOf: trie.words(at: node))
    }
  }

  private func sort(_ found: inout [Int32], from first: Int) {
    let sorted = found[first...].sorted()
    found.removeSubrange(first...)
    for number in sorted where found.count == first || found.last != number { found.append(number) }
  }

  /// Spaces and hyphens can stand for each other, so they do not count here.
  static func isGap(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "-" || scalar == "_" || PreparedText.isSpace(scalar)
  }
}
