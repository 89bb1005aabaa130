import ArgumentParser
import Foundation
import Services
import TerminalUI
import Vocabulary

struct ChatCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chat",
    abstract: "Talk; lines from a pipe are answered one by one.",
    discussion: """
      Examples:
        rinnalla chat
        rinnalla chat --lang fi
        echo "What papers go with goods to Norway?" | rinnalla chat --json
        rinnalla chat --connect ipc:///run/rinnalla/broker.sock
      """)

  @OptionGroup var talk: TalkOptions
  @OptionGroup var language: LanguageOption
  @OptionGroup var folders: FolderOptions

  @Flag(help: "Print each answer as one JSON object a line.")
  var json = false

  @Option(help: ArgumentHelp("always, never or auto.", valueName: "WHEN"))
  var color: ColourChoice = .auto

  @Flag(name: .customLong("no-color"), help: "The same as --color=never.")
  var noColor = false

  func run() async throws {
    let brokers = try talk.brokers(data: folders.data)
    let embedding = try await Embedding.start(brokers: brokers) { try folders.folders() }
    let assistant = MovableAssistant(
      house: embedding.house, parts: embedding.parts, data: folders.data, newID: Environment.system.newID)
    let settings = ChatStart.settings(
      lang: language.lang, place: brokers.isEmpty ? .embedded : .connected(nil),
      colour: noColor ? .never : color, json: json)
    let status = await Chat(assistant: assistant, settings: settings).run()
    await embedding.house.stop()
    throw ExitCode(status)
  }
}
