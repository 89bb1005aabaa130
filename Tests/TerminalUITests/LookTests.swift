import Testing
import Vocabulary

@testable import TerminalUI

struct LookTests {
  @Test(
    arguments: [
      (nil, [:], true, true), (nil, [:], false, false),
      (.always, ["NO_COLOR": "1", "TERM": "dumb"], false, true), (.never, ["CLICOLOR_FORCE": "1"], true, false),
      (.auto, [:], true, true), (.auto, ["NO_COLOR": "1"], true, false),
      (nil, ["NO_COLOR": "1", "CLICOLOR_FORCE": "1"], true, false), (nil, ["NO_COLOR": ""], true, true),
      (nil, ["CLICOLOR_FORCE": "1", "TERM": "dumb"], false, true), (nil, ["CLICOLOR_FORCE": "0"], false, false),
      (nil, ["TERM": "dumb"], true, false), (nil, ["TERM": "xterm"], true, true),
    ] as [(ColourChoice?, [String: String], Bool, Bool)])
  func `the flag beats the environment, and that the terminal`(
    flag: ColourChoice?, environment: [String: String], isTerminal: Bool, colours: Bool
  ) {
    #expect(Look.usesColour(flag: flag, environment: environment, isTerminal: isTerminal) == colours)
  }

  @Test(
    arguments: [
      (true, nil, true), (false, nil, false), (false, "", false), (false, "0", false), (false, "false", false),
      (false, "1", true), (false, "yes", true),
    ] as [(Bool, String?, Bool)])
  func `ACCESSIBLE is understood`(flag: Bool, value: String?, accessible: Bool) {
    let environment = value.map { ["ACCESSIBLE": $0] } ?? [:]
    #expect(Look.isAccessible(flag: flag, environment: environment) == accessible)
  }

  @Test(
    arguments: [
      (["LANG": "fi_FI.UTF-8"], .fi), (["LANG": "sv_FI.UTF-8", "LC_ALL": "en_IE.UTF-8"], .en),
      (["LANG": "fi_FI.UTF-8", "LC_ALL": "", "LC_MESSAGES": "sv_SE"], .sv), (["LANG": "C.UTF-8"], nil),
      (["LANG": "de_DE.UTF-8"], nil), ([:], nil), (["LANG": "fil_PH"], nil),
    ] as [([String: String], Language?)])
  func `the locale suggests a language`(environment: [String: String], lang: Language?) {
    #expect(Language(locale: environment) == lang)
  }
}
