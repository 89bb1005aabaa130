import Companies
import Knowledge
import Vocabulary

/// What beats every other rule of the talk: money on its way to a fraudster or kept back by a buyer, and a person who can't go on.
public enum Urgency: String, CaseIterable, Sendable, Hashable {
  /// In the order in which they are looked for: a life first.
  case health, fraud, money
  case givingUp = "giving_up"
  /// An invoice that is overdue.
  case unpaid

  /// The role of the region's contacts that help with it.
  public var role: String { "urgent_\(rawValue)" }

  /// Found in any language: in need one does not think of the language of the talk.
  static func told(in words: SpokenWords, _ phrases: Phrasebook) -> Urgency? {
    allCases.first { urgency in
      Language.allCases.contains { words.tells(urgency.words, in: $0, phrases) }
    }
  }

  /// What comes next, when the first deeds have been said twice and still more of the need is told.
  fileprivate var next: Phrase? {
    switch self {
    case .health: nil
    case .fraud: .fraudNext
    case .money: .moneyTroubleNext
    case .givingUp: .givingUpNext
    case .unpaid: .unpaidNext
    }
  }

  /// The ids of its deeds begin so when they are said for the second time.
  fileprivate var againRole: String { "\(role)_again" }

  /// What the deeds on the screen are for; what is said next goes on with it, unless it is a question of its own.
  static func shown(in memory: TalkMemory) -> Urgency? {
    allCases.first { urgency in memory.steps.first?.hasPrefix(urgency.role) ?? false }
  }

  private var words: Phrase {
    switch self {
    case .health: .healthWords
    case .fraud: .fraudWords
    case .money: .moneyTroubleWords
    case .givingUp: .givingUpWords
    case .unpaid: .unpaidWords
    }
  }
}

/// Answers in need.
extension Composer {
  mutating func answerUrgent(_ urgency: Urgency) {
    let (what, deeds): (Phrase, Phrase) =
      switch urgency {
      case .health: (.healthFirst, .healthDo)
      case .fraud: (.fraudFirst, .fraudDo)
      case .money: (.moneyTroubleFirst, .moneyTroubleDo)
      case .givingUp: (.givingUpFirst, .givingUpDo)
      case .unpaid: (.unpaidFirst, .unpaidDo)
      }
    let memory = before.talk.memory
    let isAgain = urgency != .health && Urgency.shown(in: memory) == urgency
    if isAgain, let next = urgency.next, memory.steps.first?.hasPrefix(urgency.againRole) == true {
      composition.say(phrase(.urgentNext))
      list(next, as: urgency.role)
    } else {
      composition.say(phrase(isAgain ? .urgentAgain : what))
      list(deeds, as: isAgain ? urgency.againRole : urgency.role)
    }
    for helper in findings.helpers.isEmpty ? [findings.contact] : findings.helpers {
      composition.close(guidance.phrases.text(.urgentContact, lang, ["contact": helper.name, "url": helper.url]))
    }
    composition.gap = .person
  }

  private mutating func list(_ deeds: Phrase, as id: String) {
    composition.deeds = phrase(deeds).split(separator: "\n").enumerated().map {
      Deed(id: "\(id)_\($0.offset + 1)", text: String($0.element))
    }
  }
}
