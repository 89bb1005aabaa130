import Foundation
import Testing

/// A talk with the real program, everything embedded.
struct TalkTests {
  @Test(arguments: [
    ("fi", "Mitä papereita tavara tarvitsee Norjaan?", "Norja"),
    ("sv", "Vilka papper behövs när vi skickar varor till Norge?", "Norge"),
    ("en", "What papers do we need when we send goods to Norway?", "Norway"),
  ])
  func `A question in each language gets an answer with the country, steps and a source`(
    lang: String, question: String, country: String
  ) async throws {
    let data = try TemporaryFolder()
    let program = try Program(["ask", "--json", question], data: data)
    let line = try #require(await program.line())
    #expect(await program.end() == 0)
    let answer = try PrintedAnswer(line)
    #expect(answer.lang == lang)
    #expect(answer.text.contains(country))
    #expect((1...3).contains(answer.steps.count))
    #expect(line.contains("\"sources\":[{"))
  }

  @Test func `What was told is known after a restart, and a step that was done stays done`() async throws {
    let data = try TemporaryFolder()
    let first = try Program(["chat", "--json", "--lang", "en"], data: data)
    first.write(
      "We make steel doors, 12 people, Nivala\nWe want to sell in Norway\nHow does customs go to Norway?\n/done 1\n")
    first.endInput()
    let answers = try await first.rest().map { try PrintedAnswer($0) }
    #expect(await first.end() == 0)
    #expect(answers.map(\.turn) == [1, 2, 3, 4])
    let step = try #require(answers[2].steps.first)

    let second = try Program(["chat", "--json", "--lang", "en"], data: data)
    second.write("/data\n/progress\n")
    second.endInput()
    let later = try await second.rest().map { try PrintedAnswer($0) }
    #expect(later.map(\.conversation) == [answers[0].conversation, answers[0].conversation])
    #expect(later[0].text.contains("Nivala") && later[0].text.contains("Norway"))
    #expect(later[1].text.contains(step.title.prefix(12)))
  }

  @Test func `Two chats, ask and serve work on one data directory at once`() async throws {
    let data = try TemporaryFolder()
    let serve = try Program(["serve"], data: data)
    try await serve.says("serving")
    let chats = try (0..<2).map { _ in try Program(["chat", "--json"], data: data) }
    let ask = try Program(["ask", "--json", "Mistä löydän ostajia Ruotsista?"], data: data)
    for chat in chats {
      chat.write("miten alv menee Norjaan\nmitä papereita Norjaan tarvitaan\nkuka maksaa tullin\n")
      chat.endInput()
    }
    var turns: [String] = []
    for chat in chats {
      turns += try await chat.rest().map { try PrintedAnswer($0) }.map { "\($0.conversation) \($0.turn)" }
      #expect(await chat.end() == 0)
    }
    turns.append(try PrintedAnswer(await ask.line()).conversation)
    #expect(await ask.end() == 0)
    #expect(turns.count == 7 && Set(turns).count == 7, "each turn is counted once: \(turns)")
    serve.kill(SIGTERM)
    #expect(await serve.end() == 0)
  }

  @Test func `Lines that can't be questions are refused by name, and the talk goes on`() async throws {
    let data = try TemporaryFolder()
    let program = try Program(["chat", "--lang", "en"], data: data)
    program.write("\n\n")
    program.write(String(repeating: "a", count: 1 << 20) + "\n")
    program.write(bytes: [0x68, 0xFF, 0xFE, 0x0A])
    program.write("\u{1B}[31mhello\u{1B}[0m \u{7}\n")
    program.write("How do we get paid from Germany?\n")
    program.endInput()
    let text = await program.rest().joined(separator: "\n")
    let refusals = await program.complaint()
    #expect(await program.end() == 0)
    #expect(refusals.contains("20000 bytes"))
    #expect(refusals.contains("UTF-8"))
    #expect(!text.unicodeScalars.contains { $0.value == 0x1B || $0.value == 7 })
    #expect(text.contains("Germany"))
  }

  @Test func `The first answer comes within seconds of the start`() async throws {
    let data = try TemporaryFolder()
    let program = try Program(["ask", "--json", "moi"], data: data)
    _ = try PrintedAnswer(await program.line())
    #expect(await program.end() == 0)
  }
}
