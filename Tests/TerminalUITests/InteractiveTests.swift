import Foundation
import Glibc
import Testing

/// The chat at a real pseudo-terminal, as a person would see it.
@Suite(
  .serialized, .timeLimit(.minutes(3)),
  .enabled(if: access("/dev/pts/ptmx", F_OK) == 0, "this system gives no pseudo-terminals: /dev/pts is not mounted"))
struct InteractiveTests {
  private func ready(_ arguments: [String] = [], environment: [String: String] = [:], columns: Int = 80) throws
    -> PseudoTerminal
  {
    let terminal = try PseudoTerminal(["--lang", "fi"] + arguments, environment: environment, columns: columns)
    try terminal.wait(for: "/quit lopettaa")
    try terminal.waitForCursor(after: "> ")
    return terminal
  }

  private func leave(_ terminal: PseudoTerminal) throws {
    try terminal.waitForCursor(after: "> ")
    terminal.type("\u{4}")
    let code = try terminal.waitForExit()
    #expect(code == 0, "\(terminal.screen.lines.suffix(20).joined(separator: "\n"))")
  }

  @Test func `Finnish letters are typed, rubbed out and sent`() throws {
    let terminal = try ready()
    terminal.type("öylätti ää")
    try terminal.waitForCursor(after: "> öylätti ää")
    terminal.type("\u{7F}\u{7F}ö\u{7F}ovi")
    try terminal.waitForCursor(after: "> öylätti ovi")
    terminal.type("\r")
    try terminal.wait(for: "got 11: <öylätti ovi>")
    try leave(terminal)
  }

  @Test func `a letter made of two scalars is one letter`() throws {
    let terminal = try ready()
    terminal.type("ho\u{308}yla\u{308}")
    try terminal.waitForCursor(after: "> höylä")
    terminal.type("\u{7F}\u{7F}\u{7F}")
    try terminal.waitForCursor(after: "> hö")
    terminal.type("\u{1B}[D\u{7F}p\u{1B}[Cn\r")
    try terminal.wait(for: "got 3: <pön>")
    try leave(terminal)
  }

  @Test func `arrows and search bring lines back`() throws {
    let terminal = try ready()
    for line in ["eka rivi", "toka ovi"] {
      terminal.type("\(line)\r")
      try terminal.wait(for: "<\(line)>")
    }
    terminal.type("\u{1B}[A\u{1B}[A")
    try terminal.waitForCursor(after: "> eka rivi")
    terminal.type("\u{1B}[B")
    try terminal.waitForCursor(after: "> toka ovi")
    terminal.type(" taas\r")
    try terminal.wait(for: "<toka ovi taas>")
    terminal.type("\u{12}eka")
    try terminal.wait("the search") { $0.lines.contains { $0.contains("eka rivi") } }
    terminal.type("\r")
    try terminal.wait("the found line's answer") { $0.lines.count { $0.contains("got 8: <eka rivi>") } == 2 }
    try leave(terminal)
  }

  @Test func `lines are kept in a private file between chats, and forgotten with the rest`() throws {
    let folder = try TemporaryFolder()
    let file = folder.path("lines")
    let first = try ready(["--history", file])
    first.type("muista ovet\r")
    try first.wait(for: "<muista ovet>")
    try leave(first)
    var status = stat()
    stat(file, &status)
    #expect(status.st_mode & 0o777 == 0o600)
    let second = try ready(["--history", file])
    second.type("\u{1B}[A")
    try second.waitForCursor(after: "> muista ovet")
    second.type("\u{15}/forget\r")
    try second.wait(for: "</forget>")
    try leave(second)
    #expect(!FileManager.default.fileExists(atPath: file))
  }

  @Test func `a paste of many lines is one message`() throws {
    let terminal = try ready()
    #expect(terminal.screen.pastesAreBracketed)
    terminal.type("\u{1B}[200~ensin ovet\nsitten\u{1B}[31m ikkunat\n\u{1B}[201~")
    try terminal.wait(for: "ikkunat")
    terminal.type("\r")
    try terminal.wait(for: "got 30: <ensin ovet")
    #expect(!String(decoding: terminal.written, as: UTF8.self).contains("\u{1B}[31m"))
    try leave(terminal)
  }

