import Foundation
import Messages
import Vocabulary

/// What a chat is told when it starts. The entrance fills it from flags, environment and configuration.
public struct ChatSettings: Sendable {
  /// From `--lang`; else the choice kept from an earlier `/lang`; else what the locale suggests.
  public var flagLanguage: Language?
  public var keptLanguage: Language?
  public var localeLanguage: Language?
  public var place: Place
  public var look: Look
  /// `--json`: one JSON object a line instead of text, also on a terminal.
  public var json: Bool
  /// Where typed lines are kept; `nil`: nowhere. Its folder exists.
  public var historyFile: String?
  /// What `~/` stands for in `/save ~/talk.md`.
  public var home: String?
  /// The value of TERM; lines are edited where it is neither empty nor `dumb`.
  public var terminal: String?
  /// For how long lines from a pipe are tried when nobody answers.
  public var patience: Duration
  public var zone: TimeZone
  /// The file descriptors of standard input, output and error.
  public var files: Files
  /// Keeps the language that was chosen with `/lang`. It is called on the chat's thread and must not block for long.
  public var keepLanguage: @Sendable (Language) -> Void

  public struct Files: Sendable, Hashable {
    public var input, output, error: Int32

    public init(input: Int32 = 0, output: Int32 = 1, error: Int32 = 2) {
      self.input = input
      self.output = output
      self.error = error
    }
  }

  public init(
    flagLanguage: Language? = nil, keptLanguage: Language? = nil, localeLanguage: Language? = nil, place: Place,
    look: Look, json: Bool = false, historyFile: String? = nil, home: String? = nil, terminal: String?,
    patience: Duration = .seconds(30), zone: TimeZone = .current, files: Files = Files(),
    keepLanguage: @escaping @Sendable (Language) -> Void
  ) {
    self.flagLanguage = flagLanguage
    self.keptLanguage = keptLanguage
    self.localeLanguage = localeLanguage
    self.place = place
    self.look = look
    self.json = json
    self.historyFile = historyFile
    self.home = home
    self.terminal = terminal
    self.patience = patience
    self.zone = zone
    self.files = files
    self.keepLanguage = keepLanguage
  }

  /// The language that the person chose, now or earlier.
  var chosenLanguage: Language? { flagLanguage ?? keptLanguage }
  var guessedLanguage: Language { localeLanguage ?? .en }
}

extension Language {
  /// The language of a locale: LC_ALL, else LC_MESSAGES, else LANG, as `fi_FI.UTF-8`; `nil` when it is none of ours.
  public init?(locale environment: [String: String]) {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"]
    guard let value = names.compactMap({ environment[$0] }).first(where: { !$0.isEmpty }) else { return nil }
    self.init(rawValue: String(value.prefix { $0.isLetter }).lowercased())
  }
}
