/// Watches for what competitors must not settle or tell each other, before a message goes to others. It keeps nothing.
///
/// A lone word gives a hint at most. A message is stopped when the sender's own price, margin, volume, bid, wage or
/// customer stands with a figure or a name, or when it calls on others to agree on such a thing: in a turn of phrase
/// that does so by itself, or by words that do so together (a pact). What a stand or freight
/// costs, and dealings between a buyer and its supplier, may be told.
public struct GuardRails: Sendable {
  /// Only so many characters are read: a longer message should not be sent at all.
  public static let lengthMax = 4000

  private let words: GuardRailWords

  public init(_ words: GuardRailWords) {
    self.words = words
  }

  /// The heaviest verdict on any sentence of a message, the first among equals. The languages may be mixed.
  public func judge(_ message: String) -> GuardRailVerdict {
    let sentences = MessageWord.sentences(of: message)
    let joined = zip(sentences, sentences.dropFirst()).filter { $0.0.count <= Self.fragmentMax }.map { $0 + $1 }
    return (sentences + joined).reduce(.clear) { heaviest, sentence in
      let verdict = judge(sentence: sentence)
      return verdict.weight > heaviest.weight ? verdict : heaviest
    }
  }

  /// So short a sentence is read together with the next: "Our price? 42 euros."
  private static let fragmentMax = 4

  private func judge(sentence: [MessageWord]) -> GuardRailVerdict {
    let read = SentenceReader(sentence, words)
    let found = GuardRailTopic.allCases.filter { !read.ranges(of: words.topics[$0] ?? []).isEmpty }
    let said = GuardRailTopic.allCases.first { read.has(words.topicCalls[$0] ?? []) }
    if read.has(words.disclaimers) { return (said ?? found.first).map { .hint($0) } ?? .clear }
    if let said { return .stop(said, why: .call) }
    let mayBeTold = read.has(words.sharedCosts)
    if !mayBeTold, read.isDivision { return .stop(.markets, why: .call) }
    if mayBeTold || read.has(words.chain) { return .clear }
    if let topic = read.pact(among: found) { return .stop(topic, why: .call) }
    if let first = found.first, read.isCall { return .stop(first, why: .call) }
    if read.has(words.own), let told = found.first(where: { read.tells(of: $0) }) {
      return .stop(told, why: .ownFigure)
    }
    return found.first.map { .hint($0) } ?? .clear
  }
}
