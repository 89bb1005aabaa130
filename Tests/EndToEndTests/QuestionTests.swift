import Foundation
import Testing

/// The open question set, piped through the chat as it is.
struct QuestionTests {
  private struct Question: Decodable {
    var text: String
    var slots: Slots

    struct Slots: Decodable { var topic: String? }
  }

  private static let file = Program.shared?.appendingPathComponent("questions/dev.jsonl")

  /// The topics that are written first and best.
  private static let topics: Set<String> = [
    "readiness", "market_selection", "partner_search", "financing", "trade_fairs", "cooperation", "export_plan",
    "customs",
    "export_documents", "vat", "incoterms", "logistics", "payment_terms", "credit_risk",
  ]

  /// How the three languages say that they do not know, or ask back what was meant.
  private static let doubts = [
    "I did not understand", "En ymmärtänyt", "Jag förstod inte", "Did you mean", "Tarkoititteko", "Menade ni",
    "I have read no official", "En ole lukenut", "Jag har inte läst",
  ]

  @Test(.enabled(if: file != nil, "the question set lies beside the project, and is not here"), .timeLimit(.minutes(5)))
  func `Every question gets an answer, and few of those on the main topics an I don't know`() async throws {
    let lines = try String(contentsOf: try #require(Self.file), encoding: .utf8).split(separator: "\n")
    let questions = try lines.map { try JSONDecoder().decode(Question.self, from: Data($0.utf8)) }
    let data = try TemporaryFolder()
    let chat = try Program(["chat", "--json"], data: data)
    let writer = Task.detached {
      for question in questions { chat.write(question.text.replacingOccurrences(of: "\n", with: " ") + "\n") }
      chat.endInput()
    }
    let answers = try await chat.rest().map { try PrintedAnswer($0) }
    await writer.value
    #expect(await chat.end() == 0)
    #expect(answers.count == questions.count)
    #expect(!answers.contains { $0.text.isEmpty })
    let asked = zip(questions, answers).filter { question, _ in question.slots.topic.map(Self.topics.contains) ?? false
    }
    let doubtful = asked.filter { _, answer in Self.doubts.contains { answer.text.contains($0) } }
    #expect(Double(doubtful.count) <= 0.15 * Double(asked.count), "\(doubtful.count) of \(asked.count)")
  }
}
