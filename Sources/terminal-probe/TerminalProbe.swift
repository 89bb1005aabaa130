import Foundation
import TerminalUI
import Vocabulary

/// Runs the chat with a scripted assistant, for the tests of TerminalUI. Options: `--json`, `--accessible`,
/// `--return`, `--lang XX`, `--history FILE`, `--patience SECONDS`, `--hello-failures N`, and `--interject TEXT`,
/// which an advisor says when the process gets SIGUSR1.
@main
struct TerminalProbe {
  static func main() async {
    let arguments = CommandLine.arguments
    func value(_ name: String) -> String? {
      guard let index = arguments.firstIndex(of: name), index + 1 < arguments.count else { return nil }
      return arguments[index + 1]
    }
    let environment = ProcessInfo.processInfo.environment
    let settings = ChatSettings(
      flagLanguage: value("--lang").flatMap { Language(rawValue: $0) },
      localeLanguage: Language(locale: environment), place: .embedded,
      look: Look(colour: false, accessible: arguments.contains("--accessible")), json: arguments.contains("--json"),
      historyFile: value("--history"), home: environment["HOME"], terminal: environment["TERM"],
      patience: .seconds(value("--patience").flatMap { Int($0) } ?? 30), zone: .gmt,
      keepLanguage: { lang in FileHandle.standardError.write(Data("[kept \(lang.rawValue)]\n".utf8)) })
    let assistant = ScriptedAssistant(
      returning: arguments.contains("--return"), helloFailures: value("--hello-failures").flatMap { Int($0) } ?? 0)
    let chat = Chat(assistant: assistant, settings: settings)
    signal(SIGUSR1, SIG_IGN)
    let interjection = DispatchSource.makeSignalSource(signal: SIGUSR1, queue: .global())
    if let text = value("--interject") {
      interjection.setEventHandler { chat.show(text, by: "Neuvoja") }
    }
    interjection.resume()
    exit(await chat.run())
  }
}
