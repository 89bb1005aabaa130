import Companies
import Content
import Foundation
import Guidance
import Intents
import LanguageTools
import Testing
import Vocabulary

/// How the development questions that carry a topic are answered; they lie beside the project, or the test is skipped.
struct QuestionAnswersTests {
  private struct Question: Decodable {
    var lang: Language
    var text: String
    var intent: Intent
    var slots: Slots
  }

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  private static let file = root.deletingLastPathComponent().appendingPathComponent("shared/questions/dev.jsonl")

  @Test(.enabled(if: FileManager.default.fileExists(atPath: file.path)))
  func `Nine of ten questions on a topic are answered from it, and a market that was named stands in the text`() throws
  {
    let analyser = try Analyser()
    let parser = IntentParser(
      rules: try IntentRules(documents: try ContentFolder(path: Self.root.path).intents(), morphology: analyser))
    let base = try Talking().base
    let lines = try String(contentsOf: Self.file, encoding: .utf8).split(separator: "\n")
    let all = try lines.map { try JSONDecoder().decode(Question.self, from: Data($0.utf8)) }
    let questions = all.filter { $0.intent == .askGuidance && $0.slots[.topic] != nil }
    var (onTopic, fallbacks, unnamed): (Int, Int, [String]) = (0, 0, [])
    for question in questions {
      var talk = try Talking()
      let answer = talk.hear(question.text) {
        parser.parse(question.text, lang: nil, context: $0, morphology: analyser)
      }
      if answer.slots[.topic] == question.slots[.topic] { onTopic += 1 }
      if answer.gap == .notUnderstood || answer.gap == .noPage || answer.gap == .outOfScope { fallbacks += 1 }
      for market in answer.slots[.market]?.texts.prefix(2) ?? [] where answer.gap != .person {
        let name = base.name(ofMarket: market, in: answer.lang)
        if !answer.text.contains(name.prefix(3)) && market != "US" { unnamed.append(question.text) }
      }
    }
    let share = Double(onTopic) / Double(questions.count)
    let fallbackShare = Double(fallbacks) / Double(questions.count)
    #expect(questions.count > 100)
    #expect(share >= 0.9 && fallbackShare <= 0.1, "\(onTopic) and \(fallbacks) of \(questions.count)")
    // A correction without the talk that it corrects names a market that no answer can be about.
    #expect(unnamed.count * 100 <= questions.count, "\(unnamed)")
  }
}
