import ArgumentParser
import CTerminal
import Foundation
import TerminalUI
import Vocabulary

extension ColourChoice: ExpressibleByArgument {}

/// What a chat is started with: flags, environment, and what was kept from before.
enum ChatStart {
  static func settings(lang: Language?, place: Place, colour: ColourChoice, json: Bool) -> ChatSettings {
    let environment = ProcessInfo.processInfo.environment
    let folder = stateFolder(environment)
    return ChatSettings(
      flagLanguage: lang, keptLanguage: KeptLanguage.read(folder), localeLanguage: Language(locale: environment),
      place: place, look: look(colour: colour), json: json, historyFile: folder.map { "\($0)/history" },
      home: NSHomeDirectory(), terminal: environment["TERM"], keepLanguage: { KeptLanguage.write($0, folder) })
  }

  static func look(colour: ColourChoice) -> Look {
    let environment = ProcessInfo.processInfo.environment
    return Look(
      colour: Look.usesColour(flag: colour, environment: environment, isTerminal: isatty(STDOUT_FILENO) == 1),
      accessible: Look.isAccessible(flag: false, environment: environment))
  }

  /// `nil` when standard output is no terminal.
  static var columns: Int? {
    let columns = Int(terminal_columns(STDOUT_FILENO))
    return columns > 0 ? columns : nil
  }

  /// Where typed lines and the chosen language are kept; `nil` when it can't be made, and then nothing is kept.
  private static func stateFolder(_ environment: [String: String]) -> String? {
    let base =
      environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "\(NSHomeDirectory())/.local/state"
    let folder = "\(base)/rinnalla"
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      return folder
    } catch {
      return nil
    }
  }
}

/// The language chosen with `/lang`, kept from chat to chat.
private enum KeptLanguage {
  static func read(_ folder: String?) -> Language? {
    guard let folder, let text = try? String(contentsOfFile: "\(folder)/language", encoding: .utf8) else { return nil }
    return Language(rawValue: text.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  static func write(_ lang: Language, _ folder: String?) {
    guard let folder else { return }
    // A choice that can't be kept is asked for again by the next chat's greeting; the talk goes on.
    try? Data((lang.rawValue + "\n").utf8).write(to: URL(fileURLWithPath: "\(folder)/language"), options: .atomic)
  }
}
