import Testing
import Vocabulary

@testable import TerminalUI

struct CommandTests {
  @Test(
    arguments: [
      ("/help", .help), ("/HELP", .help), ("/lang fi", .language(.fi)), ("/lang SV", .language(.sv)),
      ("/lang", .language(nil)), ("/lang klingon", .language(nil)), ("/history", .history), ("/save", .save(nil)),
      ("/save  oma talk.md ", .save("oma talk.md")), ("/ics", .calendar(nil)),
      ("/ics ~/askeleet.ics", .calendar("~/askeleet.ics")), ("/quit", .quit),
      ("/steps", .message), ("/done 2", .message), ("/undo", .message), ("/human", .message),
      ("/connect tcp://a k", .connect(Command.Connect("tcp://a k"))), ("/connect Kyllä", .connect(.confirmed)),
      ("/connect", .connect(.unclear)), ("/connect tcp://a", .connect(.unclear)),
      ("/plan", .plan(nil)), ("/plan two", .plan(nil)), ("/plan 2 my plan.md", .plan(Command.PlanWish("2 my plan.md"))),
      ("/invite", .invite), ("/join", .join(nil)), ("/join k7qfm 2xw9p-tr4dh", .join("k7qfm 2xw9p-tr4dh")),
      ("/xyzzy", .message), ("/", .message), ("ovia Norjaan", .message), ("1/2 help", .message),
      ("/stpes", .slip(word: "/stpes", near: "/steps")), ("/hlep", .slip(word: "/hlep", near: "/help")),
      ("/histroy nyt", .slip(word: "/histroy", near: "/history")), ("/quti", .slip(word: "/quti", near: "/quit")),
      ("/forgt", .slip(word: "/forgt", near: "/forget")), ("/dat", .slip(word: "/dat", near: "/data")),
    ] as [(String, Command)])
  func `messages are told from commands and slips`(text: String, command: Command) {
    #expect(Command(text) == command)
  }

  @Test(arguments: [
    ("", "", 0), ("abc", "abc", 0), ("abc", "abd", 1), ("abc", "acb", 1), ("abc", "ab", 1), ("ab", "abc", 1),
    ("steps", "stage", 3), ("ca", "abc", 3),
  ])
  func `slips are counted`(left: String, right: String, count: Int) {
    #expect(slips(from: left, to: right) == count)
    #expect(slips(from: right, to: left) == count)
  }

  @Test func `Tab completes what is clear`() {
    #expect(Command.completion(of: "/he") == "/help")
    #expect(Command.completion(of: "/st") == nil)
    #expect(Command.completion(of: "/nope") == nil)
  }

  @Test func `no command is a slip of another`() {
    for name in Command.names {
      if case .slip = Command(name) { Issue.record("\(name)") }
    }
  }
}
