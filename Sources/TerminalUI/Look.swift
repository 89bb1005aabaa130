/// `--color`: whether to colour.
public enum ColourChoice: String, Sendable, CaseIterable {
  case always, never, auto
}

/// How things look on the screen. Colour and dimming never carry a meaning alone.
public struct Look: Sendable, Hashable {
  public var colour: Bool
  /// Text is only ever appended, nothing moves, and each turn says who speaks.
  public var accessible: Bool

  public init(colour: Bool, accessible: Bool) {
    self.colour = colour
    self.accessible = accessible
  }

  /// `--color` (`auto` = as if it were not given) beats NO_COLOR (not empty), that CLICOLOR_FORCE (not empty, not
  /// `0`), that `TERM=dumb`, that whether the output is a terminal.
  public static func usesColour(flag: ColourChoice?, environment: [String: String], isTerminal: Bool) -> Bool {
    switch flag {
    case .always: return true
    case .never: return false
    case .auto, nil: break
    }
    if environment["NO_COLOR"].isSet { return false }
    if environment["CLICOLOR_FORCE"].isSet, environment["CLICOLOR_FORCE"] != "0" { return true }
    if environment["TERM"] == "dumb" { return false }
    return isTerminal
  }

  /// `--accessible`, or ACCESSIBLE not empty and neither `0` nor `false`.
  public static func isAccessible(flag: Bool, environment: [String: String]) -> Bool {
    flag || (environment["ACCESSIBLE"].isSet && !["0", "false"].contains(environment["ACCESSIBLE"]))
  }

  func dim(_ text: String) -> String {
    colour && !text.isEmpty ? "\u{1B}[2m\(text)\u{1B}[0m" : text
  }
}

extension String? {
  fileprivate var isSet: Bool { self?.isEmpty == false }
}
