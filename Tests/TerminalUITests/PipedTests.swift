import Foundation
import Glibc
import Messages
import Testing
import Vocabulary

@testable import TerminalUI

/// The chat on pipes, as scripts use it.
@Suite(.timeLimit(.minutes(2)))
struct PipedTests {
  struct Outcome {
    var output: [String]
    var error: String
    var code: Int32
    /// The most memory that the program had, in bytes.
    var memory: Int
  }

  /// Runs the probe with files in place of pipes for its output, so that nothing waits for a reader.
  private func run(_ arguments: [String], input: [UInt8], hole: UInt64 = 0) throws -> Outcome {
    let folder = try TemporaryFolder()
    let names = ["input", "output", "error"].map(folder.path)
    try Data().write(to: URL(fileURLWithPath: names[0]))
    let writer = try FileHandle(forWritingTo: URL(fileURLWithPath: names[0]))
    try writer.seek(toOffset: hole)
    try writer.write(contentsOf: input)
    try writer.close()
    let files = [
      open(names[0], O_RDONLY), open(names[1], O_RDWR | O_CREAT, 0o600), open(names[2], O_RDWR | O_CREAT, 0o600),
    ]
    defer { for file in files { close(file) } }
    let process = try spawnProbe(
      arguments, environment: ["LANG": "C.UTF-8", "TERM": "xterm"],
      files: .descriptors(input: files[0], output: files[1], error: files[2]))
    var raw: Int32 = 0
    var usage = rusage()
    wait4(process, &raw, 0, &usage)
    let texts = try names[1...].map { String(decoding: try Data(contentsOf: URL(fileURLWithPath: $0)), as: UTF8.self) }
    return Outcome(
      output: texts[0].split(separator: "\n", omittingEmptySubsequences: false).map(String.init), error: texts[1],
      code: raw & 0x7F == 0 ? (raw >> 8) & 0xFF : 128 + (raw & 0x7F), memory: Int(usage.ru_maxrss) * 1024)
  }

  private func run(_ arguments: [String], _ text: String) throws -> Outcome {
    try run(arguments, input: Array(text.utf8))
  }

  @Test func `each line is answered in turn, with an empty line between`() throws {
    let outcome = try run(["--lang", "fi"], "eka ö\n\n   \ntoka\r\nviimeinen")
    #expect(outcome.output == ["got 5: <eka ö>", "", "got 4: <toka>", "", "got 9: <viimeinen>", ""])
    #expect(outcome.error == "" && outcome.code == 0)
  }

  @Test func `no input is no talk`() throws {
    let outcome = try run([], "")
    #expect(outcome.output == [""] && outcome.error == "" && outcome.code == 0)
  }

  @Test func `control characters neither go out nor come back raw`() throws {
    let outcome = try run([], "a\u{1B}[31mb\u{7}\nevil\n")
    #expect(outcome.output == ["got 6: <a[31mb>", "", "␛]0;owned␇red�31m �drawkcab", "end", ""])
  }

