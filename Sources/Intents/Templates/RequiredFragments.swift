/// Finds the templates that can match a text at all, in one pass over the text: each template names pieces of text that must stand in it.
///
/// The pieces of all templates lie in one automaton (Aho–Corasick), so the time follows the text and the hits, not the templates.
struct RequiredFragments: Sendable {
  /// One of these pieces must occur.
  struct Clause: Hashable, Sendable {
    static let fragmentsMax = 20_000

    var fragments: Set<String>

    /// The shortest piece: longer pieces are rarer.
    var shortest: Int { fragments.map { $0.unicodeScalars.count }.min() ?? 0 }
  }

  private let trie: ScalarTrie
  private let fallback: [Int32]
  /// For each node the clauses that one of its endings satisfies.
  private let clausesAt: [[Int32]]
  private let clauseCount: Int
  /// For each clause the templates that are looked at when it holds.
  private let templatesOf: [[Int32]]
  private let clausesOf: [[Int32]]
  private let unconditional: [Int32]
  let templateCount: Int

  /// The piece that a literal chunk demands: its longest word between spaces and hyphens, since hyphens may be spaces in the text.
  static func clause(of text: String) -> Clause? {
    let words = text.unicodeScalars.split { ValueIndex.isGap($0) }
    guard let longest = words.max(by: { $0.count < $1.count }) else { return nil }
    return Clause(fragments: [PreparedText.string(longest.map(TextFoldingTable.caseless))])
  }

  /// The most telling clauses: few pieces, and long ones.
  static func best(of clauses: [Clause]) -> [Clause] {
    func cost(_ clause: Clause) -> Double { Double(clause.fragments.count) / Double(1 << min(clause.shortest, 8) * 2) }
    var seen: Set<Clause> = []
    let ranked = clauses.filter { seen.insert($0).inserted }.enumerated().map {
      (cost($0.element), $0.offset, $0.element)
    }
    .sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    return Array(ranked.prefix(4).map(\.2))
  }

  /// The numbers of the templates that may match, in order.
  /// - Parameter text: caseless.
  func candidates(in text: [Unicode.Scalar], ignoringGaps: Bool) -> [Int32] {
    var held = [Bool](repeating: false, count: clauseCount)
    var found = unconditional
    var hits: [Int32] = []
    var node = ScalarTrie.root
    for scalar in text {
      if ValueIndex.isGap(scalar) {
        if !ignoringGaps { node = ScalarTrie.root }
        continue
      }
      node = advance(node, scalar)
      for clause in clausesAt[Int(node)] where !held[Int(clause)] {
        held[Int(clause)] = true
        hits.append(clause)
      }
    }
    for hit in hits {
      for template in templatesOf[Int(hit)] where clausesOf[Int(template)].allSatisfy({ held[Int($0)] }) {
        found.append(template)
      }
    }
    return found.sorted()
  }

  private func advance(_ from: Int32, _ scalar: Unicode.Scalar) -> Int32 {
    var node = from
    while true {
      if let next = trie.next(node, scalar) { return next }
      if node == ScalarTrie.root { return node }
      node = fallback[Int(node)]
    }
  }

  struct Builder {
    private var numbers: [Clause: Int32] = [:]
    private var clauses: [Clause] = []
    private var clausesOf: [[Int32]] = []

    mutating func add(template: Int32, _ demanded: [Clause]) {
      clausesOf.append(RequiredFragments.best(of: demanded).map { number($0) })
    }

    private mutating func number(_ clause: Clause) -> Int32 {
      if let known = numbers[clause] { return known }
      let number = Int32(clauses.count)
      numbers[clause] = number
      clauses.append(clause)
      return number
    }

    func build() -> RequiredFragments {
      RequiredFragments(clauses: clauses, clausesOf: clausesOf)
    }
  }

  private init(clauses: [Clause], clausesOf: [[Int32]]) {
    var fragments: [String: [Int32]] = [:]
    for (number, clause) in clauses.enumerated() {
      for fragment in clause.fragments { fragments[fragment, default: []].append(Int32(number)) }
    }
    var trie = ScalarTrie()
    var ends: [[Int32]] = []
    for (fragment, numbers) in fragments.sorted(by: { $0.key < $1.key }) {
      trie.insert(fragment.unicodeScalars, Int32(ends.count))
      ends.append(numbers)
    }
    var clausesAt = trie.wordsAt.map { words in words.flatMap { ends[Int($0)] } }
    var fallback = [Int32](repeating: ScalarTrie.root, count: trie.wordsAt.count)
    // Breadth first: by depth, so that the shorter endings are complete before the longer ones use them.
    var depth = [Int](repeating: 0, count: trie.wordsAt.count)
    let edges = trie.edgesByTarget
    for edge in edges { depth[Int(edge.to)] = depth[Int(edge.from)] + 1 }
    for edge in edges.sorted(by: { (depth[Int($0.to)], $0.to) < (depth[Int($1.to)], $1.to) })
    where edge.from != ScalarTrie.root {
      var node = fallback[Int(edge.from)]
      while trie.next(node, edge.scalar) == nil, node != ScalarTrie.root { node = fallback[Int(node)] }
      fallback[Int(edge.to)] = trie.next(node, edge.scalar) ?? ScalarTrie.root
      clausesAt[Int(edge.to)] += clausesAt[Int(fallback[Int(edge.to)])]
    }
    self.trie = trie
    self.fallback = fallback
    self.clausesAt = clausesAt
    self.clausesOf = clausesOf
    clauseCount = clauses.count
    templateCount = clausesOf.count
    var templatesOf = [[Int32]](repeating: [], count: clauses.count)
    for (template, demanded) in clausesOf.enumerated() {
      if let first = demanded.first { templatesOf[Int(first)].append(Int32(template)) }
    }
    self.templatesOf = templatesOf
    unconditional = clausesOf.indices.filter { clausesOf[$0].isEmpty }.map(Int32.init)
  }
}
