import Companies
import Vocabulary

/// What a message says of a step: done, left aside, put off until a day.
extension Guidance {
  /// The change that it makes, or the steps between which its words do not decide.
  func stepChange(
    of wish: Wish, text: String, when: WhenReader, _ reference: StepReference, _ telling: Telling
  ) -> (changes: [Change], meant: [String]) {
    switch wish {
    case .question(.completeStep, let slots):
      mark(
        .done, slots[.step]?.spoken ?? text, isBare: isBare(text, slots, reference), reference,
        telling)
    case .question(.skipStep, let slots):
      postponement(text, slots, when, reference, telling)
        ?? mark(.skipped, slots[.step]?.spoken ?? text, reference, telling)
    case .question(.remindMe, let slots): postponement(text, slots, when, reference, telling) ?? ([], [])
    case .command(.done(let step)): mark(.done, step, reference, telling)
    case .command(.skip(let step)): mark(.skipped, step, reference, telling)
    default: ([], [])
    }
  }

  /// Whether the message tells that a step is done, in words that the parser took for something else: a step by its name, or by its
  /// place on the screen.
  func tellsStepDone(
    _ text: String, _ spoken: SpokenWords, _ wish: Wish, _ parsed: ParsedQuestion?, _ reference: StepReference
  )
    -> Bool
  {
    let lang = reference.lang
    guard wish.canTell, !text.contains("?"), !spoken.tells(.notDoneWords, in: lang, phrases) else { return false }
    if wish.isNotUnderstood, spoken.tells(.doneWords, in: lang, phrases),
      !steps.meant(by: spoken, lang: lang, shown: reference.shown, stage: reference.stage).isEmpty
    {
      return true
    }
    guard !reference.shown.isEmpty, spoken.tells(.didWords, in: lang, phrases),
      text.split(whereSeparator: \.isWhitespace).count <= Self.doneWordsMax
    else { return false }
    if reference.shown.count == 1, parsed?.intent == .completeStep { return true }
    guard reference.hasOrdinal(text) else { return false }
    return wish.isNotUnderstood || parsed?.intent == .completeStep || spoken.tells(.stepWords, in: lang, phrases)
  }

  /// "Done" alone names no step, and of the only one on the screen more can be said than that.
  private func isBare(_ text: String, _ slots: Slots, _ reference: StepReference) -> Bool {
    let wordsMax = reference.shown.count == 1 ? Self.doneWordsMax : Self.bareWordsMax
    return slots[.step] == nil && !reference.hasNumber(text)
      && text.split(whereSeparator: \.isWhitespace).count <= wordsMax
  }

  /// "I did the first step" is short; who tells more tells of something else.
  private static let doneWordsMax = 8
  private static let bareWordsMax = 2

  private func mark(
    _ state: StepState, _ spoken: String, isBare: Bool = false, _ reference: StepReference, _ telling: Telling
  ) -> (changes: [Change], meant: [String]) {
    var steps = reference.steps(spoken)
    if steps.isEmpty, isBare { steps = reference.shown }
    guard steps.count == 1, let id = steps.first else { return ([], steps) }
    return ([.setStep(StepRecord(id: id, state: state, at: telling.at))], [])
  }

  /// The step that is spoken of, else the first on the screen, put off until the day that is named; `nil` when none is.
  private func postponement(
    _ text: String, _ slots: Slots, _ when: WhenReader, _ reference: StepReference, _ telling: Telling
  ) -> (changes: [Change], meant: [String])? {
    guard let (day, rest) = when.day(in: text) ?? slots[.when].flatMap({ when.day(in: $0.spoken) }) else { return nil }
    var steps = slots[.step].map { reference.steps($0.spoken) } ?? []
    if steps.isEmpty { steps = reference.steps(rest) }
    if steps.isEmpty, !reference.hasNumber(rest), let first = reference.shown.first { steps = [first] }
    guard steps.count == 1, let id = steps.first else { return ([], steps) }
    return ([.setStep(StepRecord(id: id, state: .later, at: telling.at, until: day))], [])
  }
}
