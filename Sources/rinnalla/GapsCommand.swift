import ArgumentParser
import Services
import Stores

/// The list of what could not be answered, for those who write the content.
struct GapsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gaps",
    abstract: "List what could not be answered, the most frequent first.",
    discussion: """
      Examples:
        rinnalla gaps                     how often, the last day, why, and about what
        rinnalla gaps --json              the same, a JSON object a line
      It shows no words of anybody: an advisor reads those in a talk, where its company allows it.
      """)

  @OptionGroup var data: DataOption

  @Flag(help: "Print one JSON object a line.")
  var json = false

  private static let pageSize = 500

  func run() async throws {
    let list = try await data.withStore(gaps)
    for line in list.lines { writeOutput((json ? Wire.text(line) : text(line)) + "\n") }
    if list.lines.isEmpty { writeError("rinnalla: nothing was left unanswered in \(data.path)") }
  }

  private func gaps(in store: SQLiteStore) async throws -> GapList {
    var list = GapList()
    let last = try await store.logIdentity().last
    var read: Int64 = 0
    while read < last {
      let page = try await store.events(after: read, subjects: [], limit: Self.pageSize)
      for event in page.events { list.add(event) }
      read = page.upto
    }
    return list
  }

  private func text(_ line: GapList.Line) -> String {
    let about = [line.topic, line.market, line.topic == nil ? line.intent : nil].compactMap { $0 }
    return "\(line.count)  \(line.last)  \(line.reason)  \(line.lang)  \(about.joined(separator: " "))"
  }
}
