import Foundation
import Messages
import Testing
import Vocabulary

@testable import TerminalUI

struct ViewTests {
  private let plain = Look(colour: false, accessible: false)

  @Test(
    arguments: [
      (
        .fi, [.make("Tulli, vienti-ilmoitus")],
        "Lähteet: Tulli, vienti-ilmoitus (sivulla ei päiväystä). Katsottu 23.11.2026."
      ),
      (
        .sv, [.make("Finnvera", asOf: "2021"), .make("Tullverket")],
        "Källor: Finnvera (sida från 2021); Tullverket (odaterad). Läst 23.11.2026."
      ),
      (
        .en, [.make("Revenue", asOf: "2025-04-03")],
        "Source: Revenue (page dated 3.4.2025). Looked up 23.11.2026."
      ),
      (
        .en, [.make("A"), .make("B", checked: "2026-10-01")],
        "Sources: A (undated). Looked up 23.11.2026. B (undated). Looked up 1.10.2026."
      ),
    ] as [(Language, [Answer.Source], String)])
  func `sources say their age and when they were looked up`(lang: Language, sources: [Answer.Source], line: String) {
    let text = AskView(look: plain, columns: nil).text(.make("A.", lang: lang, sources: sources))
    #expect(text == "A.\n\(line)\n")
  }

  @Test func `sources are dim where colour is wanted`() {
    let text = AskView(look: Look(colour: true, accessible: false), columns: nil).text(
      .make("A.", lang: .en, sources: [.make("B")]))
    #expect(text == "A.\n\u{1B}[2mSource: B (undated). Looked up 23.11.2026.\u{1B}[0m\n")
  }

  @Test func `what the text tells is not told again`() {
    let whole = "Heti.\n1. Kysy ostajalta\n2. Hae EORI\nMissä olette?\n1. Suomi\n2. Ruotsi\nLähteet: Tulli."
    let answer = Answer.make(
      whole, steps: ["Kysy ostajalta", "Hae EORI"], sources: [.make("Tulli")], question: "Missä olette?",
      choices: ["Suomi", "Ruotsi"])
    #expect(AskView(look: plain, columns: nil).text(answer) == whole + "\n")
  }

  @Test func `what the text leaves out is added with numbers`() {
    let answer = Answer.make(
      "Heti.\n", steps: ["Kysy", "Hae"], question: "Missä olette?", choices: ["Suomi", "Ruotsi"])
    #expect(
      AskView(look: plain, columns: nil).text(answer)
        == "Heti.\n1. Kysy\n2. Hae\nMissä olette?\n1. Suomi\n2. Ruotsi\n")
  }

  @Test func `no answer is wider than 72 columns or the window`() {
    let answer = Answer.make(
      String(repeating: "sana ", count: 60), lang: .fi, steps: [String(repeating: "askel ", count: 30)],
      sources: [.make(String(repeating: "lähde ", count: 20))])
    for (columns, limit) in [(200, 72), (72, 72), (40, 40)] {
      let lines = AskView(look: plain, columns: columns).text(answer).split(separator: "\n")
      #expect(lines.allSatisfy { displayWidth($0) <= limit })
      #expect(lines.contains { displayWidth($0) > limit - 8 })
    }
  }

  @Test func `an advisor is named, and everybody for those who listen`() {
    #expect(AskView(look: plain, columns: nil).text(.make("Hei.", owner: "advisor:kaisa")) == "Neuvoja: Hei.\n")
    let spoken = Look(colour: false, accessible: true)
    #expect(AskView(look: spoken, columns: nil).text(.make("Hei.", lang: .sv)) == "Rinnalla: Hei.\n")
  }

  @Test func `an answer in JSON is one line that decodes to the same`() throws {
    let answer = Answer.make("a\n\u{1B}[31m\u{9B}\u{202E}\u{7F} ä/", sources: [.make("T")], choices: ["x"])
    let json = AskView(look: plain, columns: 40).json(answer)
    #expect(json.dropLast().unicodeScalars.allSatisfy { !isUnsafe($0) && $0 != "\n" })
    #expect(json.hasSuffix("}\n"))
    #expect(try JSONDecoder().decode(Answer.self, from: Data(json.utf8)) == answer)
  }

  private let turn = MonitorTurn(
    number: 1234, at: "2026-11-23T12:05:09.250Z", conversation: "0123456789abcdef", turn: 3, lang: "fi",
    intent: "ask_guidance", text: "ovia\u{1B}[2J", answer: "Heti.\n1. Kysy")

  @Test func `a turn of somebody is a block`() {
    let view = MonitorView(look: plain, columns: 80, lang: .en, zone: .gmt)
    #expect(
      view.text(turn) == """
        #1234 · 23.11.2026 12:05:09 · talk 01234567… · turn 3 · fi ·
        ask_guidance
        Client: ovia␛[2J
        Rinnalla: Heti.
        1. Kysy


        """)
    let hidden = MonitorTurn(number: 1, at: "?", conversation: "c", turn: 1)
    #expect(view.text(hidden) == "#1 · ? · talk c · turn 1\nClient: (not shown)\nRinnalla: (not shown)\n\n")
  }

  @Test func `a reminder that fell due is a line, with nothing of the talk but its name`() throws {
    let view = MonitorView(look: plain, columns: nil, lang: .en, zone: .gmt)
    let reminder = MonitorReminder(
      number: 7, at: "2026-11-23T22:00:00.000Z", conversation: "0123456789abcdef", step: "ask\u{1B}_bank",
      due: "2026-11-24")
    #expect(
      view.text(reminder) == "#7 · 23.11.2026 22:00:00 · talk 01234567… · Reminder: ask␛_bank (2026-11-24)\n\n")
    #expect(try JSONDecoder().decode(MonitorReminder.self, from: Data(view.json(reminder).utf8)) == reminder)
  }

  @Test func `a turn in JSON names what is not shown`() throws {
    let view = MonitorView(look: plain, columns: nil, lang: .en, zone: .gmt)
    #expect(try JSONDecoder().decode(MonitorTurn.self, from: Data(view.json(turn).utf8)) == turn)
    let hidden = MonitorTurn(number: 1, at: "2026-11-23T12:05:09Z", conversation: "c", turn: 1)
    #expect(
      view.json(hidden)
        == #"{"answer":null,"at":"2026-11-23T12:05:09Z","conversation":"c","intent":null,"lang":null,"number":1,"text":null,"turn":1}"#
        + "\n")
  }

  @Test func `a talk is shown and saved with what was forgotten marked`() throws {
    let history = History(turns: [
      History.Turn(number: 1, at: "2026-11-23T22:05:00Z", text: "hej\u{7}", answer: "Hej!\nVad nu?"),
      History.Turn(number: 2, at: "2026-11-24T06:00:00.000Z", text: nil, answer: nil),
    ])
    let view = HistoryView(texts: .of(.sv), zone: try #require(TimeZone(secondsFromGMT: 7200)))
    #expect(
      view.lines(history) == [
        "24.11.2026 00:05", "Du: hej␇", "Rinnalla: Hej!", "Vad nu?", "", "24.11.2026 08:00", "Du: (raderat)",
        "Rinnalla: (raderat)",
      ])
    let document = view.document(history, day: try #require(Day("2026-11-25")))
    #expect(
      document.hasPrefix("# Samtal med tjänsten Rinnalla, 25.11.2026\n\n## 1. 24.11.2026 00:05\n\n**Du:** hej␇\n"))
    #expect(view.lines(History(turns: [])) == ["Vi har inte talat om något än."])
  }
}
