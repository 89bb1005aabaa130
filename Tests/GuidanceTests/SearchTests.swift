import Content
import Foundation
import Knowledge
import LanguageTools
import Testing
import Vocabulary

/// The search over the project's own content, by words alone.
struct SearchTests {
  private struct Question: Decodable {
    var lang: Language
    var text: String
    var slots: Slots
    /// Whether it asks on after another question, so that its own words name no topic.
    var needsContext: Bool?

    enum CodingKeys: String, CodingKey {
      case lang, text, slots
      case needsContext = "needs_context"
    }
  }

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  private static let file = root.deletingLastPathComponent().appendingPathComponent("shared/questions/dev.jsonl")

  private let analyser: Analyser
  private let index: SearchIndex

  init() throws {
    analyser = try Analyser()
    index = SearchIndex(
      try Talking.knowledge.get(), words: try ContentFolder(path: Self.root.path).intents(), morphology: analyser)
  }

  private static func questions() throws -> [Question] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      .map { try JSONDecoder().decode(Question.self, from: Data($0.utf8)) }
  }

  private func topic(of question: String, in lang: Language) -> String? {
    index.passages(for: question, in: lang, morphology: analyser).first?.topic
  }

  @Test(.enabled("dev.jsonl lies beside the project", { FileManager.default.fileExists(atPath: file.path) }))
  func `In each language 19 of 20 questions on a topic lead first to a passage of that topic`() throws {
    let questions = try Self.questions().filter { $0.slots[.topic] != nil && $0.needsContext != true }
    #expect(questions.count > 100)
    for lang in Language.allCases {
      let asked = questions.filter { $0.lang == lang }
      let missed = asked.filter { topic(of: $0.text, in: lang).map(SlotValue.text) != $0.slots[.topic] }
      #expect(missed.count * 20 <= asked.count, "\(lang): \(missed.map(\.text)) of \(asked.count)")
    }
  }

  @Test(.enabled("dev.jsonl lies beside the project", { FileManager.default.fileExists(atPath: file.path) }))
  func `What is clear is right, and most questions on a topic are clear`() throws {
    let questions = try Self.questions().filter { $0.slots[.topic] != nil && $0.needsContext != true }
    let clear = questions.compactMap { question in
      index.clearTopic(of: question.text, in: question.lang, morphology: analyser).map { (question, $0) }
    }
    let wrong = clear.filter { question, topic in question.slots[.topic] != .text(topic) }
    #expect(clear.count * 10 >= questions.count * 9, "\(clear.count) of \(questions.count)")
    #expect(wrong.count * 50 <= clear.count, "\(wrong.map { "\($0.0.text): \($0.1)" })")
  }

  @Test func `Words of no subject, and words of several, lead clearly nowhere`() {
    for question in ["zzzz qqqq", "", "what is the capital of Norway", "customs vat incoterms"] {
      #expect(index.clearTopic(of: question, in: .en, morphology: analyser) == nil, "\(question)")
    }
  }

  @Test(
    arguments: [
      ("Mikä on tullinimike?", .fi, "customs"), ("tullinimikkeistä", .fi, "customs"),
      ("Vuokravientipäälliköstäkö apua?", .fi, "recruitment"), ("What does DAP mean?", .en, "incoterms"),
      ("Behöver vi ett varumärke?", .sv, "ipr"),
    ] as [(String, Language, String)])
  func `A bent word and a synonym lead to the subject`(question: String, lang: Language, topic: String) throws {
    #expect(self.topic(of: question, in: lang) == topic)
  }

  @Test func `The same question finds the same, and at most as many as were asked for`() throws {
    let found = index.passages(for: "Who pays the customs duty to Norway?", in: .en, morphology: analyser, atMost: 3)
    #expect(found.count == 3 && found.map(\.score) == found.map(\.score).sorted(by: >))
    #expect(
      found == index.passages(for: "Who pays the customs duty to Norway?", in: .en, morphology: analyser, atMost: 3))
    #expect(index.passages(for: "zzzz qqqq", in: .en, morphology: analyser).isEmpty)
    #expect(index.passages(for: "", in: .fi, morphology: analyser).isEmpty)
  }
}