  @Test func `with --json every line that says something gives one object`() throws {
    var input = Array("hei\n\n".utf8) + Array(repeating: UInt8(ascii: "x"), count: 1_000_000)
    input += Array("\nab".utf8) + [0xFF] + Array("cd\n/stpes\n/lang sv\nrefuse\nloppu\n".utf8)
    let outcome = try run(["--json", "--lang", "fi"], input: input)
    let objects = try outcome.output.dropLast().map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    #expect(objects.count == 7)
    #expect(objects.map { $0["text"] as? String } == ["got 3: <hei>", nil, nil, nil, nil, nil, "got 5: <loppu>"])
    let problems = objects.map { $0["problem"] as? [String: Any] }
    #expect(
      problems.map { $0?["code"] as? String }
        == [nil, "too-large", "malformed", "unknown-operation", nil, "invalid", nil])
    let details = problems.map { $0?["detail"] as? String ?? "" }
    #expect(details[1].hasPrefix("Rivi 3: ") && details[1].contains("20000"))
    #expect(details[2].hasPrefix("Rivi 4: ") && details[2].contains("tavussa 2"))
    #expect(details[3].contains("/steps"))
    #expect(objects[4]["notice"] as? String == "Nu talar jag svenska.")
    #expect(objects[6]["lang"] as? String == "sv")
    #expect(outcome.code == 0 && outcome.error == "[kept sv]\n")
  }

  @Test func `as text the reasons go to standard error and the talk goes on`() throws {
    let outcome = try run(["--lang", "en"], input: [0xC3, 0x0A] + Array("refuse\nhi\n".utf8))
    #expect(outcome.output == ["got 2: <hi>", ""])
    #expect(
      outcome.error == """
        Line 1: The message is not UTF-8 text and was not sent. The fault is at byte 0.
        Line 2: That did not work: no such step␛[2J

        """)
    #expect(outcome.code == 0)
  }

  @Test func `a huge line takes no memory`() throws {
    // A hole of 512 MB in the file, then a line. What this process took before counts for the program that it starts.
    var before = rusage()
    getrusage(RUSAGE_SELF.rawValue, &before)
    let outcome = try run(["--json"], input: Array("\nhei\n".utf8), hole: 512_000_000)
    #expect(outcome.output.count == 3)
    #expect(outcome.output.first?.contains("too-large") == true && outcome.output[1].contains("<hei>"))
    #expect(outcome.memory < before.ru_maxrss * 1024 + 128_000_000)
  }

  @Test func `the same request is sent again until it is answered`() throws {
    let outcome = try run([], "away 1\nhei\n")
    #expect(outcome.output == ["answered at try 2", "", "got 3: <hei>", ""])
    #expect(outcome.code == 0)
  }

  @Test func `when nobody answers in time it says so and ends with 3`() throws {
    let outcome = try run(["--patience", "1", "--lang", "en"], "hi\naway 99\nnever\n")
    #expect(outcome.output == ["got 2: <hi>", ""])
    #expect(
      outcome.error
        == "Line 2: The service was not reached in 1 seconds. This line and those after it have no answer.\n")
    #expect(outcome.code == 3)
  }

  @Test func `a reader that goes away ends it silently`() throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    close(ends[0])
    let null = open("/dev/null", O_RDWR)
    let folder = try TemporaryFolder()
    try Data("hei\n".utf8).write(to: URL(fileURLWithPath: folder.path("input")))
    let input = open(folder.path("input"), O_RDONLY)
    defer { for file in [ends[1], null, input] { close(file) } }
    let process = try spawnProbe([], environment: [:], files: .descriptors(input: input, output: ends[1], error: null))
    var raw: Int32 = 0
    waitpid(process, &raw, 0)
    #expect((raw >> 8) & 0xFF == 141 && raw & 0x7F == 0)
  }

  @Test func `commands of the chat work from a pipe`() throws {
    let folder = try TemporaryFolder()
    let file = folder.path("talk.md")
    let outcome = try run(["--lang", "en"], "hi\n/history\n/save \(file)\n/quit\nnot read\n")
    #expect(
      outcome.output == [
        "got 2: <hi>", "", "23.11.2026 12:05", "You: hi", "Rinnalla: got 2: <hi>", "", "I saved the talk to \(file).",
        "",
      ])
    #expect(FileManager.default.fileExists(atPath: file))
  }

  @Test func `reminders are written to a calendar file once under a name`() throws {
    let folder = try TemporaryFolder()
    let file = folder.path("days.ics")
    let outcome = try run(["--lang", "en", "--return"], "/ics \(file)\n/ics \(file)\n")
    #expect(
      outcome.output == [
        "I saved your reminders to \(file). Open the file with your calendar.", "",
        "\(file) exists already, I don't write over it. Give another name: /ics FILE", "",
      ])
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text.contains("DTSTART;VALUE=DATE:21261207\r\nSUMMARY:Hae EORI-numero\r\n"))
    let nothing = try run(["--lang", "en"], "/ics \(folder.path("none.ics"))\n")
    #expect(nothing.output.joined().hasPrefix("There is nothing to remind you of."))
    #expect(!FileManager.default.fileExists(atPath: folder.path("none.ics")))
  }

  @Test func `what somebody says to the person does not disturb a pipe`() async throws {
    let folder = try TemporaryFolder()
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    let output = open(folder.path("output"), O_WRONLY | O_CREAT, 0o600)
    defer { for file in [ends[0], output] { close(file) } }
    writeAll("/lang\n", to: ends[1])
    close(ends[1])
    let settings = ChatSettings(
      localeLanguage: .en, place: .embedded, look: Look(colour: false, accessible: false), terminal: nil,
      files: ChatSettings.Files(input: ends[0], output: output, error: output), keepLanguage: { _ in })
    let chat = Chat(assistant: SilentAssistant(), settings: settings)
    chat.show("Hei", by: "Neuvoja")
    #expect(await chat.run() == 0)
    #expect(
      try String(contentsOfFile: folder.path("output"), encoding: .utf8) == "Languages: /lang en, /lang fi, /lang sv.\n"
    )
  }

  @Test func `a cancelled chat ends while it waits for input, and while it waits for an answer`() async throws {
    for input in ["", "hi\n"] {
      var ends: [Int32] = [0, 0]
      #expect(pipe(&ends) == 0)
      let null = open("/dev/null", O_RDWR)
      defer { for file in ends + [null] { close(file) } }
      writeAll(input, to: ends[1])
      let settings = ChatSettings(
        place: .embedded, look: Look(colour: false, accessible: false), terminal: nil,
        files: ChatSettings.Files(input: ends[0], output: null, error: null), keepLanguage: { _ in })
      let assistant = SilentAssistant()
      let chat = Task { await Chat(assistant: assistant, settings: settings).run() }
      if !input.isEmpty { await assistant.waitForCall() }
      chat.cancel()
      #expect(await chat.value == 128 + SIGTERM)
    }
  }
}

/// Never answers.
private struct SilentAssistant: Assistant {
  private let calls = AsyncStream<Void>.makeStream()

  func waitForCall() async { for await _ in calls.stream { return } }

  func hello(lang: Language?) async throws(AssistantFailure) -> Welcome {
    calls.continuation.yield()
    try? await Task.sleep(for: .seconds(3600))
    throw .unreachable(seconds: 1)
  }

  func ask(_ text: String, lang: Language?, conversation: ConversationID, id: String) async throws(AssistantFailure)
    -> Answer
  {
    throw .unreachable(seconds: 1)
  }

  func history(conversation: ConversationID, limit: Int) async throws(AssistantFailure) -> History {
    throw .unreachable(seconds: 1)
  }

  func plan(_ number: Int, lang: Language, conversation: ConversationID) async throws(AssistantFailure) -> String? {
    throw .unreachable(seconds: 1)
  }

  func invite() async throws(AssistantFailure) -> InviteOutcome { throw .unreachable(seconds: 1) }

  func join(_ code: String) async throws(AssistantFailure) -> JoinOutcome { throw .unreachable(seconds: 1) }

  func luggage() async throws(AssistantFailure) -> Luggage { throw .unreachable(seconds: 1) }

  func move(to destination: Destination, note: String, lang: Language) async throws(AssistantFailure) {
    throw .unreachable(seconds: 1)
  }
}
