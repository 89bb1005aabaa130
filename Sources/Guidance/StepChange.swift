import Companies
import Vocabulary

/// What a message says of a step: done, left aside, put off until a day.
extension Planner {
  /// The change that it makes, or the steps between which its words do not decide.
  var stepChange: (changes: [Change], meant: [String]) {
    switch wish {
    case .question(.completeStep, let slots): mark(.done, slots[.step]?.spoken ?? text, isBare: isBare(slots))
    case .question(.skipStep, let slots): postponement(slots) ?? mark(.skipped, slots[.step]?.spoken ?? text)
    case .question(.remindMe, let slots): postponement(slots) ?? ([], [])
    case .command(.done(let step)): mark(.done, step)
    case .command(.skip(let step)): mark(.skipped, step)
    default: ([], [])
    }
  }

  /// Whether the message tells that a step is done, in words that the parser took for something else: a step by its
  /// name, or by its place on the screen.
  var tellsStepDone: Bool {
    guard wish.canTell, !text.contains("?"), !tells(.notDoneWords) else { return false }
    if wish.isNotUnderstood, tells(.doneWords),
      !guidance.steps.meant(by: spoken, lang: lang, shown: reference.shown, stage: reference.stage).isEmpty
    {
      return true
    }
    guard !reference.shown.isEmpty, tells(.didWords),
      text.split(whereSeparator: \.isWhitespace).count <= Self.doneWordsMax
    else { return false }
    if reference.shown.count == 1, parsed?.intent == .completeStep { return true }
    guard reference.hasOrdinal(text) else { return false }
    return wish.isNotUnderstood || parsed?.intent == .completeStep || tells(.stepWords)
  }

  /// "Done" alone names no step, and of the only one on the screen more can be said than that.
  private func isBare(_ slots: Slots) -> Bool {
    let wordsMax = reference.shown.count == 1 ? Self.doneWordsMax : Self.bareWordsMax
    return slots[.step] == nil && !reference.hasNumber(text)
      && text.split(whereSeparator: \.isWhitespace).count <= wordsMax
  }

  /// "I did the first step" is short; who tells more tells of something else.
  private static let doneWordsMax = 8
  private static let bareWordsMax = 2

  private func mark(
    _ state: StepState, _ spoken: String, isBare: Bool = false
  ) -> (changes: [Change], meant: [String]) {
    var meant = reference.steps(spoken)
    if meant.isEmpty, isBare { meant = reference.shown }
    let listed = reference.listed(spoken)
    if listed.isEmpty && meant.count != 1 { return ([], meant) }
    return ((listed.isEmpty ? meant : listed).map { .setStep(StepRecord(id: $0, state: state, at: telling.at)) }, [])
  }

  /// The step that is spoken of, else the first on the screen, put off until the day that is named; `nil` when none is.
  private func postponement(_ slots: Slots) -> (changes: [Change], meant: [String])? {
    let when = WhenReader(phrases: guidance.phrases, lang: lang, today: today)
    guard let (day, rest) = when.day(in: text) ?? slots[.when].flatMap({ when.day(in: $0.spoken) }) else { return nil }
    var meant = slots[.step].map { reference.steps($0.spoken) } ?? []
    if meant.isEmpty { meant = reference.steps(rest) }
    if meant.isEmpty, !reference.hasNumber(rest), let first = reference.shown.first { meant = [first] }
    guard meant.count == 1, let id = meant.first else { return ([], meant) }
    return ([.setStep(StepRecord(id: id, state: .later, at: telling.at, until: day))], [])
  }
}

extension SlotValue {
  /// As words.
  fileprivate var spoken: String {
    switch self {
    case .text(let text): text
    case .number(let number): Numbers.plain(number)
    case .list(let texts): texts.joined(separator: " ")
    }
  }
}
