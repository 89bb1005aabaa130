import ArgumentParser
import Foundation
import LanguageTools
import Messages
import Services
import Vocabulary

struct ParseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parse",
    abstract: "Show how messages are understood.",
    discussion: """
      Examples:
        rinnalla parse "Norjasta kysyttiin ovia, mitä nyt?"
        rinnalla parse --explain "do we need papers for Norway"
        rinnalla parse --jsonl < questions.jsonl
      With --jsonl each line is {"id","text","lang"?,"context"?}; the context is what the talk was about, such as {"topic":"vat"}.
      """)

  @OptionGroup var folders: FolderOptions
  @OptionGroup var language: LanguageOption

  @Flag(help: "Read questions as JSON lines from standard input.")
  var jsonl = false

  @Flag(help: "Show the way to the result as a table: templates, evidence, slots, other readings.")
  var explain = false

  @Argument(help: "The message.")
  var text: [String] = []

  func validate() throws {
    if jsonl, explain { throw ValidationError("--explain shows one message; leave out --jsonl.") }
    if jsonl != text.isEmpty { throw ValidationError("Give a message, or --jsonl and the messages on standard input.") }
  }

  func run() async throws {
    let parser = try await LoadedContent.intentParser(try folders.folders())
    let analyser = try Analyser()
    func parsed(_ line: Line) -> Parsed {
      let clock = ContinuousClock()
      let start = clock.now
      let context = line.context.map { DialogueContext(lang: line.lang, intent: .askGuidance, slots: $0) }
      let question = parser.parse(line.text, lang: line.lang, context: context, morphology: analyser)
      return Parsed(id: line.id, question, micros: (clock.now - start).microseconds)
    }
    if explain {
      let message = text.joined(separator: " ")
      let explanation = parser.explain(message, lang: language.lang, context: nil, morphology: analyser)
      return writeOutput(ParseTable.text(message, explanation, languageIsGiven: language.lang != nil))
    }
    if !jsonl {
      return write(parsed(Line(id: "1", text: text.joined(separator: " "), lang: language.lang, context: nil)))
    }
    var number = 0
    while let line = readLine() {
      number += 1
      guard let question = try? JSONDecoder().decode(Line.self, from: Data(line.utf8)) else {
        throw Failure(.invalidContent, "line \(number) is not an object with \"id\" and \"text\"")
      }
      write(parsed(question))
    }
  }

  private func write(_ parsed: Parsed) {
    writeOutput(Wire.text(parsed) + "\n")
  }

  private struct Line: Codable {
    var id: String
    var text: String
    var lang: Language?
    var context: Slots?
  }

  private struct Parsed: Encodable {
    var id: String
    var lang: Language
    var intent: Intent?
    var slots: Slots
    var confidence: Double
    var because: [Because]
    var micros: Int

    init(id: String, _ question: ParsedQuestion, micros: Int) {
      self.id = id
      lang = question.lang
      intent = question.intent
      slots = question.slots
      confidence = question.confidence
      because = question.because
      self.micros = micros
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(id, forKey: .id)
      try container.encode(lang, forKey: .lang)
      try container.encode(intent, forKey: .intent)
      try container.encode(slots, forKey: .slots)
      try container.encode(confidence, forKey: .confidence)
      try container.encode(because, forKey: .because)
      try container.encode(micros, forKey: .micros)
    }

    private enum CodingKeys: String, CodingKey { case id, lang, intent, slots, confidence, because, micros }
  }
}

extension Duration {
  fileprivate var microseconds: Int {
    Int(components.seconds) * 1_000_000 + Int(components.attoseconds / 1_000_000_000_000)
  }
}
