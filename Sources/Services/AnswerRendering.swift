import Guidance
import Messages
import Vocabulary

extension Answer {
  /// The answer as it travels and is kept.
  init(_ answer: ComposedAnswer, conversation: ConversationID, turn: Int) {
    self.init(
      conversation: conversation, turn: turn, lang: answer.lang, text: answer.text, intent: answer.intent,
      slots: answer.slots, confidence: answer.confidence, because: answer.because, stage: answer.stage?.rawValue,
      steps: answer.steps.map { Step(id: $0.id, title: $0.title) },
      instruments: answer.instruments.map { Instrument(id: $0.id, fits: $0.fits, why: $0.why) },
      sources: answer.sources.map {
        Source(title: $0.title, url: $0.url, checked: $0.checked.description, asOf: $0.asOf, kind: $0.kind)
      },
      question: answer.question, choices: answer.choices, owner: "bot",
      revision: answer.revision)
  }

  static func json(_ answer: ComposedAnswer, conversation: ConversationID, turn: Int) -> String {
    Wire.text(Answer(answer, conversation: conversation, turn: turn))
  }
}
