import Companies
import Content
import Foundation
import Guidance
import Intents
import Knowledge
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
    /// Whether it asks on after another question, so that its own words name no topic.
    var needsContext: Bool?

    enum CodingKeys: String, CodingKey {
      case lang, text, intent, slots
      case needsContext = "needs_context"
    }
  }

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  private static let file = root.deletingLastPathComponent().appendingPathComponent("shared/questions/dev.jsonl")

  private let analyser: Analyser
  private let parser: IntentParser
  private let index: SearchIndex
  private let questions: [Question]

  init() throws {
    let words = try ContentFolder(path: Self.root.path).intents()
    analyser = try Analyser()
    parser = IntentParser(rules: try IntentRules(documents: words, morphology: analyser))
    index = SearchIndex(try Talking.knowledge.get(), words: words, morphology: analyser)
    let text = try? String(contentsOf: Self.file, encoding: .utf8)
    questions = try (text ?? "").split(separator: "\n").map { line in
      try JSONDecoder().decode(Question.self, from: Data(line.utf8))
    }
  }

  /// The answer to a new talk's first message, read and searched as the service does.
  private func answer(_ text: String, hears: Bool = true) throws -> ComposedAnswer {
    var talk = try Talking()
    return talk.hear(text) { context in
      var parsed = parser.parse(text, lang: nil, context: context, morphology: analyser)
      if !hears { parsed = ParsedQuestion(lang: parsed.lang, intent: .outOfScope, confidence: 0.3) }
      if parsed.needsSearch { parsed.found = index.clearTopic(of: text, in: parsed.lang, morphology: analyser) }
      return parsed
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: file.path)))
  func `Nine of ten questions on a topic are answered from it, and a market that was named stands in the text`() throws
  {
    let base = try Talking.knowledge.get()
    let questions = self.questions.filter { $0.intent == .askGuidance && $0.slots[.topic] != nil }
    var (onTopic, fallbacks, unnamed): (Int, Int, [String]) = (0, 0, [])
    for question in questions {
      let answer = try answer(question.text)
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
  @Test(.enabled(if: FileManager.default.fileExists(atPath: file.path)))
  func `Most questions of which the parser makes nothing are answered from the passage all the same`() throws {
    // Every third, for a search of them all is that of `SearchTests`.
    let asked = questions.filter { $0.intent == .askGuidance && $0.slots[.topic] != nil && $0.needsContext != true }
      .enumerated().filter { $0.offset % 3 == 0 }.map(\.element)
    #expect(asked.count > 100)
    let answers = try asked.map { try answer($0.text, hears: false) }
    let onTopic = zip(asked, answers).count { $0.slots[.topic] == $1.slots[.topic] }
    let wrong = zip(asked, answers).filter { $1.slots[.topic] != nil && $0.slots[.topic] != $1.slots[.topic] }
      .map { "\($0.text) -> \($1.slots[.topic]?.texts ?? [])" }
    #expect(onTopic * 100 >= asked.count * 85, "\(onTopic) of \(asked.count)")
    #expect(wrong.count * 50 <= asked.count, "\(wrong) of \(asked.count)")
    // A word of the trade needs no parser, so there is no doubt to say.
    let doubtful = answers.filter { answer in !answer.because.contains { $0.rule.hasPrefix("term.") } }
    #expect(doubtful.allSatisfy { $0.gap == .notUnderstood || $0.gap == .outOfScope })
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: file.path)))
  func `At most one in fifty questions that are not the subject here gets an answer on a subject`() throws {
    let others = questions.filter { $0.intent == .outOfScope }
    #expect(others.count > 100)
    let answered = try others.filter { question in
      let answer = try answer(question.text)
      return answer.intent != .outOfScope && answer.choices.isEmpty && answer.gap != .person
        && !(answer.gap == .notUnderstood && answer.sources.isEmpty)
    }
    #expect(answered.count * 50 <= others.count, "\(answered.map(\.text))")
  }
}
