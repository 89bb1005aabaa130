/// What the expression of a list value can begin with.
struct ValueBeginnings {
  /// More beginnings than this are as good as unknown.
  private static let countMax = 64

  let starEndsWord: Bool

  /// Caseless letters, or `nil` when it can begin with anything.
  func letters(of expression: TemplateExpression) -> [[Unicode.Scalar]]? {
    let heads = heads(of: expression)
    if heads.contains(where: { $0.letters.isEmpty }) || heads.count > Self.countMax { return nil }
    return heads.map(\.letters)
  }

  private struct Head: Hashable {
    var letters: [Unicode.Scalar]
    /// Nothing after it is known: a list or a rule follows, or there are letters enough.
    var isEnded = false
  }

  private func heads(of expression: TemplateExpression) -> Set<Head> {
    switch expression {
    case .text(let text):
      let scalars = text.unicodeScalars.filter { !starEndsWord || $0 != "*" }
      return [Head(letters: scalars.filter { !ValueIndex.isGap($0) }.map(TextFoldingTable.caseless))]
    case .list, .rule: return [Head(letters: [], isEnded: true)]
    case .sequence(let items): return items.isEmpty ? [] : sequence(items[...])
    case .alternatives(let items, _): return items.reduce(into: []) { $0.formUnion(heads(of: $1)) }
    case .permutation(let items):
      let first = items.reduce(into: Set<Head>()) { $0.formUnion(heads(of: $1)) }
      return Set(first.map { Head(letters: $0.letters, isEnded: true) })
    }
  }

  private func sequence(_ items: ArraySlice<TemplateExpression>) -> Set<Head> {
    var found: Set<Head> = [Head(letters: [])]
    for item in items {
      let going = found.filter { !$0.isEnded && $0.letters.count < 4 }
      if going.isEmpty || found.count > Self.countMax { break }
      let more = heads(of: item)
      found.subtract(going)
      for head in going {
        for next in more { found.insert(Head(letters: head.letters + next.letters, isEnded: next.isEnded)) }
      }
    }
    return found
  }
}
