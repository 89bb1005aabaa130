import Messages
import Vocabulary

/// Where the talk is led.
public enum Place: Sendable, Hashable {
  /// Everything runs in this program; nobody else sees the talk.
  case embedded
  /// A server elsewhere, with its notice when it gave one.
  case connected(ServerNotice?)
}

/// The first lines of a chat: at most six of 72 columns, unless a server's notice needs more.
func greeting(_ welcome: Welcome, place: Place, texts: Texts, today: Day, zoneDay: (String) -> Day?) -> [String] {
  guard welcome.turns > 0 else {
    switch place {
    case .embedded: return texts.opening + [texts.keptHere, texts.otherLanguages, texts.firstCommands]
    case .connected(nil): return texts.opening + [texts.keptElsewhere, texts.otherLanguages, texts.firstCommands]
    case .connected(let notice?):
      return texts.opening + [sanitisedLine(texts.keptThere(notice)), texts.otherLanguages]
    }
  }
  var lines = [texts.welcomeBack]
  if let day = welcome.last.flatMap(zoneDay) {
    let when = dayText(day.description, in: today.year)
    let room = widestText - displayWidth(texts.last(when, ""))
    lines.append(texts.last(when, welcome.topic.map { clipped(sanitisedLine($0), columns: room) }))
  }
  lines += welcome.membership.suffix(2).compactMap { news in
    zoneDay(news.at).flatMap { texts.membership(news, dayText($0.description, in: today.year)) }
  }
  lines += welcome.due.prefix(2).map {
    clipped("\(texts.reminder) \(sanitisedLine($0.title))", columns: widestText)
  }
  // What waits for an answer names the words to answer with, so it is not cut.
  lines += welcome.news.map(sanitisedLine)
  let room = 3 - min(2, welcome.due.count) - min(2, welcome.membership.count)
  if !welcome.steps.isEmpty, room > 0 {
    lines.append(texts.openSteps(welcome.steps.count))
    lines += welcome.steps.prefix(room).enumerated().map { index, step in
      clipped("\(index + 1). \(sanitisedLine(step.title))", columns: widestText)
    }
  }
  return lines
}
