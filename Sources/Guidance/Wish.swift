import Companies
import Cooperation
import Vocabulary

/// What a message means in its talk: the parser's reading, unless a command or an answer to an open question comes first.
public enum Wish: Sendable, Hashable {
  case question(Intent, Slots)
  case command(Command)
  case reply(FactKey, FactValue)
  case confirmForgetting
  case keepData
  /// The card with this mark may be shown to others.
  case confirmJoining(seen: String?)
  /// An act of the network, in words that name its object.
  case network(NetworkRequest)
  case more
  /// Not sure enough to answer; the readings that are worth offering.
  case unclear([Reading])
  case empty
  case urgent(Urgency)
}

/// Finds the wish of a message.
struct WishReader {
  /// Below this the parse is not trusted at all; below `sure` two or three readings are offered when there are some.
  static let unsure = 0.3
  static let sure = 0.5

  let phrases: Phrasebook
  let replies: ReplyReader
  /// `nil`: there is nobody to be brought together with.
  let network: NetworkWishReader?
  let today: Day

  func wish(
    text: String, spoken: SpokenWords, parsed: ParsedQuestion?, memory: TalkMemory, lang: Language
  ) -> Wish {
    if text.trimmed.isEmpty { return .empty }
    if let command = Command(text) { return .command(command) }
    if let urgency = Urgency.told(in: spoken, phrases) { return .urgent(urgency) }
    let folded = text.trimmed.lowercased().filter { $0 != "." && $0 != "!" }
    if memory.pending == .confirmForgetting {
      return folded == phrases.text(.forgetWords, lang).lowercased() ? .confirmForgetting : .keepData
    }
    if case .confirmJoining(let seen) = memory.pending, spoken.tells(.joinWords, in: lang, phrases) {
      return .confirmJoining(seen: seen)
    }
    if let act = network?.act(in: text, spoken, today: today) { return .network(act) }
    if network?.asksForCard(spoken) == true { return .question(.joinNetwork, Slots()) }
    if let corrected = corrected(folded, spoken, memory, lang) { return corrected }
    let plain = reading(parsed, isQuestion: text.contains("?"))
    // "Not now" is no "no" to what was asked, and sets no step aside for good.
    if !text.contains("?"), ![.goodbye, .remindMe, .thank, .cancel].contains(parsed?.intent),
      phrases.words(.notNowWords, lang).contains(where: spoken.isOnly)
    {
      return .question(.deny, Slots())
    }
    let asks = text.contains("?") || spoken.begins(with: .questionWords, in: lang, phrases)
    if let urgency = Urgency.shown(in: memory), plain.isLeftOpen(by: parsed, asks: asks) { return .urgent(urgency) }
    if let number = Int(folded), memory.choices.indices.contains(number - 1) {
      let reading = memory.choices[number - 1]
      return .question(reading.intent, reading.slots)
    }
    if phrases.words(.moreWords, lang).contains(folded) { return .more }
    if case .fact(let key) = memory.pending,
      let value = replies.value(
        of: text.trimmed, spoken, for: key, parsed: parsed, lang: lang, isFresh: memory.asked > 0)
    {
      return .reply(key, value)
    }
    return plain
  }

  /// "Sorry, 15" puts right the number that was told just before.
  private func corrected(_ folded: String, _ spoken: SpokenWords, _ memory: TalkMemory, _ lang: Language) -> Wish? {
    guard spoken.begins(with: .correctionWords, in: lang, phrases), let number = WrittenNumber.only(in: folded),
      folded.split(whereSeparator: \.isWhitespace).count <= 5
    else { return nil }
    let keys = memory.undo.compactMap(\.undoneKey).filter { FactCatalogue.definition(of: $0.name).kind.isNumber }
    guard keys.count == 1, FactCatalogue.problem(with: .number(number), for: keys[0]) == nil else { return nil }
    return .reply(keys[0], .number(number))
  }

  private func reading(_ parsed: ParsedQuestion?, isQuestion: Bool) -> Wish {
    guard let parsed, let intent = parsed.intent else { return .unclear([]) }
    if parsed.confidence >= WishReader.sure || parsed.isPlainInDoubt(isQuestion: isQuestion) {
      return .question(intent, parsed.slots)
    }
    let own = Reading(intent: intent, slots: parsed.slots, confidence: parsed.confidence)
    var readings: [Reading] = []
    for reading in [own] + parsed.alternatives where !readings.contains(where: { $0.covers(reading) }) {
      readings.removeAll { reading.covers($0) }
      readings.append(reading)
    }
    if readings.count > 1 { return .unclear(Array(readings.prefix(3))) }
    return parsed.confidence >= WishReader.unsure ? .question(intent, parsed.slots) : .unclear([])
  }
}

extension ParsedQuestion {
  /// Whether it is plain what is meant, though the words are few: facts told together, or a support that is named.
  fileprivate func isPlainInDoubt(isQuestion: Bool) -> Bool {
    switch intent {
    case .tellProfile:
      !isQuestion && (slots.filled.count > 1 || [.exportShare, .employees, .foundedYear].contains { slots[$0] != nil })
    case .askInstrument, .checkEligibility: confidence >= WishReader.unsure && slots[.instrument] != nil
    default: false
    }
  }
}

extension Wish {
  /// Whether the message is no question of its own: nothing was made of it, or it asks what to do.
  fileprivate func isLeftOpen(by parsed: ParsedQuestion?, asks: Bool) -> Bool {
    switch self {
    case .question(.askNextSteps, let slots): slots.filled.isEmpty
    // A sum alone is that of the case, not the turnover.
    case .question(.tellProfile, let slots): slots.filled.allSatisfy { $0.slot == .turnover }
    // "I sent a reminder already" asks for none.
    case .question(.remindMe, let slots): slots.filled.isEmpty && !asks
    case .question(.outOfScope, _): parsed?.isNothing ?? true
    case .unclear(let readings): readings.isEmpty || !asks
    // What is told in need and was not surely understood is more of the same need.
    case .question: !asks && (parsed?.confidence ?? 0) < WishReader.sure
    default: false
    }
  }
}

extension Change {
  /// The fact that it takes back.
  var undoneKey: FactKey? {
    switch self {
    case .setFact(let fact): fact.key
    case .removeFact(let key): key
    default: nil
    }
  }
}

extension FactKind {
  fileprivate var isNumber: Bool {
    switch self {
    case .number, .integer: true
    default: false
    }
  }
}

extension Reading {
  private var subject: SlotValue? { slots[.topic] ?? slots[.instrument] }

  /// Whether a person who was offered both would see twice the same, or in the other nothing but the same country.
  fileprivate func covers(_ other: Reading) -> Bool {
    guard slots[.market] == other.slots[.market] else { return false }
    if let subject = other.subject { return subject == self.subject }
    return other.intent.spokenName == nil ? slots[.market] != nil : subject == nil && intent == other.intent
  }
}
