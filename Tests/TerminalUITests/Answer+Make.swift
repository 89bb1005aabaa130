import Messages
import Vocabulary

extension Answer {
  /// An answer that says `text`; a test names only what it is about.
  static func make(
    _ text: String = "Näin.", lang: Language = .fi, intent: Intent? = nil, steps: [String] = [],
    sources: [Answer.Source] = [], question: String? = nil, choices: [String] = [], owner: String = "bot"
  ) -> Answer {
    Answer(
      conversation: ConversationID(rawValue: "c"), turn: 1, lang: lang, text: text, intent: intent, slots: Slots(),
      confidence: 1, because: [], stage: nil,
      steps: steps.enumerated().map { Answer.Step(id: "s\($0.offset)", title: $0.element) }, instruments: [],
      sources: sources, question: question, choices: choices, owner: owner)
  }
}

extension Answer.Source {
  static func make(_ title: String, checked: String = "2026-11-23", asOf: String? = nil) -> Answer.Source {
    Answer.Source(title: title, url: "https://example.org", checked: checked, asOf: asOf, kind: "official")
  }
}

extension Welcome {
  static func make(
    turns: Int = 0, last: String? = nil, topic: String? = nil, steps: [String] = [], due: [String] = [],
    membership: [MembershipNews] = []
  ) -> Welcome {
    Welcome(
      conversation: ConversationID(rawValue: "c"), lang: nil, turns: turns, last: last, topic: topic,
      steps: steps.map { Answer.Step(id: $0, title: $0) }, due: due.map { Answer.Step(id: $0, title: $0) },
      membership: membership)
  }
}
