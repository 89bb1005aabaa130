import Companies
import Knowledge
import Vocabulary

/// What people tell of their company unasked, in ordinary sentences: "we make a profit", "the export plan is written".
struct SaidFacts: Sendable {
  private struct Said: Sendable {
    let name: FactName
    let id: String
    let turns: [Language: [SpokenWords.Turn]]
  }

  private let all: [Said]

  init(_ facts: [FactText]) {
    all = facts.flatMap { fact in
      fact.values.compactMap { value -> Said? in
        guard let name = FactName(rawValue: fact.fact) else { return nil }
        let turns = Language.allCases.map { ($0, value.said[$0].map(SpokenWords.Turn.init)) }
        return Said(name: name, id: value.id, turns: Dictionary(uniqueKeysWithValues: turns))
      }
    }
  }

  /// The facts that the words tell; of two values of one fact the one that is told with more words.
  /// - Parameter market: which a fact of one market is about; `nil`: such facts are left out.
  func told(in words: SpokenWords, lang: Language, market: String?) -> [(key: FactKey, value: FactValue)] {
    var best: [FactName: (length: Int, id: String)] = [:]
    for said in all {
      guard let length = words.longest(of: said.turns[lang] ?? []), length > best[said.name]?.length ?? 0 else {
        continue
      }
      best[said.name] = (length, said.id)
    }
    return best.compactMap { name, found in
      let isPerMarket = FactCatalogue.definition(of: name).isPerMarket
      if isPerMarket && market == nil { return nil }
      return (FactKey(name, market: isPerMarket ? market : nil), FactValue(named: found.id, for: name))
    }.sorted { $0.key < $1.key }
  }
}
