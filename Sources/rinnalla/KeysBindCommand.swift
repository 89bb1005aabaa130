import Access
import ArgumentParser
import Messages
import Services
import Vocabulary

/// `rinnalla keys bind`: an advisor gives a person who lost a key the talks back, at a new key.
struct KeysBindCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bind",
    abstract: "Give the talks of a lost key to a new one.",
    discussion: """
      Be sure that you speak with the right person: who holds the new key reads all their talks from then on. It is recorded,
      and the company is told at its next greeting. The keys that the person had before are refused.

      Examples:
        rinnalla keys bind 'NEW KEY' --talk ID --connect ipc:///run/rinnalla/broker.sock
        rinnalla keys bind 'NEW KEY' --talk ID --connect tcp://host:5555 --server-key 'KEY'     with an advisor's own key
      """)

  @Argument(help: ArgumentHelp("The new public key; rinnalla keys own prints it to its holder.", valueName: "KEY"))
  var key: String

  @Option(help: ArgumentHelp("A talk of the person, by its id.", valueName: "ID"))
  var talk: String

  @OptionGroup var connection: ConnectOptions
  @OptionGroup var data: DataOption

  func validate() throws {
    guard ConversationID(rawValue: talk).isValid else {
      throw ValidationError("--talk takes 1 to 64 letters, digits, '-' and '_'.")
    }
    guard KeyTable.isKey(key) else {
      throw ValidationError("'\(key.prefix(60))' is no public key: a key is 40 characters of Z85.")
    }
    if connection.connect.isEmpty { throw ValidationError("Say which server: --connect ipc://FILE or tcp://HOST:PORT") }
  }

  func run() async throws {
    let house = try House()
    let parts = PartsClient(try house.client(try connection.brokers(data: data.data)))
    let outcome = await Result { () async throws(Problem) -> BindAnswer in
      try await parts.call(
        .bind, BindRequest(key: key), id: Environment.system.newID(), conversation: ConversationID(rawValue: talk),
        milliseconds: QueueAssistant.patience * 1000)
    }
    await house.stop()
    switch outcome {
    case .success(let answer):
      for lost in answer.lost { writeOutput(lost + "\n") }
      writeError("rinnalla: bound; the keys above are refused now, and the company is told at its next greeting")
    case .failure(let problem):
      throw Failure(ExitStatus(problem), problem.detail)
    }
  }
}

extension ExitStatus {
  /// How a program ends that was answered with a problem.
  init(_ problem: Problem) {
    self =
      switch problem.status {
      case 403: .notAllowed
      case 404: .notFound
      case 503, 504: .notReached
      default: .failed
      }
  }
}
