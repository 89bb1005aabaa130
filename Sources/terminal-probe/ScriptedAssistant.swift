import Messages
import TerminalUI
import Vocabulary

/// An assistant whose answers follow from the text alone, for tests of the chat.
///
/// `slow` answers after a while, `hang` never, `away N` is unreachable N times, `refuse` is refused, `full` has
/// steps, sources and choices, `evil` tries to steer the terminal; anything else comes back.
actor ScriptedAssistant: Assistant {
  private let welcome: Welcome
  /// How often `hello` fails before it works.
  private var helloFailures: Int
  /// How often each request was asked.
  private var tries: [String: Int] = [:]
  private var turns: [History.Turn] = []

  init(returning: Bool, helloFailures: Int) {
    self.helloFailures = helloFailures
    welcome = Welcome(
      conversation: ConversationID(rawValue: "probe"), lang: nil, turns: returning ? 3 : 0,
      last: returning ? "2025-11-23T12:05:00.000Z" : nil, topic: returning ? "tulli" : nil,
      steps: returning ? [Answer.Step(id: "eori", title: "Hae EORI-numero")] : [],
      reminders: returning ? [Welcome.Reminder(id: "eori", title: "Hae EORI-numero", day: "2126-12-07")] : [])
  }

  func hello(lang: Language?) async throws(AssistantFailure) -> Welcome {
    if helloFailures > 0 {
      helloFailures -= 1
      throw .unreachable(seconds: 1)
    }
    return welcome
  }

  func history(conversation: ConversationID, limit: Int) async throws(AssistantFailure) -> History {
    History(turns: turns.suffix(limit))
  }

  func ask(_ text: String, lang: Language?, conversation: ConversationID, id: String) async throws(AssistantFailure)
    -> Answer
  {
    tries[id, default: 0] += 1
    let words = text.split(separator: " ")
    switch words.first {
    case "slow": try? await Task.sleep(for: .milliseconds(900))
    case "hang": try? await Task.sleep(for: .seconds(3600))
    case "away" where tries[id, default: 0] <= words.dropFirst().first.flatMap { Int($0) } ?? 0:
      throw .unreachable(seconds: 1)
    case "refuse": throw .refused(detail: "no such step\u{1B}[2J")
    default: break
    }
    let said = answer(to: text, id: id, lang: lang ?? .fi)
    turns.append(
      History.Turn(number: turns.count + 1, at: "2026-11-23T12:05:00Z", text: text, answer: said.text))
    return said
  }

  func plan(_ number: Int, lang: Language, conversation: ConversationID) async throws(AssistantFailure) -> String? {
    nil
  }

  func invite() async throws(AssistantFailure) -> InviteOutcome {
    .code("K7QFM-2XW9P-TR4DH", until: "2026-11-24T12:05:00.000Z")
  }

  func join(_ code: String) async throws(AssistantFailure) -> JoinOutcome {
    code == "K7QFM-2XW9P-TR4DH" ? .joined : .refused
  }

  func luggage() async throws(AssistantFailure) -> Luggage { Luggage(facts: 2, steps: 1, consents: 0) }

  func move(to destination: Destination, note: String, lang: Language) async throws(AssistantFailure) {
    if !destination.address.hasPrefix("tcp://") { throw .refused(detail: "no address") }
  }

  private func answer(to text: String, id: String, lang: Language) -> Answer {
    var answer = Answer(
      conversation: welcome.conversation, turn: turns.count + 1, lang: lang, text: "got \(text.count): <\(text)>",
      intent: nil, slots: Slots(), confidence: 1, because: [], stage: nil, steps: [], instruments: [], sources: [],
      question: nil, choices: [], owner: "bot")
    switch text.split(separator: " ").first {
    case "away": answer.text = "answered at try \(tries[id, default: 0])"
    case "evil": answer.text = "\u{1B}]0;owned\u{7}red\u{9B}31m \u{202E}drawkcab\r\nend"
    case "full":
      answer.text = "Norja on EU:n ulkopuolella."
      answer.steps = [Answer.Step(id: "a", title: "Kysy ostajalta"), Answer.Step(id: "b", title: "Hae EORI-numero")]
      answer.sources = [
        Answer.Source(
          title: "Tulli, vienti-ilmoitus", url: "https://tulli.fi", checked: "2026-11-23", asOf: nil, kind: "official")
      ]
      answer.choices = ["Norja", "Ruotsi"]
    default: break
    }
    return answer
  }
}
