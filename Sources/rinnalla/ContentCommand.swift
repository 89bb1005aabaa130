import ArgumentParser

struct ContentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "content", abstract: "Look after the content.",
    subcommands: [Check.self, ContentNewCommand.self, ContentFindCommand.self])

  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Say what is wrong with intents/ and knowledge/, by file and line.",
      discussion: """
        Names each text of a skeleton (rinnalla content new) that is still to be written.

        Tells also what works but is of no use: templates that never decide, templates of two intents that say the same,
        and intents or topics that a language has no words for; conditions that can never hold, topics without one of
        their four parts, sources that may not be shown, placeholders that nothing fills; and what has to be looked up
        again: support after 6 months, other facts after 12, and rounds that have closed. Looks at one region: --region.

        Example:
          rinnalla content check --content /usr/share/rinnalla
        """)

    @OptionGroup var folders: FolderOptions

    func run() async throws {
      let folders = try folders.folders()
      var faults: [String] = []
      let checks: [() async throws -> Void] = [
        {
          let base = try LoadedContent.knowledge(folders)
          let (network, rails) = try LoadedContent.cooperation(folders, base)
          _ = try LoadedContent.guidance(base, network, rails, isAlone: false)
        },
        { _ = try await LoadedContent.intentParser(folders) },
      ]
      for check in checks {
        do {
          try await check()
        } catch let failure as Failure where failure.status == .invalidContent {
          faults.append(failure.message)
        }
      }
      if faults.isEmpty { faults = try LoadedContent.complaints(folders) }
      if !faults.isEmpty { throw Failure(.invalidContent, faults.joined(separator: "\n")) }
      writeOutput("The content is in order.\n")
    }
  }
}
