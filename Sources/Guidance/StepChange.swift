import Companies
import Vocabulary

/// What a message says of a step: done, left aside, put off until a day.
extension Guidance {
  /// The change that it makes, or the steps between which its words do not decide.
  func stepChange(
    of wish: Wish, text: String, when: WhenReader, _ reference: StepReference, _ telling: Telling
  ) -> (changes: [Change], meant: [String]) {
    switch wish {
    case .question(.completeStep, let slots): mark(.done, slots[.step]?.spoken ?? text, reference, telling)
    case .question(.skipStep, let slots):
      postponement(text, slots, when, reference, telling)
        ?? mark(.skipped, slots[.step]?.spoken ?? text, reference, telling)
    case .question(.remindMe, let slots): postponement(text, slots, when, reference, telling) ?? ([], [])
    case .command(.done(let step)): mark(.done, step, reference, telling)
    case .command(.skip(let step)): mark(.skipped, step, reference, telling)
    default: ([], [])
    }
  }

  private func mark(
    _ state: StepState, _ spoken: String, _ reference: StepReference, _ telling: Telling
  ) -> (changes: [Change], meant: [String]) {
    let steps = reference.steps(spoken)
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
