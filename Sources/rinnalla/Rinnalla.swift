import ArgumentParser
import Foundation

/// The entrance: reads flags and environment, puts the parts together, and exits.
@main
struct Rinnalla: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rinnalla",
    abstract: "Ask in plain words how to go abroad, and get the next step.",
    discussion: """
      Examples:
        rinnalla                                     talk, with everything on this machine
        rinnalla ask "Norjasta kysyttiin ovia, mitä nyt?"
        rinnalla monitor                             follow the talks of this data directory

      Exit codes: 0 done, 1 failed, 2 wrong use, 3 service not reached, 4 not allowed, 5 not found,
      6 content is invalid, 130 interrupted, 141 the reader closed the pipe.
      """,
    version: "0.1.0",
    subcommands: [
      ChatCommand.self, AskCommand.self, ParseCommand.self, ServeCommand.self, BrokerCommand.self, ServiceCommand.self,
      MonitorCommand.self, NetworkCommand.self, GapsCommand.self, TitanicCommand.self, KeysCommand.self,
      ContentCommand.self, SimulateCommand.self,
    ],
    defaultSubcommand: ChatCommand.self)

  static func main() async {
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let failure as Failure {
      writeError("rinnalla: \(failure.message)")
      Foundation.exit(failure.status.rawValue)
    } catch let code as ExitCode {
      Foundation.exit(code.rawValue)
    } catch {
      let status = exitCode(for: error)
      let text = fullMessage(for: error)
      if status == .success {
        writeOutput(text + "\n")
        Foundation.exit(0)
      }
      writeError(text.isEmpty ? "rinnalla: \(error)" : text)
      Foundation.exit(status == .validationFailure ? ExitStatus.wrongUse.rawValue : ExitStatus.failed.rawValue)
    }
  }
}
