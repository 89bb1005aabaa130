import ArgumentParser
import Content
import Foundation
import Services
import Vocabulary

/// `rinnalla content new`: the files of a new topic, instrument or region, to be filled in.
struct ContentNewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Write the files of a new topic, instrument or region, to be filled in.",
    discussion: """
      Without --region a topic or an instrument is common to all regions. Never writes over a file.

      Examples:
        rinnalla content new topic packaging
        rinnalla content new instrument harbour_grant --region munster
        rinnalla content new region kainuu
      """)

  @Argument(help: "What is new: topic, instrument or region.")
  var kind: ContentSkeleton.Kind

  @Argument(help: "Its id: a-z and 0-9, words joined by _, in a region by -.")
  var id: String

  @OptionGroup var folders: FolderOptions

  func run() throws {
    guard ContentSkeleton.isID(id, of: kind) else {
      let joint = kind == .region ? "-" : "_"
      throw Failure(.wrongUse, "'\(id.prefix(60))' is no id: write a-z and 0-9, words joined by '\(joint)'.")
    }
    if kind == .region && folders.region != nil {
      throw Failure(.wrongUse, "A region is in no other region; leave out --region.")
    }
    let content = try folders.folders().content
    let today = Environment.system.now().day
    let skeleton = ContentSkeleton(kind, id: id, region: folders.region, today: today)
    try write(skeleton, in: content)
    writeOutput(skeleton.files.map { "Wrote \($0.path)\n" }.joined() + next)
  }

  /// All files or none.
  private func write(_ skeleton: ContentSkeleton, in content: ContentFolder) throws {
    let files = skeleton.files.map { (url: URL(fileURLWithPath: "\(content.path)/\($0.path)"), file: $0) }
    for (url, file) in files where FileManager.default.fileExists(atPath: url.path) {
      throw Failure(.failed, "\(file.path) is there already; nothing was written.")
    }
    var written: [URL] = []
    do {
      for (url, file) in files {
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.text.utf8).write(to: url, options: .withoutOverwriting)
        written.append(url)
      }
    } catch {
      for url in written { try? FileManager.default.removeItem(at: url) }
      throw Failure(.failed, "The files can't be written in \(content.path): \(error.localizedDescription)")
    }
  }

  private var next: String {
    let own = kind == .region ? id : folders.region
    let check = "rinnalla content check" + (own.map { " --region \($0)" } ?? "")
    let words =
      kind == .region
      ? "its sources in sources.yaml, its support with: rinnalla content new instrument ID --region \(id)"
      : "the words by which people ask for it in intents/ (docs/content.md)"
    return """
      Next: write a text at each mark {write: …}, then run: \(check)
      While a mark is left, no service takes these files up.
      Then add \(words)

      """
  }
}

extension ContentSkeleton.Kind: ExpressibleByArgument {}
