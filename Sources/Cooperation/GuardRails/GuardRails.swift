/// Watches for what competitors must not settle or tell each other, before a message goes to others. It keeps nothing.
///
/// A lone word gives a hint at most. A message is stopped when roles stand together in a sentence, or in two that follow
/// each other, that make a case: who, does what, about what, with which figure or name. The part of a sentence that
/// names what a stand or freight costs may be told, and so may dealings between a buyer and its supplier.
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
    let read = sentences.map { SentenceReader($0, words) }
    let setting = Setting(isOfRule: read.contains { $0.has(.theRule) }, isOfChain: read.contains { $0.has(.chain) })
    let pairs = zip(sentences, sentences.dropFirst()).map { SentenceReader($0 + $1, words) }
    return (read + pairs).reduce(.clear) { heaviest, sentence in
      if heaviest.isStop { return heaviest }
      let verdict = judge(sentence, setting)
      return verdict.weight > heaviest.weight ? verdict : heaviest
    }
  }

  /// What the message as a whole is.
  private struct Setting {
    /// It tells of the rule itself: then only own figures in another sentence stop it.
    let isOfRule: Bool
    /// A buyer and its supplier speak.
    let isOfChain: Bool
  }

  private func judge(_ read: SentenceReader, _ setting: Setting) -> GuardRailVerdict {
    if read.has(.theRule) { return hint(read) }
    guard read.has(.sharedCost) else { return verdict(read.signs, setting, evenWith: []) ?? hint(read, setting) }
    if let verdict = verdict(read.signs, setting, evenWith: [.sharedCost]) { return verdict }
    let rest = SentenceReader(read.withoutSharedCosts, words)
    let signs = rest.signs.union([GuardRailCase.Excuse.sharedCost.rawValue])
    return verdict(signs, setting, evenWith: []) ?? hint(rest, setting)
  }

  /// The first case that holds, of those that hold in spite of these excuses and of the setting.
  private func verdict(
    _ signs: Set<String>, _ setting: Setting, evenWith excuses: Set<GuardRailCase.Excuse>
  ) -> GuardRailVerdict? {
    let excuses = setting.isOfChain ? excuses.union([.chain]) : excuses
    let held = words.cases.first { some in
      excuses.isSubset(of: some.evenWith) && !(setting.isOfRule && some.why == .call) && some.holds(for: signs)
    }
    guard let held, let topic = held.topic(for: signs) else { return nil }
    return .stop(topic, why: held.why)
  }

  private func hint(_ read: SentenceReader, _ setting: Setting? = nil) -> GuardRailVerdict {
    if setting?.isOfChain == true { return .clear }
    return read.topics.first.map { .hint($0) } ?? .clear
  }
}
