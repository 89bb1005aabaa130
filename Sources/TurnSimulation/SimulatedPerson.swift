import Companies
import Vocabulary

/// One question of one person; asked again it is the same.
struct Question: Hashable {
  let person: Int
  let number: Int
  let request: Request
  let text: String

  /// What it means: every third tells a fact, so that colleagues change one company at the same time.
  func parsed(_ text: String) -> ParsedQuestion {
    number % 3 == 0
      ? ParsedQuestion(
        lang: .fi, intent: .tellProfile, slots: Slots([.employees: .number(Double(number + 1))]), confidence: 0.9)
      : ParsedQuestion(lang: .fi, intent: .greet, confidence: 0.9)
  }
}

/// Somebody who asks one thing after the other, each until it is answered.
struct SimulatedPerson {
  let index: Int
  /// The answers so far, in the order of the questions.
  private(set) var answers: [String] = []
  private var isAsking = false
  /// Whether there are more questions after this one, and answers may get lost.
  var isPatient = true

  init(_ index: Int) { self.index = index }

  var user: String { "user\(index)" }
  var isWaiting: Bool { isAsking }

  func text(of number: Int) -> String { "\(user) asks \(number)" }

  /// The question that waits for its answer, else the next; nil when nothing more is asked.
  mutating func ask() -> Question? {
    guard isAsking || isPatient else { return nil }
    isAsking = true
    return question(answers.count)
  }

  /// The same question each time that its number is named.
  func question(_ number: Int) -> Question {
    // Some always name their talk, others go on with the latest.
    let talk = index.isMultiple(of: 2) ? ConversationID(rawValue: "talk-of-\(user)") : nil
    let key = RequestKey(
      principal: Principal(role: .member, user: user), conversation: talk, id: "question \(number)")
    return Question(
      person: index, number: number, request: Request(key: key, op: "assistant.ask.v1", hash: "\(number)"),
      text: text(of: number))
  }

  /// Takes an answer; a sentence when it is not the one that was given before.
  mutating func take(_ answer: String, to question: Question) -> String? {
    if question.number < answers.count {
      return answers[question.number] == answer ? nil : "\(question.text) has two answers"
    }
    answers.append(answer)
    isAsking = false
    return nil
  }
}
