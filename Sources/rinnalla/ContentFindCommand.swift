import ArgumentParser
import Content
import Knowledge
import LanguageTools

/// `rinnalla content find`: which passages a question leads to, for those who write them.
struct ContentFindCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "find",
    abstract: "Show the passages that the words of a question lead to, the nearest first.",
    discussion: """
      Searches by words alone, without the rules for whole sentences.

      Example:
        rinnalla content find --lang en "who pays the duty to Norway"
      """)

  @Argument(help: "The question.")
  var question: String

  @OptionGroup var language: LanguageOption
  @OptionGroup var folders: FolderOptions

  func run() throws {
    let folders = try folders.folders()
    let base = try LoadedContent.knowledge(folders)
    let (words, analyser) = (try LoadedContent.intents(folders), try LoadedContent.analyser())
    let index = SearchIndex(base, words: words, morphology: analyser)
    let found = index.passages(for: question, in: language.lang ?? .en, morphology: analyser)
    if found.isEmpty { throw Failure(.notFound, "No word of it stands in the content.") }
    for passage in found {
      writeOutput(
        ([passage.topic] + [passage.market].compactMap(\.self)).joined(separator: " ") + ": \(passage.text)\n")
    }
  }
}
