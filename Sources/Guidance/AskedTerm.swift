import Companies
import Knowledge
import Vocabulary

/// The word that a question wants explained: "What is de minimis?", "mitä tarkoittaa DAP", "vad betyder EORI".
struct AskedTerm: Sendable, Hashable {
  fileprivate let words: String

  /// More words than this are no term but a question on a subject.
  private static let wordsMax = 3

  /// `nil` when the message asks something else.
  init?(in text: String, _ phrases: Phrasebook, _ lang: Language) {
    let beginnings = phrases.words(.definitionWords, lang)
    guard let asked = Self.all(in: text, behind: beginnings, phrases, lang).first,
      asked.words.split(separator: " ").count <= Self.wordsMax
    else { return nil }
    self = asked
  }

  private init(words: String) {
    self.words = words
  }

  /// What stands behind each of the beginnings that the message has, the longest beginning first, without the words
  /// around it that belong to the question.
  static func all(in text: String, behind beginnings: [String], _ phrases: Phrasebook, _ lang: Language) -> [AskedTerm]
  {
    let spoken = Glossary.folded(text)
    let (endings, articles) = (phrases.words(.definitionEndings, lang), phrases.words(.articleWords, lang))
    return beginnings.filter { spoken.hasPrefix($0 + " ") }.sorted { $0.count > $1.count }.compactMap { beginning in
      var rest = spoken.dropFirst(beginning.count + 1).split(separator: " ").map(String.init)[...]
      while let last = rest.last, endings.contains(last) { rest.removeLast() }
      while let first = rest.first, articles.contains(first) { rest.removeFirst() }
      return rest.isEmpty ? nil : AskedTerm(words: rest.joined(separator: " "))
    }
  }

  /// What stands before the question: "CMR, what is that", "remburssi, mikä se on".
  static func all(in text: String, before phrases: Phrasebook, _ lang: Language) -> [AskedTerm] {
    let spoken = Glossary.folded(text)
    return phrases.words(.explainTailWords, lang).filter { spoken.hasSuffix(" " + $0) }
      .map { AskedTerm(words: String(spoken.dropLast($0.count + 1))) }
  }

  /// What a passage says of the term: the sentences that hold it; `nil` when none does.
  func explained(in passage: Passage) -> Passage? {
    let held = passage.text.allSentences.filter { " \(Glossary.folded($0)) ".contains(" \(words) ") }
    guard !held.isEmpty else { return nil }
    var part = passage
    // A name of its own, so that the rest of the passage is not taken for said.
    part.id += ".\(words)"
    part.text = held.joined(separator: " ")
    return part
  }
}

extension Planner {
  /// The term of the glossary that the message asks for, and what is wanted then, whatever the parser made of the message.
  var askedTerm: (Term, Wish)? {
    let (glossary, phrases) = (guidance.glossary, guidance.phrases)
    let beginnings = phrases.words(.definitionWords, lang) + phrases.words(.explainWords, lang)
    let asked = [
      AskedTerm.all(in: text, behind: beginnings, phrases, lang), AskedTerm.all(in: text, before: phrases, lang),
    ].joined().lazy.compactMap { glossary.term(named: $0.words, in: lang) }.first
    // "EORI?" asks too, unless the words are surely something else here.
    let bare = asked == nil && text.contains("?") && wish.mayBeTerm ? glossary.term(named: text, in: lang) : nil
    guard let term = asked ?? bare, let wish = wish.asking(for: term) else { return nil }
    return (term, wish)
  }

  /// The term that was explained last, when that is to be said again or its pages are asked for.
  var termExplainedAgain: Term? {
    guard wish.isOnLastAnswer, let last = memory.said.last else { return nil }
    return guidance.glossary.term(toldAs: last)
  }
}

extension Wish {
  fileprivate var isOnLastAnswer: Bool {
    switch self {
    case .question(.repeat, _), .question(.why, _), .command(.repeat), .command(.why): true
    default: false
    }
  }

  /// Whether the message may be a term and nothing else.
  fileprivate var mayBeTerm: Bool {
    switch self {
    case .question(let intent, _): intent == .askGuidance || intent == .outOfScope
    case .unclear: true
    default: false
    }
  }

  /// The question for a term, on its subject; `nil` where another matter comes first.
  fileprivate func asking(for term: Term) -> Wish? {
    switch self {
    // The talk goes on about the support that has the name.
    case .question(.askInstrument, _): self
    case .question, .unclear, .reply: .question(.askGuidance, Slots([.topic: .text(term.topic)]))
    case .command, .confirmForgetting, .keepData, .confirmJoining, .network, .more, .empty, .urgent: nil
    }
  }
}
