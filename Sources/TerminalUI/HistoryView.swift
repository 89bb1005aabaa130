import Foundation
import Messages
import Vocabulary

/// Shows what was said, on the screen and in a file.
struct HistoryView {
  var texts: Texts
  var zone: TimeZone

  /// Lines for the screen, not wrapped yet.
  func lines(_ history: History) -> [String] {
    guard !history.turns.isEmpty else { return [texts.historyEmpty] }
    var lines: [String] = []
    for turn in history.turns {
      if !lines.isEmpty { lines.append("") }
      lines.append(moment(turn.at))
      lines += said(by: texts.you, turn.text) + said(by: texts.rinnalla, turn.answer)
    }
    return lines
  }

  /// The talk as Markdown.
  func document(_ history: History, day: Day) -> String {
    var blocks = ["# \(texts.talkTitle(dayText(day.description)))"]
    for turn in history.turns {
      blocks.append("## \(turn.number). \(moment(turn.at))")
      blocks.append("**\(texts.you):** \(turn.text.map(sanitised) ?? texts.forgotten)")
      blocks.append("**\(texts.rinnalla):** \(turn.answer.map(sanitised) ?? texts.forgotten)")
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private func moment(_ text: String) -> String {
    LocalTime(text, zone: zone)?.text(lang: texts.lang) ?? sanitisedLine(text)
  }

  private func said(by who: String, _ text: String?) -> [String] {
    "\(who): \(text.map(sanitised) ?? texts.forgotten)".split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
  }
}
