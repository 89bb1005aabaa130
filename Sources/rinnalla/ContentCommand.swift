import ArgumentParser

struct ContentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "content", abstract: "Look after the content.", subcommands: [Check.self])

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Say what is wrong with intents/ and knowledge/, by file and line.",
      discussion: """
        Example:
          rinnalla content check --content /usr/share/rinnalla
        """)

    @OptionGroup var folders: FolderOptions

    func run() throws {
      let folders = try folders.folders()
      var faults: [String] = []
      let checks = [
        { _ = try LoadedContent.guidance(LoadedContent.knowledge(folders)) },
        { _ = try LoadedContent.intentParser(folders) },
      ]
      for check in checks {
        do {
          try check()
        } catch let failure as Failure where failure.status == .invalidContent {
          faults.append(failure.message)
        }
      }
      if !faults.isEmpty { throw Failure(.invalidContent, faults.joined(separator: "\n")) }
      writeOutput("The content is in order.\n")
    }
  }
}
