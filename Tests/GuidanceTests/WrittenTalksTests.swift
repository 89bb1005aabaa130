import Companies
import Content
import Foundation
import Guidance
import Intents
import Language
import LanguageTools
import Testing
import Vocabulary

/// Talks as data, through the real parser: each turn with what its answer must and must not contain.
///
/// In `Talks/*.talk` a line is `lang xx`, `> what is asked`, `+ must stand in the answer` or `- must not`; after `day 2027-02-01` the
/// talk goes on on that day.
struct WrittenTalksTests {
  struct Turn: Sendable {
    var text: String
    /// When it is another day than that of the turn before.
    var day: Day?
    var must: [String] = []
    var mustNot: [String] = []
  }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Talks")
  private static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".talk") }.sorted()
  private static let parser: Result<IntentParser, any Error> = Result {
    let root = folder.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return IntentParser(
      rules: try IntentRules(documents: try ContentFolder(path: root.path).intents(), morphology: try Analyser()))
  }

  private func read(_ name: String) throws -> (lang: Vocabulary.Language, turns: [Turn]) {
    var (lang, day, turns): (Vocabulary.Language?, Day?, [Turn]) = (nil, nil, [])
    let text = try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
      let rest = try #require(parts.last)
      switch parts[0] {
      case "lang": lang = Vocabulary.Language(rawValue: rest)
      case "day": day = try #require(Day(rest))
      case ">":
        turns.append(Turn(text: rest, day: day))
        day = nil
      case "+": turns[turns.count - 1].must.append(rest)
      case "-": turns[turns.count - 1].mustNot.append(rest)
      default: Issue.record("\(name): '\(line)' is no line of a talk")
      }
    }
    return (try #require(lang), turns)
  }

  @Test(arguments: names)
  func `A written talk goes as it should`(name: String) throws {
    let (lang, turns) = try read(name)
    #expect((5...12).contains(turns.count))
    var talk = try Talking()
    let (parser, analyser) = (try Self.parser.get(), try Analyser())
    for turn in turns {
      if let day = turn.day { talk.now = Timestamp(milliseconds: Int64(day.daysSince1970) * 86_400_000) }
      let answer = talk.hear(turn.text) {
        parser.parse(turn.text, lang: nil, context: $0, morphology: analyser)
      }
      for must in turn.must { #expect(answer.text.contains(must), "\(turn.text): \(answer.text)") }
      for not in turn.mustNot { #expect(!answer.text.contains(not), "\(turn.text): \(answer.text)") }
      #expect(answer.lang == lang && !answer.text.contains("{"), "\(turn.text): \(answer.text)")
    }
  }
}
