import Companies
import Knowledge
import Vocabulary

/// What steps are called when somebody speaks of them by name.
struct StepNames: Sendable {
  private struct Name: Sendable {
    let id: String
    let stage: String
    let turns: [Language: [SpokenWords.Turn]]
  }

  private let names: [Name]
  private let deedTitles: [Language: [String: String]]

  init(_ steps: [Step] = [], deedTitles: [Language: [String: String]] = [:]) {
    names = steps.map { step in
      let turns = Language.allCases.map { lang in
        (lang, ([step.title[lang]] + step.called[lang]).map(SpokenWords.Turn.init))
      }
      return Name(id: step.id, stage: step.stage, turns: Dictionary(uniqueKeysWithValues: turns))
    }
    self.deedTitles = deedTitles
  }

  func holds(_ id: String) -> Bool { names.contains { $0.id == id } }

  /// The steps that the words can mean: among those on the screen, else among those of the stage, else among all. Who names one more
  /// exactly than the others means that one.
  func meant(by words: SpokenWords, lang: Language, shown: [String], stage: Stage?) -> [String] {
    let named = names.compactMap { name in
      words.longest(of: name.turns[lang] ?? []).map { (name: name, length: $0) }
    }
    let tiers = [
      named.filter { shown.contains($0.name.id) }, named.filter { $0.name.stage == stage?.rawValue }, named,
    ]
    guard let tier = tiers.first(where: { !$0.isEmpty }), let longest = tier.map(\.length).max() else { return [] }
    return tier.filter { $0.length == longest }.map(\.name.id)
  }

  /// The deed on the screen whose text has most in common with the words; several when none stands out.
  func deeds(like words: SpokenWords, lang: Language, shown: [String]) -> [String] {
    let common = shown.compactMap { id in
      deedTitles[lang]?[id].map { (id: id, count: words.wordsInCommon(with: SpokenWords($0))) }
    }.filter { $0.count > 0 }
    let most = common.map(\.count).max()
    return common.filter { $0.count == most }.map(\.id)
  }
}
