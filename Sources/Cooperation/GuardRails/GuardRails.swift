/// Watches for what competitors must not settle or tell each other, before a message goes to others. It keeps nothing.
///
/// A lone word gives a hint at most. A message is stopped when the sender's own price, margin, volume, bid, wage or
/// customer stands with a figure or a name, or when it calls on others to agree on such a thing: in a turn of phrase
/// that does so by itself, or by words that do so together (a pact). The part of a
/// sentence that names what a stand or freight costs may be told, and so may dealings between a buyer and its supplier.
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
    let found = topics(in: read)
    let said = GuardRailTopic.allCases.first { read.has(words.topicCalls[$0] ?? []) }
    if read.has(words.disclaimers) { return (said ?? found.first).map { .hint($0) } ?? .clear }
    if let said { return .stop(said, why: .call) }
    guard read.has(words.sharedCosts) else { return judge(read, found) }
    if let topic = read.pact(among: found, except: Self.mayBeShared) { return .stop(topic, why: .call) }
    let rest = SentenceReader(read.rest(without: words.sharedCosts), words)
    return judge(rest, topics(in: rest))
  }

  /// What may be told and split where the cost of a stand or a freight is named.
  private static let mayBeShared: Set<GuardRailTopic> = [.price, .margin, .markets]

  /// What a buyer and its supplier have to talk about.
  private static let mayBeDealt: Set<GuardRailTopic> = [.price, .margin, .volume, .bids]

  private func judge(_ read: SentenceReader, _ found: [GuardRailTopic]) -> GuardRailVerdict {
    if read.isDivision { return .stop(.markets, why: .call) }
    if read.has(words.chain) {
      return read.pact(among: found, except: Self.mayBeDealt).map { .stop($0, why: .call) } ?? .clear
    }
    if let topic = read.pact(among: found) { return .stop(topic, why: .call) }
    if let first = found.first, read.isCall { return .stop(first, why: .call) }
    if read.has(words.own), let told = found.first(where: { read.tells(of: $0) }) {
      return .stop(told, why: .ownFigure)
    }
    return found.first.map { .hint($0) } ?? .clear
  }

  private func topics(in read: SentenceReader) -> [GuardRailTopic] {
    GuardRailTopic.allCases.filter { read.has(words.topics[$0] ?? []) }
  }
}