  @Test func `a backslash before Enter goes on with the message`() throws {
    let terminal = try ready()
    terminal.type("yksi\\\r")
    try terminal.waitForCursor(after: "… ")
    terminal.type("kaksi\r")
    try terminal.wait(for: "got 10: <yksi")
    try leave(terminal)
  }

  @Test func `Ctrl-C clears the line, then leaves when it comes again at once`() throws {
    let terminal = try ready()
    terminal.type("turhaa")
    try terminal.waitForCursor(after: "> turhaa")
    terminal.type("\u{3}")
    try terminal.waitForCursor(after: "> ")
    terminal.type("hei\r")
    try terminal.wait(for: "got 3: <hei>")
    try terminal.waitForCursor(after: "> ")
    terminal.type("\u{3}")
    try terminal.wait(for: "Ctrl-C uudelleen")
    terminal.type("\u{3}")
    #expect(try terminal.waitForExit() == 130)
  }

  @Test func `Ctrl-C stops waiting and keeps the chat`() throws {
    let terminal = try ready()
    terminal.type("hang\r")
    try terminal.waitForCursor(after: "… > ")
    terminal.signal(SIGINT)
    try terminal.wait(for: "En odota enää vastausta")
    try terminal.waitForCursor(after: "> ")
    terminal.type("hei\r")
    try terminal.wait(for: "got 3: <hei>")
    try leave(terminal)
  }

  @Test func `a sign of life comes and goes, and typing goes on meanwhile`() throws {
    let terminal = try ready()
    terminal.type("slow\r")
    try terminal.waitForCursor(after: "… > ")
    terminal.type("puoliksi kir")
    try terminal.waitForCursor(after: "… > puoliksi kir")
    try terminal.wait(for: "got 4: <slow>")
    try terminal.waitForCursor(after: "> puoliksi kir")
    #expect(!terminal.screen.lines.contains { $0.hasPrefix("…") })
    terminal.type("joitettu\r")
    try terminal.wait(for: "<puoliksi kirjoitettu>")
    try leave(terminal)
  }

  @Test func `an advisor's words stand above a line of several rows`() throws {
    let terminal = try ready(["--interject", "Hei, täällä Kaisa.\u{1B}[2J"], columns: 40)
    let long = "tämä rivi on niin pitkä, ettei se mahdu kapealle ruudulle yhdelle riville"
    terminal.type(long)
    try terminal.wait(for: "yhdelle riville")
    terminal.signal(SIGUSR1)
    try terminal.wait(for: "Neuvoja: Hei, täällä Kaisa.␛[2J")
    try terminal.wait("the line again, once") { $0.lines.count { $0.contains("yhdelle riville") } == 1 }
    #expect(terminal.screen.lines.allSatisfy { $0.count <= 40 })
    terminal.type("\r")
    try terminal.wait(for: "got \(long.count): <")
    try leave(terminal)
  }

  @Test func `lines wait while nobody answers and go out in order`() throws {
    let terminal = try ready()
    terminal.type("away 1\r")
    try terminal.wait(for: "En saa yhteyttä palveluun (odotin 1 s)")
    terminal.type("toinen\r")
    try terminal.wait(for: "Tallessa odottaa nyt 2 viestiä.")
    try terminal.wait(for: "Yhteys toimii taas.")
    try terminal.wait(for: "answered at try 2")
    try terminal.wait(for: "got 6: <toinen>")
    let lines = terminal.screen.lines
    #expect(lines.firstIndex { $0.contains("try 2") } ?? 99 < lines.firstIndex { $0.contains("<toinen>") } ?? 0)
    try leave(terminal)
  }

