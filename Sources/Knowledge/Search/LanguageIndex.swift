import Language
import Vocabulary

/// The passages of one language.
struct LanguageIndex: Sendable {
  /// How much the words that people name a topic by count beside the words of its texts.
  static let wordsWeight = 4.0
  /// How often a title counts in each passage under it.
  static let titleWeight = 2.0
  /// What a passage under a condition counts by: it may not hold for who asks.
  static let conditionWeight = 0.7
  /// How much more the last clause counts: what comes before it often only says what is settled.
  static let lastClauseWeight = 0.4
  private static let clauseWordsMin = 2

  private var passages: [FoundPassage] = []
  /// By passage.
  private var weights: [Double] = []
  private let ranking: PassageRanking
  private let words: TopicWords
  private let gaps: Set<String>
  private let spelling: Spelling

  init(_ base: KnowledgeBase, _ documents: [YAMLDocument], _ terms: SearchTerms) {
    for id in base.topics.keys.sorted() {
      for part in base.topics[id]?[terms.lang]?.parts ?? [] {
        guard let text = part.searchedText else { continue }
        passages.append(FoundPassage(topic: id, text: text, score: 0))
        weights.append(part.condition == nil ? 1 : Self.conditionWeight)
      }
    }
    for code in base.cards.keys.sorted() {
      for part in base.cards[code]?[terms.lang]?.parts ?? [] {
        guard case .topic(let topic) = part.name else { continue }
        passages.append(FoundPassage(topic: topic, market: code, text: part.text, score: 0))
        weights.append(part.condition == nil ? 1 : Self.conditionWeight)
      }
    }
    ranking = PassageRanking(
      passages.map { passage in
        let title = base.name(ofTopic: passage.topic, in: terms.lang) ?? ""
        let country = passage.market.map { base.name(ofMarket: $0, in: terms.lang) } ?? ""
        return Self.counts(QuestionWords.all(of: passage.text + " " + country), terms)
          .merging(
            Self.counts(QuestionWords.all(of: title), terms).mapValues { $0 * Self.titleWeight }, uniquingKeysWith: +)
      })
    words = TopicWords(documents, terms)
    gaps = FunctionWords.articles(terms.lang)
    spelling = Spelling(
      texts: passages.map(\.text) + base.topics.values.compactMap { $0[terms.lang]?.title }, words: words.patterns)
  }

  /// The nearest first.
  func passages(for question: String, _ terms: SearchTerms) -> [FoundPassage] {
    let words = spelling.mended(QuestionWords.all(of: question), terms)
    var sums = sums(words, terms)
    let last = spelling.mended(QuestionWords.lastClause(of: question), terms)
    if last.count >= Self.clauseWordsMin && last.count < words.count {
      sums.merge(self.sums(last, terms).mapValues { $0 * Self.lastClauseWeight }, uniquingKeysWith: +)
    }
    let scores = ranking.scores(Self.counts(words, terms))
    return passages.indices.compactMap { place in
      var passage = passages[place]
      passage.score = (scores[place] ?? 0) * weights[place] + Self.wordsWeight * (sums[passage.topic] ?? 0)
      return passage.score > 0 ? passage : nil
    }.sorted { $0.score != $1.score ? $0.score > $1.score : ($0.topic, $0.text) < ($1.topic, $1.text) }
  }

  private func sums(_ words: [String], _ terms: SearchTerms) -> [String: Double] {
    self.words.sums(words.map(terms.forms), gaps: words.map(gaps.contains))
  }

  private static func counts(_ words: [String], _ terms: SearchTerms) -> [String: Double] {
    let small = FunctionWords.all(terms.lang)
    var counts: [String: Double] = [:]
    for word in words where !small.contains(word) { counts.merge(terms.weighted(word), uniquingKeysWith: +) }
    return counts
  }
}

extension Part {
  /// What people can be shown of it.
  fileprivate var searchedText: String? {
    switch name {
    case .deeds: deeds.map(\.text).joined(separator: " ")
    case .what, .costOrNeed, .place: text
    case .noStep, .ask, .topic: nil
    }
  }
}
