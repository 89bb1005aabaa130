import ArgumentParser
import Foundation
import Services
import TerminalUI
import Vocabulary

struct AskCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ask",
    abstract: "Ask one question and print the answer.",
    discussion: """
      Examples:
        rinnalla ask "Norjasta tilattiin kaksi teräsovea, miten alv ja tulli?"
        rinnalla ask --json How do we find buyers in Sweden?
      Without --conversation it goes on with your latest talk.
      """)

  @OptionGroup var talk: TalkOptions
  @OptionGroup var language: LanguageOption
  @OptionGroup var folders: FolderOptions

  @Flag(help: "Print the answer as one JSON object.")
  var json = false

  @Option(help: ArgumentHelp("Go on with this talk.", valueName: "ID"))
  var conversation: String?

  @Argument(help: "The question.")
  var text: [String]

  func validate() throws {
    if let conversation, !ConversationID(rawValue: conversation).isValid {
      throw ValidationError("--conversation takes 1 to 64 letters, digits, '-' and '_'.")
    }
  }

  func run() async throws {
    let embedding = try await Embedding.start(brokers: try talk.brokers(data: folders.data)) {
      try folders.folders()
    }
    let assistant = QueueAssistant(parts: embedding.parts, newID: Environment.system.newID)
    let result = await Result { () async throws(AssistantFailure) in
      try await assistant.ask(
        once: text.joined(separator: " "), lang: language.lang,
        conversation: conversation.map(ConversationID.init(rawValue:)))
    }
    await embedding.house.stop()
    switch result {
    case .success(let answer):
      let view = AskView(look: ChatStart.look(colour: .auto), columns: ChatStart.columns)
      writeOutput(json ? view.json(answer) : view.text(answer))
    case .failure(.unreachable(let seconds)):
      throw Failure(.notReached, "No answer within \(seconds) seconds. Try again.")
    case .failure(.busy(let seconds)):
      throw Failure(.notReached, "The service is busy. Try again in \(seconds) seconds.")
    case .failure(.refused(let detail)):
      throw Failure(.failed, detail)
    }
  }
}

extension Result {
  /// The outcome of an asynchronous call as a value.
  init(_ body: () async throws(Failure) -> Success) async {
    do {
      self = .success(try await body())
    } catch {
      self = .failure(error)
    }
  }
}