  @Test func `a chat opens when the service comes`() throws {
    let terminal = try PseudoTerminal(["--lang", "fi", "--hello-failures", "1"])
    try terminal.wait(for: "jo kirjoittaa: viesti")
    terminal.type("hei\r")
    try terminal.wait(for: "got 3: <hei>")
    try leave(terminal)
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGABRT])
  func `terminal modes come back however it ends`(signal: Int32) throws {
    let terminal = try PseudoTerminal(["--lang", "fi"])
    let before = terminal.modes
    try terminal.wait(for: "/quit lopettaa")
    try terminal.waitForCursor(after: "> ")
    #expect(terminal.modes != before)
    terminal.type("puoliksi")
    try terminal.waitForCursor(after: "> puoliksi")
    terminal.signal(signal)
    #expect(try terminal.waitForExit() == 128 + signal)
    #expect(terminal.modes == before)
    #expect(!terminal.screen.pastesAreBracketed)
  }

  @Test func `a new width is taken over`() throws {
    let terminal = try ready(columns: 80)
    terminal.resize(columns: 40)
    terminal.signal(SIGWINCH)
    terminal.type("full\r")
    try terminal.wait(for: "Lähteet: Tulli, vienti-ilmoitus")
    #expect(terminal.screen.lines.contains("Lähteet: Tulli, vienti-ilmoitus (sivulla"))
    try leave(terminal)
  }

  @Test func `a dumb terminal and accessible mode only append`() throws {
    for (arguments, environment, prompt) in [
      ([], ["TERM": "dumb"], "> "), (["--accessible"], [:], "Sinä: "),
    ] as [([String], [String: String], String)] {
      let terminal = try PseudoTerminal(["--lang", "fi"] + arguments, environment: environment)
      try terminal.wait(for: "/quit lopettaa")
      try terminal.waitForCursor(after: prompt)
      terminal.type("slow ä\r")
      try terminal.wait(for: "got 6: <slow ä>")
      #expect(!terminal.screen.lines.contains { $0.contains("…") })
      terminal.type("/quit\r")
      #expect(try terminal.waitForExit() == 0)
    }
  }

  @Test func `a line over the limit and one that is not UTF-8 are refused with a reason`() throws {
    let terminal = try ready()
    terminal.type(bytes: Array("ab".utf8) + [0xE4] + Array("cd\r".utf8))
    try terminal.wait(for: "Virhe on tavussa 2.")
    terminal.type("\u{1B}[200~" + String(repeating: "x", count: 20_001) + "\u{1B}[201~")
    try terminal.wait(for: "Liitetty teksti on liian pitkä, eikä sitä otettu. Raja on 20000 tavua.")
    terminal.type("hei\r")
    try terminal.wait(for: "got 3: <hei>")
    try leave(terminal)
  }

  @Test func `the talk is saved once under a name, for its owner only`() throws {
    let folder = try TemporaryFolder()
    let terminal = try ready(environment: ["HOME": folder.path("")])
    terminal.type("hei\r")
    try terminal.wait(for: "got 3: <hei>")
    terminal.type("/save ~/talk.md\r")
    try terminal.wait(for: "Tallensin keskustelun")
    terminal.type("/save ~/talk.md\r")
    try terminal.wait(for: "olemassa, en kirjoita sen päälle")
    let text = try String(contentsOfFile: folder.path("talk.md"), encoding: .utf8)
    #expect(text.contains("## 1. 23.11.2026 12.05\n\n**Sinä:** hei\n\n**Rinnalla:** got 3: <hei>\n"))
    var status = stat()
    stat(folder.path("talk.md"), &status)
    #expect(status.st_mode & 0o777 == 0o600)
    try leave(terminal)
  }

  @Test func `reminders go to a file for the calendar`() throws {
    let folder = try TemporaryFolder()
    let terminal = try PseudoTerminal(["--lang", "fi", "--return"], environment: ["HOME": folder.path("")])
    try terminal.wait(for: "Hae EORI-numero")
    terminal.type("/ics ~/askeleet.ics\r")
    try terminal.wait(for: "Tallensin muistutukset")
    #expect(try String(contentsOfFile: folder.path("askeleet.ics"), encoding: .utf8).hasPrefix("BEGIN:VCALENDAR\r\n"))
    try leave(terminal)
  }

  @Test func `what comes in can't steer the terminal`() throws {
    let terminal = try ready()
    terminal.type("evil\r")
    try terminal.wait(for: "␛]0;owned␇red�31m �drawkcab")
    #expect(!String(decoding: terminal.written, as: UTF8.self).contains("\u{1B}]0;"))
    try leave(terminal)
  }

  @Test func `coming back shows topic, day and open steps`() throws {
    let terminal = try PseudoTerminal(["--lang", "fi", "--return"])
    try terminal.wait(for: "1. Hae EORI-numero")
    #expect(terminal.screen.lines.contains("Viimeksi 23.11.2025: tulli. /history näyttää."))
    try leave(terminal)
  }

  @Test func `an answer that comes during a search waits until the search is over`() throws {
    let terminal = try ready()
    terminal.type("ikkuna\r")
    try terminal.wait(for: "<ikkuna>")
    terminal.type("slow\r")
    try terminal.waitForCursor(after: "… > ")
    terminal.type("\u{12}ikk")
    try terminal.wait("the search") { $0.lines.last?.contains("bck") == true }
    terminal.type("\u{5}")
    try terminal.wait(for: "got 4: <slow>")
    try terminal.waitForCursor(after: "> ikkuna")
    terminal.type("t\r")
    try terminal.wait(for: "got 7: <ikkunat>")
    try leave(terminal)
  }

  @Test func `Tab completes a command and Ctrl-D deletes a letter`() throws {
    let terminal = try ready()
    terminal.type("/he\t")
    try terminal.waitForCursor(after: "> /help ")
    terminal.type("\r")
    try terminal.wait(for: "Kirjoita muuten omin sanoin.")
    terminal.type("höylä\u{1}\u{1B}[C\u{4}\u{1B}[3~\u{5}t\r")
    try terminal.wait(for: "got 4: <hlät>")
    try leave(terminal)
  }

  @Test func `a stopped chat gives the terminal back and goes on where it was`() throws {
    let terminal = try PseudoTerminal(["--lang", "fi"])
    let before = terminal.modes
    try terminal.wait(for: "/quit lopettaa")
    try terminal.waitForCursor(after: "> ")
    terminal.type("puoli")
    try terminal.waitForCursor(after: "> puoli")
    terminal.type("\u{1A}")
    // Nobody controls the jobs of this session, so the kernel does not stop the program: it goes on at once.
    try terminal.wait("the line again") { $0.lines.count { $0.contains("> puoli") } == 2 }
    #expect(terminal.modes != before)
    terminal.type("kas\r")
    try terminal.wait(for: "<puolikas>")
    try leave(terminal)
    #expect(terminal.modes == before)
  }

  @Test func `what is typed ahead is neither lost nor shown before its turn`() throws {
    let terminal = try ready()
    // Byte by byte, so that some come while one line is over and the next has not begun.
    for byte in (1...30).map({ "rivi \($0) x\u{2}\u{4}ö\r" }).joined().utf8 { terminal.type(bytes: [byte]) }
    try terminal.wait(for: "<rivi 30 ö>")
    let answers = terminal.screen.lines.filter { $0.hasPrefix("got") }
    #expect(answers == (1...30).map { "got \($0 < 10 ? 8 : 9): <rivi \($0) ö>" })
    try leave(terminal)
  }

  @Test func `lines are edited on a terminal that the system does not know`() throws {
    let terminal = try ready(environment: ["TERM": "nosuch-terminal"])
    #expect(terminal.screen.lines.first?.hasPrefix("Rinnalla auttaa") == true)
    terminal.type("abc\u{1B}[D\u{7F}ä\r")
    try terminal.wait(for: "got 3: <aäc>")
    try leave(terminal)
  }
}
