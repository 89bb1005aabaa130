/// Finds the templates that can match a text at all, in one pass over the text: each template names pieces of text that must stand in it.
///
/// The pieces of all templates lie in one automaton (Aho–Corasick), so the time follows the text and the hits, not the
/// templates. A template is looked at when its rarest clause holds.
struct RequiredFragments: Sendable {
  /// One of these pieces must occur.
  struct Clause: Sendable {
    static let fragmentsMax = 20_000

    /// Numbers of the builder, in order.
    var fragments: [Int32]
    /// How likely it is to hold by chance.
    var cost: Double
  }

  private let trie: LetterTrie
  private let fallback: [Int32]
  /// For each node the clauses that one of its endings satisfies.
  private let clausesAt: [[Int32]]
  private let clauseCount: Int
  /// For each clause the templates that are looked at when it holds.
  private let templatesOf: [[Int32]]
  private let clausesOf: [[Int32]]
  private let unconditional: [Int32]

  /// The most telling clauses: few pieces, and long ones.
  static func best(of clauses: [Clause]) -> [Clause] {
    if clauses.count <= 1 { return clauses }
    var chosen: [Clause] = []
    for (_, clause) in clauses.enumerated().sorted(by: { ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset) })
    where chosen.count < 4 {
      if !chosen.contains(where: { $0.fragments == clause.fragments }) { chosen.append(clause) }
    }
    return chosen
  }

  /// The numbers of the templates that may match, in order.
  /// - Parameters:
  ///   - text: caseless.
  ///   - work: grows by the letters, the clauses and the templates looked at.
  func candidates(in text: [Unicode.Scalar], ignoringGaps: Bool, work: inout Int) -> [Int32] {
    var held = [UInt64](repeating: 0, count: clauseCount / 64 + 1)
    var hits: [Int32] = []
    var node = LetterTrie.root
    for scalar in text {
      if ValueIndex.isGap(scalar) {
        if !ignoringGaps { node = LetterTrie.root }
        continue
      }
      node = advance(node, scalar)
      for clause in clausesAt[Int(node)] where held[Int(clause) >> 6] & (1 << UInt64(clause & 63)) == 0 {
        held[Int(clause) >> 6] |= 1 << UInt64(clause & 63)
        hits.append(clause)
      }
    }
    work += text.count + hits.count
    var found = unconditional
    for hit in hits {
      work += templatesOf[Int(hit)].count
      for template in templatesOf[Int(hit)]
      where clausesOf[Int(template)].allSatisfy({ held[Int($0) >> 6] & (1 << UInt64($0 & 63)) != 0 }) {
        found.append(template)
      }
    }
    return found.sorted()
  }

  private func advance(_ from: Int32, _ scalar: Unicode.Scalar) -> Int32 {
    var node = from
    while true {
      let next = trie.next(node, scalar)
      if next >= 0 { return next }
      if node == LetterTrie.root { return node }
      node = fallback[Int(node)]
    }
  }

  struct Builder {
    private var numbers: [[Unicode.Scalar]: Int32] = [:]
    private var fragments: [[Unicode.Scalar]] = []
    private var clauseNumbers: [[Int32]: Int32] = [:]
    private var clauses: [[Int32]] = []
    private var clausesOf: [[Int32]] = []
    private var known: [String: Clause?] = [:]

    /// The piece that a literal chunk demands: its longest word between spaces and hyphens, since hyphens may be spaces in the text.
    mutating func clause(of text: String) -> Clause? {
      if let clause = known[text] { return clause }
      let words = text.unicodeScalars.split { ValueIndex.isGap($0) }
      var clause: Clause?
      if let longest = words.max(by: { $0.count < $1.count }) {
        let fragment = number(longest.map(TextFoldingTable.caseless))
        clause = self.clause(of: [fragment])
      }
      known[text] = .some(clause)
      return clause
    }

    func clause(of fragments: Set<Int32>) -> Clause {
      let shortest = fragments.reduce(8) { min($0, self.fragments[Int($1)].count) }
      return Clause(fragments: fragments.sorted(), cost: Double(fragments.count) / Double(1 << (2 * shortest)))
    }

    private mutating func number(_ fragment: [Unicode.Scalar]) -> Int32 {
      if let known = numbers[fragment] { return known }
      let number = Int32(fragments.count)
      numbers[fragment] = number
      fragments.append(fragment)
      return number
    }

    mutating func add(template: Int32, _ demanded: [Clause]) {
      clausesOf.append(
        RequiredFragments.best(of: demanded).map { clause in
          if let known = clauseNumbers[clause.fragments] { return known }
          let number = Int32(clauses.count)
          clauseNumbers[clause.fragments] = number
          clauses.append(clause.fragments)
          return number
        })
    }

    func build() -> RequiredFragments {
      RequiredFragments(fragments: fragments, clauses: clauses, clausesOf: clausesOf)
    }
  }

  private init(fragments: [[Unicode.Scalar]], clauses: [[Int32]], clausesOf: [[Int32]]) {
    var clausesWith = [[Int32]](repeating: [], count: fragments.count)
    for (number, clause) in clauses.enumerated() {
      for fragment in clause { clausesWith[Int(fragment)].append(Int32(number)) }
    }
    trie = LetterTrie(
      fragments.enumerated().filter { !clausesWith[$0.offset].isEmpty }.map { ($0.element, Int32($0.offset)) })
    var clausesAt = [[Int32]](repeating: [], count: trie.nodeCount)
    var fallback = [Int32](repeating: LetterTrie.root, count: trie.nodeCount)
    // A node's number is greater than that of any node with fewer letters, so the shorter endings are complete before the longer use them.
    for from in 0..<Int32(trie.nodeCount) {
      clausesAt[Int(from)] += trie.words(at: from).flatMap { clausesWith[Int($0)] }
      if from != LetterTrie.root { clausesAt[Int(from)] += clausesAt[Int(fallback[Int(from)])] }
      for (letter, to) in trie.edges(of: from) where from != LetterTrie.root {
        var node = fallback[Int(from)]
        while trie.next(node, letter) < 0, node != LetterTrie.root { node = fallback[Int(node)] }
        fallback[Int(to)] = max(trie.next(node, letter), LetterTrie.root)
      }
    }
    self.fallback = fallback
    self.clausesAt = clausesAt
    clauseCount = clauses.count
    // The rarest clause first.
    var templatesWith = [Int](repeating: 0, count: fragments.count)
    for demanded in clausesOf {
      for clause in demanded { for fragment in clauses[Int(clause)] { templatesWith[Int(fragment)] += 1 } }
    }
    func commonness(_ clause: Int32) -> Double {
      clauses[Int(clause)].reduce(0) { sum, fragment in
        sum + Double(templatesWith[Int(fragment)]) / Double(1 << min(fragments[Int(fragment)].count, 8))
      }
    }
    let commonnesses = clauses.indices.map { commonness(Int32($0)) }
    let ordered = clausesOf.map { demanded in demanded.sorted { commonnesses[Int($0)] < commonnesses[Int($1)] } }
    var templatesOf = [[Int32]](repeating: [], count: clauses.count)
    for (template, demanded) in ordered.enumerated() {
      if let first = demanded.first { templatesOf[Int(first)].append(Int32(template)) }
    }
    self.templatesOf = templatesOf
    self.clausesOf = ordered
    unconditional = ordered.indices.filter { ordered[$0].isEmpty }.map(Int32.init)
  }
}
